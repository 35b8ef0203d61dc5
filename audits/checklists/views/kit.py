"""The audit kit: what is in it, and the archive (R127)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from audits.checklists.audit_kit.archive import kit_files, recipes, zipped
from audits.checklists.views.shelf import Entry, entries
from audits.checklists.views.versions import for_saving
from audits.connectors.models import Connector
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.EVERYONE)
@require_GET
def audit_kit(request: MemberRequest) -> HttpResponse:
    """The checklists it holds, and its recipes to be copied one by one."""
    files = recipes(request.actor.zone.key, connectors_of(request))
    context = {
        "current": current(request),
        "files": [(f"file-{slugify(name)}", name, content) for name, content in files.items()],
        "nav": "checklists",
    }
    return render(request, "checklists/kit.html", context)


@member(roles.EVERYONE)
@require_GET
def audit_kit_zip(request: MemberRequest) -> HttpResponse:
    """Everything in one archive."""
    checklists = [entry.checklist for entry in current(request)]
    files = kit_files(checklists, request.actor.zone.key, connectors_of(request))
    name = f"audit-kit-{request.actor.workspace_slug}"
    return for_saving(zipped(files, name), "application/zip", f"{name}.zip")


def current(request: MemberRequest) -> list[Entry]:
    """What runs can be started from today."""
    return [entry for entry in entries(request.actor.workspace_id) if entry.version.archived_at is None]


def connectors_of(request: MemberRequest) -> list[Connector]:
    return list(Connector.objects.for_workspace(request.actor.workspace_id).current().by_name())
