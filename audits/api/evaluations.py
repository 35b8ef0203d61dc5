"""Evaluations: candidates side by side, and the decision."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from audits.api.ids import as_id
from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.evaluations import (
    ComparisonOut,
    DecisionIn,
    DecisionOut,
    EvaluationDetail,
    EvaluationIn,
    EvaluationList,
    EvaluationOut,
    ReopenIn,
    comparison_out,
    evaluation_detail,
    evaluation_out,
)
from audits.api.schemas.robustness import RobustnessOut, robustness_out
from audits.api.token import Token
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.admission import refuse_excluded
from audits.evaluations.comparison.firmness import firmness
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.comparison.snapshot import comparison_of, decision_of, decision_view
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.catalog import catalog
from audits.kit.paging import PER_PAGE
from audits.kit.refusals import Invalid
from audits.people import roles

router = Router(tags=["evaluations"])
READS = Token(roles.READS_EVALUATIONS)
LEADS = Token(roles.LEADS)
# In the order they were added.
CANDIDATES = Prefetch(
    "candidates", Candidate.objects.running().select_related("vendor").order_by("created_at", "pk")
)


@router.get("/evaluations", auth=READS, response=EvaluationList)
def list_evaluations(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """The evaluations of the workspace that are not archived, oldest first."""
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id).current()
    page = paged(rows.prefetch_related(CANDIDATES), after, limit)
    items = [evaluation_out(evaluation) for evaluation in page.rows]
    return send(request, reply(EvaluationList(items=items, next=next_url(request, page, limit))))


@router.post("/evaluations", auth=LEADS, response={201: EvaluationOut})
def post_evaluation(request: ApiRequest, given: EvaluationIn) -> HttpResponse:
    """A new evaluation with one candidate per vendor, on the newest version of the framework."""

    def do(key: str | None) -> Reply:
        made = create_evaluation(
            actor=request.actor,
            title=given.title,
            framework=given.framework,
            crms=given.crms,
            mode=given.mode,
            vendors=given.vendors,
            key=key,
        )
        evaluation = Evaluation.objects.prefetch_related(CANDIDATES).get(pk=UUID(made["id"]))
        return reply(evaluation_out(evaluation), 201, address(evaluation))

    return once(request, do)


def address(evaluation: Evaluation) -> str:
    return reverse("api:get_evaluation", args=[evaluation.pk])


def own_evaluation(request: ApiRequest, key: UUID) -> Evaluation:
    """403 for whoever is excluded from it."""
    rows = Evaluation.objects.for_workspace(request.actor.workspace_id).declared_by(request.actor.user_id)
    found = get_object_or_404(rows, pk=key)
    refuse_excluded(found)
    return found


def compared(request: ApiRequest, evaluation: Evaluation, *, whole: bool = True) -> ComparisonView:
    return comparison_of(evaluation, workspace=request.actor.workspace_name, whole=whole)


@router.get("/evaluations/{uuid:evaluation}", auth=READS, response=EvaluationDetail)
def get_evaluation(request: ApiRequest, evaluation: UUID) -> HttpResponse:
    """One evaluation with each candidate's score and rank, and its decision once taken."""
    row = own_evaluation(request, evaluation)
    view = compared(request, row, whole=False)
    added = row.candidates.order_by("created_at", "pk").values_list("pk", flat=True)
    return send(request, reply(evaluation_detail(row, view, list(added))))


@router.get("/evaluations/{uuid:evaluation}/comparison", auth=READS, response=ComparisonOut)
def get_comparison(request: ApiRequest, evaluation: UUID) -> HttpResponse:
    """Everything about every candidate in rank order; once decided, as it was decided on."""
    view = compared(request, own_evaluation(request, evaluation))
    return send(request, reply(comparison_out(view, catalog(view.framework.id).framework)))


@router.get("/evaluations/{uuid:evaluation}/robustness", auth=READS, response=RobustnessOut)
def get_robustness(request: ApiRequest, evaluation: UUID) -> HttpResponse:
    """How firm the order is: margin, changes of one point, other weights; once decided, as decided on."""
    view = compared(request, own_evaluation(request, evaluation), whole=False)
    framework = catalog(view.framework.id).framework
    slugs = [dimension.slug for dimension in framework.dimensions]
    found = robustness_out(str(view.evaluation_id), firmness(view, framework), slugs)
    return send(request, reply(found))


@router.post("/evaluations/{uuid:evaluation}/decision", auth=LEADS, response={201: DecisionOut})
def post_decision(request: ApiRequest, evaluation: UUID, given: DecisionIn) -> HttpResponse:
    """Chooses a candidate, or none, and freezes the evaluation; 409 while an obstacle stands."""
    row = own_evaluation(request, evaluation)

    def do(key: str | None) -> Reply:
        chosen = candidate_key(given.candidate)
        decide(actor=request.actor, evaluation=row, candidate_id=chosen, reason=given.reason, key=key)
        return reply(taken(row), 201, address(row))

    return once(request, do)


def candidate_key(given: str | None) -> UUID | None:
    if given is None:
        return None
    if key := as_id(given):
        return key
    raise Invalid({"candidate": [_("This candidate is not part of the evaluation.")]})


def taken(evaluation: Evaluation) -> DecisionOut:
    """The decision that was just taken."""
    decision = decision_of(evaluation)
    shown = DecisionOut.of(decision_view(decision)) if decision else None
    if shown is None:
        raise RuntimeError(f"evaluation {evaluation.pk} was decided without a decision")
    return shown


@router.post("/evaluations/{uuid:evaluation}/reopen", auth=LEADS, response=EvaluationOut)
def post_reopen(request: ApiRequest, evaluation: UUID, given: ReopenIn) -> HttpResponse:
    """Opens a decided evaluation as a new revision; the decision and its reports stay on record."""
    row = own_evaluation(request, evaluation)

    def do(key: str | None) -> Reply:
        reopen(actor=request.actor, evaluation=row, reason=given.reason, key=key)
        opened = Evaluation.objects.prefetch_related(CANDIDATES).get(pk=row.pk)
        return reply(evaluation_out(opened))

    return once(request, do)
