"""Evidence from the scoring screen: a file that was pasted, dropped, chosen or photographed, or a link."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.bodies import evidence_fields
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.ANSWERS)
@require_POST
def evidence_add(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """Attaches it to a question, or to a dimension as a whole (R022)."""
    row = seen_candidate(request, workspace, candidate)
    given = evidence_fields(request)
    result = attach_exhibit(
        actor=request.actor,
        candidate=row,
        dimension=given.dimension,
        question=given.question or None,
        file=request.FILES.get("file"),
        url=given.url,
        effective_on=given.effective_on,
        proof=given.proof,
        demo_second=given.demo_second,
        key=str(given.operation),
    )
    now = fragments.whole(request, row)
    return answer(request, row, [*now.evidence(given.question or given.dimension), *now.score()], result)
