"""What an address of the library names, fetched for who asks."""

from django.http import Http404

from audits.checklists.catalog import checklist_of
from audits.checklists.document import Check
from audits.checklists.models import ChecklistVersion
from audits.checklists.views.library_shown import Places
from audits.http import MemberRequest


def versions_of(request: MemberRequest, checklist: str) -> list[ChecklistVersion]:
    """All versions of a checklist that the workspace may use, newest first; none is 404."""
    usable = ChecklistVersion.objects.usable_in(request.actor.workspace_id).filter(slug=checklist)
    found = list(usable.select_related("published_by").defer("document").order_by("-version"))
    if not found:
        raise Http404
    return found


def version_of(request: MemberRequest, checklist: str, version: int) -> ChecklistVersion:
    """One version of a checklist that the workspace may use."""
    found = [each for each in versions_of(request, checklist) if each.version == version]
    if not found:
        raise Http404
    return found[0]


def places_in(request: MemberRequest, version: ChecklistVersion) -> Places:
    """Links as the pages of that version make them."""
    return Places(request.actor.workspace_slug, version, checklist_of(version.pk))


def check_in(places: Places, check: str) -> Check:
    """A check of the version that is looked at."""
    found = places.checklist.by_slug.get(check) if places.checklist else None
    if found is None:
        raise Http404
    return found
