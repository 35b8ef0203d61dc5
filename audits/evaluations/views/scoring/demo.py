"""The demo's timer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from audits.evaluations.actions import demos
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.bodies import Sign, Write, only, read
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object

STEPS = {"start": demos.start, "pause": demos.pause, "end": demos.end}


@member_by_object(roles.ANSWERS)
@require_POST
def demo_step(request: MemberRequest, workspace: str, candidate: UUID, step: str) -> HttpResponse:
    """Starts, pauses or ends the demo; the server's clock counts."""
    row = seen_candidate(request, workspace, candidate)
    if step not in STEPS:
        raise Http404
    body = read(request, Write)
    only(body.values, "dimension_seconds")
    result = STEPS[step](
        actor=request.actor,
        candidate=row,
        dimension_seconds=body.values.get("dimension_seconds"),
        key=str(body.operation),
    )
    now = fragments.whole(request, row)
    return answer(request, row, [*now.demo(), *now.questions()], result)


@member_by_object(roles.ANSWERS)
@require_POST
def demo_time(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """Notes the minutes of each dimension while the demo runs: nothing comes back."""
    row = seen_candidate(request, workspace, candidate)
    body = read(request, Sign)
    only(body.values, "dimension_seconds")
    demos.record_minutes(
        actor=request.actor, candidate=row, dimension_seconds=body.values.get("dimension_seconds")
    )
    return HttpResponse(status=204)
