"""Candidates: scores, answers, objects, waivers, evidence."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.bodies import AnswerIn, ObjectIn, RevealIn, ScoreIn, WaiverIn
from audits.api.schemas.candidates import (
    AnswerOut,
    CandidateOut,
    WaiverSaved,
    answer_out,
    own_dimension_list,
    parts_of,
)
from audits.api.schemas.panel import own_out
from audits.api.schemas.scores import ScoreSaved, score_out
from audits.api.token import Token
from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.objects import save_object, waive
from audits.evaluations.actions.panel import save_points
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.admission import refuse_excluded
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.panel import seen_by
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import Candidate, Waiver
from audits.kit.refusals import Conflict, Invalid
from audits.people import roles

router = Router(tags=["candidates"])
READS = Token(roles.READS_EVALUATIONS)
ANSWERS = Token(roles.ANSWERS)
LEADS = Token(roles.LEADS)


def own_candidate(request: ApiRequest, key: UUID) -> Candidate:
    """With its evaluation and vendor; 403 for whoever is excluded from the evaluation."""
    rows = Candidate.objects.for_workspace(request.actor.workspace_id).with_parents()
    found = get_object_or_404(rows.declared_by(request.actor.user_id), pk=key)
    refuse_excluded(found)
    return found


@router.get("/candidates/{uuid:candidate}", auth=READS, response=CandidateOut)
def get_candidate(request: ApiRequest, candidate: UUID) -> HttpResponse:
    """Everything recorded about a candidate, and its score; in panel mode also your own view of it."""
    row = own_candidate(request, candidate)
    return send(request, reply(whole_candidate(request, row)))


def whole_candidate(request: ApiRequest, candidate: Candidate) -> CandidateOut:
    view = load_candidate(candidate)
    framework = candidate.evaluation.document
    return CandidateOut(
        **parts_of(view, framework) | own_parts(request, candidate, view),
        evaluation=str(candidate.evaluation_id),
    )


def own_parts(request: ApiRequest, candidate: Candidate, view: CandidateView) -> dict[str, Any]:
    """Before the reveal: the caller's view, and where they gave points what the answers suggest."""
    own = seen_by(request.actor, candidate, view)
    if own is view:
        return {}
    dimensions = own_dimension_list(view.dimensions, own.dimensions, candidate.evaluation.document)
    return {"own": own_out(own), "dimensions": dimensions}


def score_reply(request: ApiRequest, candidate: Candidate, saved: Mapping[str, Any]) -> Reply:
    """The candidate's score, with the version of the row that was written."""
    view = load_candidate(candidate, whole=False)
    own = seen_by(request.actor, candidate, view)
    more = {"version": saved["version"], "own": None if own is view else own_out(own)}
    return reply(score_out(view.score, ScoreSaved, **more))


@router.put("/candidates/{uuid:candidate}/scores/{slug:dimension}", auth=ANSWERS, response=ScoreSaved)
def put_score(request: ApiRequest, candidate: UUID, dimension: str, given: ScoreIn) -> HttpResponse:
    """Saves the points of a dimension, their rationale, or both; in panel mode your own.

    Solo mode: the lead's. Panel mode: panelists and leads, each their own, until the reveal (then 423).
    """
    return put_points(request, candidate, dimension, given, save_points)


@router.post("/candidates/{uuid:candidate}/reveal", auth=LEADS, response=CandidateOut)
def post_reveal(request: ApiRequest, candidate: UUID, given: RevealIn | None = None) -> HttpResponse:
    """Lays the panel's points open and freezes them; missing ones count as abstained. 409 the second time."""
    row = own_candidate(request, candidate)

    def do(key: str | None) -> Reply:
        reveal(actor=request.actor, candidate=row, key=key)
        return reply(whole_candidate(request, row))

    return once(request, do)


@router.put("/candidates/{uuid:candidate}/agreed/{slug:dimension}", auth=LEADS, response=ScoreSaved)
def put_agreed(request: ApiRequest, candidate: UUID, dimension: str, given: ScoreIn) -> HttpResponse:
    """Sets the agreed points, which alone count; outside the panel's range they need a rationale."""
    return put_points(request, candidate, dimension, given, agree)


def put_points(
    request: ApiRequest, candidate: UUID, dimension: str, given: ScoreIn, save: Callable[..., dict[str, Any]]
) -> HttpResponse:
    row = own_candidate(request, candidate)
    if dimension not in row.evaluation.catalog.dimension_ids:
        raise Http404
    values, version = split(given)
    if not values:
        raise Invalid({"points": [_("Give points, or a rationale, or both.")]})

    def do(key: str | None) -> Reply:
        saved = save(
            actor=request.actor, candidate=row, dimension=dimension, values=values, version=version, key=key
        )
        return score_reply(request, row, saved)

    return once(request, do)


def split(given: ScoreIn | AnswerIn | ObjectIn) -> tuple[Any, int | None]:
    """The fields that were given, and the version apart from them; None overwrites."""
    values = given.model_dump(exclude_unset=True)
    return values, values.pop("version", None)


@router.put("/candidates/{uuid:candidate}/answers/{slug:question}", auth=ANSWERS, response=AnswerOut)
def put_answer(request: ApiRequest, candidate: UUID, question: str, given: AnswerIn) -> HttpResponse:
    """Saves the fields given of one answer."""
    row = own_candidate(request, candidate)
    if question not in row.evaluation.catalog.question_ids:
        raise Http404
    values, version = split(given)

    def do(key: str | None) -> Reply:
        try:
            save_answer(
                actor=request.actor, candidate=row, question=question, values=values, version=version, key=key
            )
        except Conflict as conflict:
            raise blank_as_null(conflict) from conflict
        return reply(saved_answer(row, question))

    return once(request, do)


def blank_as_null(conflict: Conflict) -> Conflict:
    """Both sides of a conflict as the API says them."""
    yours, theirs = nulls(conflict.yours), nulls(conflict.theirs)
    return Conflict(conflict.detail, yours=yours, theirs=theirs, version=conflict.version)


def nulls(values: Mapping[str, Any]) -> dict[str, Any]:
    """No verdict and no proof are null."""
    return {name: value or None if name in ("verdict", "proof") else value for name, value in values.items()}


def saved_answer(candidate: Candidate, question: str) -> AnswerOut:
    view = load_candidate(candidate, whole=False)
    return answer_out(next(answer for answer in view.answers if answer.question == question))


@router.put("/candidates/{uuid:candidate}/objects/{slug:crm}/{slug:name}", auth=ANSWERS, response=ScoreSaved)
def put_object(request: ApiRequest, candidate: UUID, crm: str, name: str, given: ObjectIn) -> HttpResponse:
    """Saves whether an object is read and written; a waiver lapses when its answer changes."""
    row = own_candidate(request, candidate)
    required = {(each.slug, item.slug) for each in row.evaluation.required_crms for item in each.objects}
    if (crm, name) not in required:
        raise Http404
    values, version = split(given)

    def do(key: str | None) -> Reply:
        saved = save_object(
            actor=request.actor, candidate=row, crm=crm, name=name, values=values, version=version, key=key
        )
        return score_reply(request, row, saved)

    return once(request, do)


@router.post("/candidates/{uuid:candidate}/waivers", auth=LEADS, response={201: WaiverSaved})
def post_waiver(request: ApiRequest, candidate: UUID, given: WaiverIn) -> HttpResponse:
    """Lets a missing or unconfirmed object pass; 409 where there is nothing to waive."""
    row = own_candidate(request, candidate)

    def do(key: str | None) -> Reply:
        made = waive(
            actor=request.actor,
            candidate=row,
            crm=given.crm,
            name=given.object,
            reason=given.reason,
            key=key,
        )
        path = reverse("api:get_candidate", args=[row.pk])
        return reply(waiver_saved(UUID(made["id"])), 201, path)

    return once(request, do)


def waiver_saved(key: UUID) -> WaiverSaved:
    waiver = Waiver.objects.select_related("check_row", "waived_by").get(pk=key)
    return WaiverSaved(
        id=str(waiver.pk),
        crm=waiver.check_row.crm,
        object=waiver.check_row.object,
        reason=waiver.reason,
        author=str(waiver.waived_by),
        at=waiver.waived_at,
    )
