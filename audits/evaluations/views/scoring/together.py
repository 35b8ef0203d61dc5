"""Several people in one demo: who is there, what they propose, and taking a proposal over."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from audits.evaluations.actions import proposals as actions
from audits.evaluations.actions.presence import be_here
from audits.evaluations.models import Proposal
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.bodies import Save, Sign, Write, only, read
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.READS_EVALUATIONS)
@require_POST
def presence(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """A screen that is open says so every 30 seconds, and is told who else is here."""
    row = seen_candidate(request, workspace, candidate)
    body = read(request, Sign)
    only(body.values, "dimension")
    be_here(actor=request.actor, candidate=row, dimension=body.values.get("dimension", ""))
    return HttpResponse("".join(fragments.around(request, row)))


@member_by_object(roles.ANSWERS)
@require_POST
def proposal_save(request: MemberRequest, workspace: str, candidate: UUID, question: str) -> HttpResponse:
    """Saves the caller's own proposal for one question."""
    row = seen_candidate(request, workspace, candidate)
    if question not in row.evaluation.catalog.question_ids:
        raise Http404
    body = read(request, Save)
    result = actions.save_proposal(
        actor=request.actor,
        candidate=row,
        question=question,
        values=cast(actions.ProposalValues, body.values),
        version=body.version,
        key=str(body.operation),
    )
    return answer(request, row, [], result)


@member_by_object(roles.ANSWERS)
@require_POST
def proposal_take(request: MemberRequest, workspace: str, candidate: UUID, proposal: UUID) -> HttpResponse:
    """The recorder takes a proposal over in one tap."""
    row = seen_candidate(request, workspace, candidate)
    wanted = get_object_or_404(Proposal, candidate=row, pk=proposal)
    body = read(request, Write)
    only(body.values)
    result = actions.take_over(actor=request.actor, candidate=row, proposal=wanted, key=str(body.operation))
    slug = row.evaluation.catalog.question_slugs[wanted.question_id]
    now = fragments.whole(request, row)
    parts = [now.whole_question(slug), *now.dimension_of(slug), *now.score()]
    return answer(request, row, parts, {"change": result["change"]})
