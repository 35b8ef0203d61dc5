"""Saves of the scoring screen: answers, points, objects. Each answers with what it has moved."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.objects import ObjectValues, confirm_all, save_object
from audits.evaluations.actions.panel import OwnValues, save_points
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.bodies import Save, Write, only, read
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.ANSWERS)
@require_POST
def answer_save(request: MemberRequest, workspace: str, candidate: UUID, question: str) -> HttpResponse:
    """Saves the fields given of one answer (R020)."""
    row = seen_candidate(request, workspace, candidate)
    if question not in row.evaluation.catalog.question_ids:
        raise Http404
    body = read(request, Save)
    result = save_answer(
        actor=request.actor,
        candidate=row,
        question=question,
        values=cast(AnswerValues, body.values),
        version=body.version,
        key=str(body.operation),
    )
    now = fragments.saved(request, row)
    return answer(request, row, [*now.question(question), *now.dimension_of(question), *now.score()], result)


@member_by_object(roles.ANSWERS)
@require_POST
def score_save(request: MemberRequest, workspace: str, candidate: UUID, dimension: str) -> HttpResponse:
    """Saves the points or the reason of one dimension (R046); in panel mode one's own."""
    row = seen_candidate(request, workspace, candidate)
    if dimension not in row.evaluation.catalog.dimension_ids:
        raise Http404
    body = read(request, Save)
    result = save_points(
        actor=request.actor,
        candidate=row,
        dimension=dimension,
        values=cast(OwnValues, body.values),
        version=body.version,
        key=str(body.operation),
    )
    now = fragments.saved(request, row)
    people = now.people() if row.is_blind else []
    return answer(request, row, [*now.dimension(dimension), *now.score(), *people], result)


@member_by_object(roles.ANSWERS)
@require_POST
def object_save(request: MemberRequest, workspace: str, candidate: UUID, crm: str, name: str) -> HttpResponse:
    """Saves what is known of one required object (R032, R033)."""
    row = seen_candidate(request, workspace, candidate)
    body = read(request, Save)
    result = save_object(
        actor=request.actor,
        candidate=row,
        crm=crm,
        name=name,
        values=cast(ObjectValues, body.values),
        version=body.version,
        key=str(body.operation),
    )
    now = fragments.saved(request, row)
    return answer(request, row, [*now.objects(crm), *now.score()], result)


@member_by_object(roles.ANSWERS)
@require_POST
def objects_confirm(request: MemberRequest, workspace: str, candidate: UUID, crm: str) -> HttpResponse:
    """ "All confirmed": fills what nobody has asked yet."""
    row = seen_candidate(request, workspace, candidate)
    body = read(request, Write)
    only(body.values)
    result = confirm_all(actor=request.actor, candidate=row, crm=crm, key=str(body.operation))
    now = fragments.saved(request, row)
    return answer(request, row, [*now.objects(crm), *now.score()], result)
