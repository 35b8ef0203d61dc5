"""What changed from one version of a checklist to another, and checklists as files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audits.checklists import exchange
from audits.checklists.actions.own_lists import import_checklist
from audits.checklists.catalog import checklist_of
from audits.checklists.comparing import difference
from audits.checklists.forms.drafts import ImportForm
from audits.checklists.forms.library import VersionsForm
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.views.draft_shown import to_draft
from audits.checklists.views.found import version_of, versions_of
from audits.evidence.views import SHUT_IN
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.EVERYONE)
@require_GET
def checklist_changes(request: MemberRequest, checklist: str) -> HttpResponse:
    """Two versions beside each other: the last two when none are asked for."""
    versions = versions_of(request, checklist)
    before, after = compared(request, versions)
    context = {
        "versions": versions,
        "before": before,
        "after": after,
        "difference": difference(checklist_of(before.pk), checklist_of(after.pk)),
        "nav": "checklists",
    }
    return render(request, "checklists/changes.html", context)


def compared(
    request: MemberRequest, versions: list[ChecklistVersion]
) -> tuple[ChecklistVersion, ChecklistVersion]:
    by_number = {version.version: version for version in versions}
    before, after = VersionsForm(request.GET).asked(list(by_number))
    if before not in by_number or after not in by_number:
        raise Http404
    return by_number[before], by_number[after]


@member(roles.EVERYONE)
@require_GET
def checklist_export(request: MemberRequest, checklist: str, version: int) -> HttpResponse:
    """A version as a file that can be changed and brought back."""
    found = version_of(request, checklist, version)
    content = exchange.written(checklist_of(found.pk)).encode()
    return for_saving(content, "application/toml; charset=utf-8", f"{found.slug}-v{found.version}.toml")


def for_saving(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that no browser runs and no cache shares."""
    headers = {**SHUT_IN, "Cache-Control": "private, no-store"}
    response = HttpResponse(content, content_type=media_type, headers=headers)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def checklist_import(request: MemberRequest) -> HttpResponse:
    """A file as a draft; one with a fault is refused, with the place of each."""
    drafts = list(Draft.objects.filter(workspace_id=request.actor.workspace_id).order_by("title", "pk"))
    form = ImportForm(posted(request), request.FILES or None, drafts=drafts)
    if form.carries_out(
        lambda: import_checklist(
            actor=request.actor,
            data=form.cleaned_data["file"].read(exchange.FILE_LIMIT + 1),
            title=form.cleaned_data["title"],
            into=form.draft,
            key=form.key,
        )
    ):
        messages.success(request, _("Taken as a draft. Look it through, then publish it."))
        return to_draft(request, form.result["id"])
    context = {"form": form, "nav": "checklists"}
    return render(request, "checklists/import.html", context, status=form.answer_status)
