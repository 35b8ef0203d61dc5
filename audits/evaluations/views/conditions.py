"""A condition of a choice: what became of it, for its owner and the leads."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions.conditions import may_settle, settle
from audits.evaluations.forms.decide import SettleForm
from audits.evaluations.models import Condition
from audits.evaluations.models.condition import ConditionStatus
from audits.evaluations.views.found import evaluation_of, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Denied
from audits.people import roles
from audits.people.access import member


def condition_of(request: MemberRequest, key: UUID) -> Condition:
    """For whoever may read the evaluation, and for its owner whatever their role."""
    rows = Condition.objects.for_workspace(request.actor.workspace_id).with_parents()
    found = get_object_or_404(rows, pk=key)
    if request.actor.can(roles.READS_EVALUATIONS):
        evaluation_of(request, found.decision.evaluation_id)
    elif found.owner_id != request.actor.user_id:
        raise Denied(_("This condition is somebody else's."))
    return found


@member(roles.EVERYONE)
@require_http_methods(["GET", "POST"])
def condition(request: MemberRequest, condition: UUID) -> HttpResponse:
    found = condition_of(request, condition)
    form = SettleForm(posted(request), statuses=offered(request, found), initial={"seen": found.version})
    if form.carries_out(lambda: settled(request, found, form)):
        messages.success(request, _("Noted on the record."))
        return to_page(request, "condition", condition)
    if form.refused_with:
        found = condition_of(request, condition)
    context = {
        "condition": found,
        "decision": found.decision,
        "steps": found.steps.select_related("by"),
        "form": form,
        "may_settle": may_settle(request.actor, found) and not found.decision.reopened_at,
        "may_read": request.actor.can(roles.READS_EVALUATIONS),
        "today": localdate(),
        "nav": "evaluations",
    }
    return render(request, "evaluations/condition.html", context, status=form.answer_status)


def offered(request: MemberRequest, condition: Condition) -> list[ConditionStatus]:
    """What it can become; only leads waive."""
    every = [status for status in ConditionStatus if status != condition.status]
    if request.actor.can(roles.LEADS):
        return every
    return [status for status in every if status != ConditionStatus.WAIVED]


def settled(request: MemberRequest, condition: Condition, form: SettleForm) -> object:
    given = form.cleaned_data
    return settle(
        actor=request.actor,
        condition=condition,
        status=given["status"],
        note=given["note"],
        version=given["seen"],
        key=form.key,
    )
