"""Pages of the library: checklists with their versions, and checks (R094-R096, R144-R147)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from audits.checklists import library
from audits.checklists.catalog import checklist_of
from audits.checklists.forms.library import WordsForm
from audits.checklists.models import ChecklistVersion
from audits.checklists.reach import holders, untouched_by
from audits.checklists.searching import found
from audits.checklists.views.found import check_in, places_in, version_of, versions_of
from audits.checklists.views.library_shown import Places, grouped, grouped_as_in, shown
from audits.checklists.views.shelf import entries, own_checks, shelf_of
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.EVERYONE)
@require_GET
def checklist_list(request: MemberRequest) -> HttpResponse:
    """Every checklist that a run can be started from, and the workspace's drafts."""
    context = {"shelf": shelf_of(request.actor.workspace_id), "nav": "checklists"}
    return render(request, "checklists/list.html", context)


@member(roles.EVERYONE)
@require_GET
def checklist_page(request: MemberRequest, checklist: str) -> HttpResponse:
    """A checklist in its newest version."""
    return of_version(request, versions_of(request, checklist), 0)


@member(roles.EVERYONE)
@require_GET
def checklist_version(request: MemberRequest, checklist: str, version: int) -> HttpResponse:
    """A checklist as one of its versions has it."""
    versions = versions_of(request, checklist)
    at = [place for place, each in enumerate(versions) if each.version == version]
    if not at:
        raise Http404
    return of_version(request, versions, at[0])


def of_version(request: MemberRequest, versions: list[ChecklistVersion], at: int) -> HttpResponse:
    version = versions[at]
    places, document = places_in(request, version), checklist_of(version.pk)
    untouched = untouched_by(document) if document.kind == "points" else ()
    context = {
        "version": version,
        "versions": versions,
        "is_newest": at == 0,
        "checklist": document,
        "groups": grouped_as_in(places, document),
        "untouched": places.links(check.slug for check in untouched),
        "nav": "checklists",
    }
    return render(request, "checklists/checklist.html", context)


@member(roles.EVERYONE)
@require_GET
def check_list(request: MemberRequest) -> HttpResponse:
    """All checks, or those in which the words asked for stand."""
    words = WordsForm(request.GET).words
    own = own_checks(entries(request.actor.workspace_id))
    context = {
        "words": words,
        "groups": grouped(Places(request.actor.workspace_slug), found(library.checks().values(), words)),
        "own": [
            (entry, places_in(request, entry.version).row(check))
            for entry, check in own
            if found([check], words)
        ],
        "nav": "checklists",
    }
    return render(request, "checklists/checks.html", context)


@member(roles.EVERYONE)
@require_GET
def check_page(request: MemberRequest, check: str) -> HttpResponse:
    """A check of the library; one of the workspace's own is shown where it stands."""
    if check in library.checks():
        places = Places(request.actor.workspace_slug)
        context = {
            "shown": shown(places, library.checks()[check]),
            "holders": holders(check),
            "nav": "checklists",
        }
        return render(request, "checklists/check.html", context)
    for entry, own in own_checks(entries(request.actor.workspace_id)):
        if own.slug == check:
            version = entry.version
            return redirect(
                "checklist-check", request.actor.workspace_slug, version.slug, version.version, check
            )
    raise Http404


@member(roles.EVERYONE)
@require_GET
def checklist_check(request: MemberRequest, checklist: str, version: int, check: str) -> HttpResponse:
    """A check as a version of a checklist has it."""
    row = version_of(request, checklist, version)
    places = places_in(request, row)
    context = {
        "shown": shown(places, check_in(places, check)),
        "version": row,
        "checklist": places.checklist,
        "nav": "checklists",
    }
    return render(request, "checklists/check.html", context)
