"""Pages of incidents: the list, a new one, the incident itself, its text (R133, R139)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions.incidents import (
    close_incident,
    edit_incident,
    open_incident,
    reopen_incident,
)
from audits.checklists.forms.findings import ReasonForm
from audits.checklists.forms.incidents import CloseForm, IncidentForm
from audits.checklists.incident_view import view_of
from audits.checklists.models import Finding, Incident
from audits.checklists.rights import may_open_incident, require_open_incident, require_write
from audits.checklists.views.finding_found import finding_of, form_page
from audits.checklists.views.findings import MARKDOWN
from audits.checklists.views.incident_found import crumbs_of, incident_of, list_crumb, to_incident
from audits.checklists.views.incident_shown import page, text_of
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.ids import key_of
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member

NAV = "incidents"
SHOWS = ("open", "closed")


@member(roles.EVERYONE)
@require_GET
def incident_list(request: MemberRequest) -> HttpResponse:
    show = request.GET.get("show") if request.GET.get("show") in SHOWS else "open"
    rows = Incident.objects.for_workspace(request.actor.workspace_id).filter(status=show).order_by("-pk")
    if after := key_of(request.GET.get("after", "")):
        rows = rows.filter(pk__lt=after)
    rows = rows.select_related("owner", "vendor", "finding").annotate(
        done=Count("steps", filter=Q(steps__done_at__isnull=False)), total=Count("steps")
    )
    context = {
        "page": page_of(rows),
        "show": show,
        "query": f"show={show}",
        "can_open": may_open_incident(request.actor, None),
        "nav": NAV,
    }
    return render(request, "checklists/incidents.html", context)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def incident_new(request: MemberRequest) -> HttpResponse:
    """From a finding, or by hand; who may is said in `rights`."""
    finding = asked_finding(request)
    require_open_incident(request.actor, finding)
    form = IncidentForm(posted(request), actor=request.actor, finding=finding)
    if form.carries_out(
        lambda: open_incident(actor=request.actor, values=form.values, finding=finding, key=form.key)
    ):
        return to_incident(request, form.result["id"])
    intro = _("From %(code)s %(title)s.") % {"code": finding.code, "title": finding.title} if finding else ""
    return form_page(
        request,
        form,
        title=_("Open an incident"),
        submit=_("Open it"),
        crumbs=[list_crumb(request)],
        nav=NAV,
        intro=intro or _("Six steps in order, from stopping the damage to a fix that lasts."),
    )


def asked_finding(request: MemberRequest) -> Finding | None:
    """The finding that the address names; none when it names nothing."""
    given = request.GET.get("finding", "")
    if not given:
        return None
    key = key_of(given)
    if key is None:
        raise Http404
    return finding_of(request, key)


@member(roles.EVERYONE)
@require_GET
def incident_page(request: MemberRequest, incident: UUID) -> HttpResponse:
    return page(request, incident_of(request, incident))


@member(roles.EVERYONE)
@require_GET
def incident_markdown(request: MemberRequest, incident: UUID) -> HttpResponse:
    """The whole incident as a file."""
    found = incident_of(request, incident)
    response = HttpResponse(text_of(request, view_of(found)), content_type=MARKDOWN)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.md"'
    return response


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def incident_edit(request: MemberRequest, incident: UUID) -> HttpResponse:
    found = incident_of(request, incident)
    require_write(request.actor, found)
    form = IncidentForm(posted(request), actor=request.actor, incident=found)
    if form.carries_out(
        lambda: edit_incident(
            actor=request.actor, incident=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_incident(request, incident)
    title = _("Edit %(code)s") % {"code": found.code}
    return form_page(request, form, title=title, submit=_("Save"), crumbs=crumbs_of(request, found), nav=NAV)


@member(roles.WRITES_OWN)
@require_POST
def incident_close(request: MemberRequest, incident: UUID) -> HttpResponse:
    found = incident_of(request, incident)
    form = CloseForm(request.POST)
    if form.carries_out(lambda: close_incident(actor=request.actor, incident=found, key=form.key)):
        messages.success(request, _("Closed. What it was about stays readable."))
        return to_incident(request, incident)
    return page(request, incident_of(request, incident), form.answer_status, close_form=form)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def incident_reopen(request: MemberRequest, incident: UUID) -> HttpResponse:
    found = incident_of(request, incident)
    require_write(request.actor, found)
    form = ReasonForm(posted(request))
    if form.carries_out(lambda: reopened(request, found, form.cleaned_data)):
        messages.success(request, _("Open again, with its last step to be done anew."))
        return to_incident(request, incident)
    title = _("Reopen %(code)s") % {"code": found.code}
    return form_page(
        request, form, title=title, submit=_("Reopen"), crumbs=crumbs_of(request, found), nav=NAV
    )


def reopened(request: MemberRequest, incident: Incident, sent: dict[str, Any]) -> None:
    reopen_incident(actor=request.actor, incident=incident, reason=sent["reason"])
