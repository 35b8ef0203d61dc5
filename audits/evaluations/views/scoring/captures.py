"""Captured lines: keep, file, drop."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from audits.evaluations.actions import captures as actions
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.bodies import Write, only, read
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.ANSWERS)
@require_POST
def capture_add(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """Keeps a line with its moment of the demo."""
    row = seen_candidate(request, workspace, candidate)
    body = read(request, Write)
    only(body.values, "text", "demo_second")
    result = actions.capture(
        actor=request.actor,
        candidate=row,
        text=body.values.get("text", ""),
        demo_second=body.values.get("demo_second"),
        key=str(body.operation),
    )
    return answer(request, row, [fragments.captures(request, row)], result)


@member_by_object(roles.ANSWERS)
@require_POST
def capture_file(request: MemberRequest, workspace: str, candidate: UUID, capture: UUID) -> HttpResponse:
    """Files a line under a question: it joins that answer's note."""
    row = seen_candidate(request, workspace, candidate)
    line = get_object_or_404(row.captures, pk=capture)
    body = read(request, Write)
    only(body.values, "question")
    question = body.values.get("question")
    slug = question if isinstance(question, str) else ""
    result = actions.file_capture(
        actor=request.actor, candidate=row, row=line, question=slug, key=str(body.operation)
    )
    now = fragments.whole(request, row)
    parts = [now.captures(), now.whole_question(slug), *now.dimension_of(slug), *now.score()]
    return answer(request, row, parts, result)


@member_by_object(roles.ANSWERS)
@require_POST
def capture_drop(request: MemberRequest, workspace: str, candidate: UUID, capture: UUID) -> HttpResponse:
    """Takes a line off the list."""
    row = seen_candidate(request, workspace, candidate)
    line = get_object_or_404(row.captures, pk=capture)
    body = read(request, Write)
    only(body.values)
    result = actions.drop_capture(actor=request.actor, candidate=row, row=line, key=str(body.operation))
    return answer(request, row, [fragments.captures(request, row)], result)
