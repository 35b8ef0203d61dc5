"""Pages of the decision: what is open, what stands in the way, the choice, its history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions import decide as actions
from audits.evaluations.actions.deferrals import defer
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.forms.decide import DecideForm, DeferForm, ReopenForm
from audits.evaluations.forms.setup import people_choices
from audits.evaluations.models import Decision, Evaluation
from audits.evaluations.remarks import tally_of
from audits.evaluations.views.decide_shown import standing
from audits.evaluations.views.found import address, crumbs_of, evaluation_of, form_page, to_page
from audits.evaluations.views.promises import committed
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def decide_page(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    view = comparison_of(found, workspace=request.actor.workspace_name, whole=False)
    form = form_of(request, view)
    if form.carries_out(lambda: decided(request, found, form)):
        messages.success(request, _("Decided. What it rests on is frozen."))
        return to_page(request, "decide", evaluation)
    if form.refused_with:
        # Somebody was quicker: show what stands now, with the words typed here.
        found = evaluation_of(request, evaluation)
        view = comparison_of(found, workspace=request.actor.workspace_name, whole=False)
    context = shown(found, view) | {"form": form, "crumbs": crumbs_of(request, found)}
    return render(request, "evaluations/decide.html", context, status=form.answer_status)


def form_of(request: MemberRequest, view: ComparisonView) -> DecideForm:
    """As sent; with another row where somebody asked for one."""
    sent = posted(request)
    if sent is None:
        return DecideForm(view=view, members=people_choices(request.actor))
    request.actor.require(roles.LEADS)
    if "more" in sent:
        return DecideForm.with_another_row(sent, view=view, members=people_choices(request.actor))
    return DecideForm(sent, view=view, members=people_choices(request.actor))


def shown(evaluation: Evaluation, view: ComparisonView) -> dict[str, Any]:
    deferrals = list(evaluation.deferrals.select_related("deferred_by").order_by("-pk"))
    return {
        "evaluation": evaluation,
        "view": view,
        "candidates": [standing(candidate, evaluation.document) for candidate in view.candidates],
        "decisions": decisions_of(evaluation),
        "decision": view.decision,
        "deferral": next((one for one in deferrals if one.ended_at is None), None),
        "deferrals": deferrals,
        "committed": committed(view),
        "tally": tally_of(evaluation.pk),
        "nav": "evaluations",
    }


def decided(request: MemberRequest, evaluation: Evaluation, form: DecideForm) -> object:
    return actions.decide(
        actor=request.actor,
        evaluation=evaluation,
        candidate_id=form.chosen,
        reason=form.cleaned_data["reason"],
        conditions=form.conditions,
        seen_change=form.cleaned_data["seen"],
        key=form.key,
    )


def decisions_of(evaluation: Evaluation) -> list[Decision]:
    """Every decision, the latest first."""
    rows = evaluation.decisions.select_related("decided_by", "reopened_by", "candidate__vendor")
    whole = rows.prefetch_related("conditions__owner", "conditions__steps__by")
    return list(whole.defer("snapshot").order_by("-revision"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def evaluation_defer(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    form = DeferForm(posted(request))
    if form.carries_out(lambda: deferred(request, found, form)):
        messages.success(request, _("Put off. It is in your work until then."))
        return to_page(request, "decide", evaluation)
    title = _("Put off the decision on %(code)s") % {"code": found.code}
    crumbs = [*crumbs_of(request, found), (str(_("Decide")), address(request, "decide", evaluation))]
    return form_page(request, form, title=title, submit=_("Put off"), crumbs=crumbs)


def deferred(request: MemberRequest, evaluation: Evaluation, form: DeferForm) -> object:
    given = form.cleaned_data
    return defer(
        actor=request.actor,
        evaluation=evaluation,
        reason=given["reason"],
        back_on=given["back_on"],
        key=form.key,
    )


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def evaluation_reopen(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    form = ReopenForm(posted(request))
    if form.carries_out(
        lambda: actions.reopen(
            actor=request.actor, evaluation=found, reason=form.cleaned_data["reason"], key=form.key
        )
    ):
        messages.success(request, _("Open again, as a new revision."))
        return to_page(request, "evaluation", evaluation)
    title = _("Reopen %(code)s") % {"code": found.code}
    crumbs = crumbs_of(request, found)
    return form_page(request, form, title=title, submit=_("Reopen"), crumbs=crumbs)
