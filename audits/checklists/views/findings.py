"""Pages of findings: the list, the finding itself, its text to hand on."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.checklists.forms.finding_list import SHOWS, FindingFilter
from audits.checklists.views.finding_found import finding_of
from audits.checklists.views.finding_shown import attachments_of, finding_context, handing_of
from audits.http import MemberRequest
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member

MARKDOWN = "text/markdown; charset=utf-8"


@member(roles.EVERYONE)
@require_GET
def finding_list(request: MemberRequest) -> HttpResponse:
    form = FindingFilter(request.GET, actor=request.actor)
    query = form.query
    context = {
        "form": form,
        "page": page_of(form.rows()),
        "shows": SHOWS,
        "show": form.show_name,
        "filters": urlencode(query),
        "query": urlencode({"show": form.show_name, **query}),
        "is_filtered": bool(query) or form.asked("after") is not None,
        "can_write": request.actor.can(roles.WRITES_OWN),
        "today": request.actor.today,
        "nav": "findings",
    }
    return render(request, "checklists/findings.html", context)


@member(roles.EVERYONE)
@require_GET
def finding_page(request: MemberRequest, finding: UUID) -> HttpResponse:
    found = finding_of(request, finding)
    return render(request, "checklists/finding.html", finding_context(request, found))


@member(roles.EVERYONE)
@require_GET
def finding_markdown(request: MemberRequest, finding: UUID) -> HttpResponse:
    """The whole record as a file."""
    found = finding_of(request, finding)
    text = handing_of(request, found, attachments_of(found)).text
    response = HttpResponse(text, content_type=MARKDOWN)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.md"'
    return response
