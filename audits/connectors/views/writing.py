"""Writing connectors by hand, and the approvals of their recipes (R141, R142)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.connectors.actions import approvals, connectors
from audits.connectors.forms import ApprovalForm, ConnectorForm, OwnConnectorForm
from audits.connectors.models import Connector
from audits.connectors.views.found import approval_of, connector_of, to_connector
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def connector_new(request: MemberRequest) -> HttpResponse:
    form = ConnectorForm(posted(request), actor=request.actor)
    if form.carries_out(
        lambda: connectors.create_connector(actor=request.actor, values=form.values, key=form.key)
    ):
        messages.success(request, _("Saved."))
        return to_connector(request, form.result["id"])
    return connector_form(request, form, _("New connector"))


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def connector_edit(request: MemberRequest, connector: UUID) -> HttpResponse:
    found = connector_of(request, connector)
    connectors.permit(request.actor, found, [])
    form = edit_form(request, found)
    if form.carries_out(
        lambda: connectors.edit_connector(
            actor=request.actor, connector=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_connector(request, connector)
    return connector_form(request, form, _("Edit %(connector)s") % {"connector": found.name})


def edit_form(request: MemberRequest, connector: Connector) -> OwnConnectorForm:
    """All fields for a lead; an owner is offered what is theirs to keep current."""
    if request.actor.can(roles.LEADS):
        return ConnectorForm(posted(request), actor=request.actor, connector=connector)
    return OwnConnectorForm(posted(request), connector=connector)


def connector_form(request: MemberRequest, form: OwnConnectorForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "nav": "connectors"}
    return render(request, "connectors/form.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def connector_archive(request: MemberRequest, connector: UUID, archived: bool) -> HttpResponse:
    found = connector_of(request, connector)
    connectors.archive_connector(actor=request.actor, connector=found, archived=archived)
    said = _("Archived. Its history stays.") if archived else _("Back in the inventory.")
    messages.success(request, said)
    return to_connector(request, connector)


@member(roles.WRITES_OWN)
@require_POST
def connector_review(request: MemberRequest, connector: UUID) -> HttpResponse:
    connectors.review_connector(actor=request.actor, connector=connector_of(request, connector))
    messages.success(request, _("Marked as reviewed today."))
    return to_connector(request, connector)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def approval_new(request: MemberRequest, connector: UUID) -> HttpResponse:
    found = connector_of(request, connector)
    form = ApprovalForm(posted(request), initial={"approved_on": request.actor.today})
    if form.carries_out(
        lambda: approvals.record_approval(
            actor=request.actor, connector=found, values=form.values, key=form.key
        )
    ):
        messages.success(request, _("The approval is on the record."))
        return to_connector(request, connector)
    back = reverse("connector", args=[request.actor.workspace_slug, connector])
    context = {"form": form, "title": _("Approve a recipe"), "submit": _("Record the approval"), "back": back}
    context |= {"crumbs": [(found.name, back)], "nav": "connectors"}
    return render(request, "components/form_page.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def approval_end(request: MemberRequest, approval: UUID) -> HttpResponse:
    found = approval_of(request, approval)
    approvals.end_approval(actor=request.actor, approval=found)
    messages.success(request, _("Ended. That it was approved stays on the record."))
    return to_connector(request, found.connector_id)
