"""Loading the built-in checklists and publishing versions."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.document import Checklist
from audits.checklists.models import ChecklistVersion
from audits.kit.refusals import Blocked


def load_built_in() -> None:
    """Publishes every built-in checklist; calling again changes nothing."""
    for checklist in library.checklists():
        publish(checklist, workspace_id=None)


@transaction.atomic
def publish(
    checklist: Checklist, *, workspace_id: UUID | None, by_id: UUID | None = None
) -> ChecklistVersion:
    """Freezes a version. The same version again is fine, with other content it is `Blocked`."""
    owned = ChecklistVersion.objects.owned_by(workspace_id)
    existing = owned.filter(slug=checklist.slug, version=checklist.version).first()
    if existing is not None:
        if existing.digest != checklist.digest():
            raise Blocked(
                _("Version %(version)d of “%(slug)s” is published with other content; raise the version.")
                % {"version": checklist.version, "slug": checklist.slug}
            )
        return existing
    return ChecklistVersion.objects.create(
        workspace_id=workspace_id,
        slug=checklist.slug,
        version=checklist.version,
        title=checklist.title,
        kind=checklist.kind,
        document=checklist.model_dump_json(exclude_defaults=True),
        digest=checklist.digest(),
        published_by_id=by_id,
    )


def latest(slug: str, *, workspace_id: UUID) -> ChecklistVersion | None:
    """The newest published version of a slug that the workspace may use: its own or built in."""
    usable = ChecklistVersion.objects.usable_in(workspace_id).current().filter(slug=slug)
    return usable.defer("document").order_by("-version").first()
