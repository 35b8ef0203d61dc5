"""Writing findings: a new one, its record, what becomes of it, its ticket."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.checklists.actions import settling
from audits.checklists.actions.drafts import complete_draft, create_finding
from audits.checklists.actions.findings import edit_finding
from audits.checklists.forms.findings import (
    AcceptForm,
    FindingForm,
    NewFindingForm,
    ReasonForm,
    RecordForm,
    ResolveForm,
    TicketForm,
)
from audits.checklists.models import Finding
from audits.checklists.models.finding import FindingState
from audits.checklists.rights import require_write
from audits.checklists.views.finding_found import crumbs_of, finding_of, form_page, list_crumb, to_finding
from audits.checklists.views.finding_said import said_accepted, said_dropped, said_reopened, said_resolved
from audits.checklists.views.finding_shown import finding_context
from audits.http import MemberRequest
from audits.kit.forms import Form, posted
from audits.people import roles
from audits.people.access import member

AS_DRAFT = "draft"


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def finding_new(request: MemberRequest) -> HttpResponse:
    form = NewFindingForm(posted(request), actor=request.actor)
    is_draft = AS_DRAFT in request.POST
    if form.carries_out(
        lambda: create_finding(actor=request.actor, values=form.values, is_draft=is_draft, key=form.key)
    ):
        return saved(request, form, form.result["id"])
    return record_page(request, form, title=_("New finding"), crumbs=[list_crumb(request)])


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def finding_edit(request: MemberRequest, finding: UUID) -> HttpResponse:
    def save(found: Finding, form: FindingForm) -> Any:
        seen = form.cleaned_data["seen"]
        return edit_finding(actor=request.actor, finding=found, values=form.values, version=seen)

    return record_of(request, finding, save)


@member(roles.WRITES_OWN)
@require_POST
def finding_complete(request: MemberRequest, finding: UUID) -> HttpResponse:
    """The draft's form sent as a finding."""

    def save(found: Finding, form: FindingForm) -> Any:
        seen = form.cleaned_data["seen"]
        return complete_draft(actor=request.actor, finding=found, values=form.values, version=seen)

    return record_of(request, finding, save)


def record_of(request: MemberRequest, key: UUID, save: Callable[[Finding, FindingForm], Any]) -> HttpResponse:
    found = finding_of(request, key)
    require_write(request.actor, found)
    form = FindingForm(posted(request), actor=request.actor, finding=found)
    if form.carries_out(lambda: save(found, form)):
        return saved(request, form, key)
    title = _("Edit %(code)s") % {"code": found.code}
    return record_page(request, form, finding=found, title=title, crumbs=crumbs_of(request, found))


def record_page(request: MemberRequest, form: RecordForm, **context: Any) -> HttpResponse:
    finding = context.get("finding")
    context |= {
        "form": form,
        "is_draft": finding is None or finding.state == FindingState.DRAFT,
        "back": context["crumbs"][-1][1],
        "nav": "findings",
    }
    return render(request, "checklists/finding_form.html", context, status=form.answer_status)


def saved(request: MemberRequest, form: RecordForm, key: UUID | str) -> HttpResponse:
    due_on = form.cleaned_data.get("due_on")
    if due_on and "due_on" in form.changed_data and due_on < request.actor.today:
        messages.warning(request, _("Saved. The due date lies in the past."))
    else:
        messages.success(request, _("Saved."))
    return to_finding(request, key)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def finding_resolve(request: MemberRequest, finding: UUID) -> HttpResponse:
    found = finding_of(request, finding)
    form = ResolveForm(posted(request), finding=found)
    return turned(
        request,
        found,
        form,
        lambda sent: settling.resolve_finding(
            actor=request.actor,
            finding=found,
            fix=sent["fix"],
            regression_test=sent["regression_test"],
            version=sent["seen"],
        ),
        said=said_resolved,
        title=_("Resolve %(code)s"),
        submit=_("Resolve"),
        intro=_("It leaves the list of work. A later failure of the same check is linked to it."),
    )


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def finding_accept(request: MemberRequest, finding: UUID) -> HttpResponse:
    found = finding_of(request, finding)
    form = AcceptForm(posted(request), initial={"seen": found.version})
    return turned(
        request,
        found,
        form,
        lambda sent: settling.accept_risk(
            actor=request.actor,
            finding=found,
            reason=sent["reason"],
            until=sent["until"],
            version=sent["seen"],
        ),
        said=said_accepted,
        title=_("Accept the risk of %(code)s"),
        submit=_("Accept the risk"),
        intro=_("You live with it for a stated time. When that is over, it is work again by itself."),
    )


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def finding_reopen(request: MemberRequest, finding: UUID) -> HttpResponse:
    return with_reason(
        request,
        finding,
        settling.reopen_finding,
        said=said_reopened,
        title=_("Reopen %(code)s"),
        submit=_("Reopen"),
    )


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def finding_drop(request: MemberRequest, finding: UUID) -> HttpResponse:
    return with_reason(
        request,
        finding,
        settling.drop_draft,
        said=said_dropped,
        title=_("Drop the draft %(code)s"),
        submit=_("Drop the draft"),
        intro=_("For what was no failure after all. Its number and its history stay."),
    )


def with_reason(
    request: MemberRequest,
    key: UUID,
    action: Callable[..., Any],
    *,
    said: Callable[[Finding], str],
    **words: str,
) -> HttpResponse:
    """A page that asks why, then carries the action out."""
    found = finding_of(request, key)
    form = ReasonForm(posted(request), initial={"seen": found.version})
    return turned(
        request,
        found,
        form,
        lambda sent: action(actor=request.actor, finding=found, reason=sent["reason"], version=sent["seen"]),
        said=said,
        **words,
    )


def turned(
    request: MemberRequest,
    finding: Finding,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    said: Callable[[Finding], str],
    title: str,
    submit: str,
    intro: str = "",
) -> HttpResponse:
    """The page of one change of state; `title` names the finding by its code, `said` what became of it."""
    require_write(request.actor, finding)
    if form.carries_out(lambda: act(form.cleaned_data)):
        messages.success(request, said(finding_of(request, finding.pk)))
        return to_finding(request, finding.pk)
    return form_page(
        request,
        form,
        title=title % {"code": finding.code},
        submit=submit,
        crumbs=crumbs_of(request, finding),
        intro=intro,
    )


@member(roles.WRITES_OWN)
@require_POST
def finding_ticket(request: MemberRequest, finding: UUID) -> HttpResponse:
    """Where its ticket is, typed on the page of the finding."""
    found = finding_of(request, finding)
    form = TicketForm(request.POST)
    if form.carries_out(
        lambda: edit_finding(
            actor=request.actor,
            finding=found,
            values={"ticket_url": form.cleaned_data["ticket_url"]},
            version=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Saved."))
        return to_finding(request, finding)
    context = finding_context(request, found, ticket_form=form)
    return render(request, "checklists/finding.html", context, status=form.answer_status)
