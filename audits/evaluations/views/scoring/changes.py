"""What others have changed since: asked every 700 ms, so that an unchanged page costs one query."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audits.evaluations.comparison.snapshot import decision_of
from audits.evaluations.models import Candidate
from audits.evaluations.views.scoring import fragments
from audits.evaluations.views.scoring.answering import answer
from audits.evaluations.views.scoring.fragments import Fragments
from audits.evaluations.views.scoring.guard import current_change, seen_candidate
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member_by_object

# After more writes than this the whole screen is sent.
MOST = 40


@member_by_object(roles.READS_EVALUATIONS)
@require_GET
def changes(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """204 while `since` is current, else the fragments of every row written to since then."""
    given = request.GET.get("since", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Invalid({"since": [_("Say which change was seen, as a whole number.")]})
    if current_change(request, workspace, candidate) == int(given):
        return HttpResponse(status=204)
    row = seen_candidate(request, workspace, candidate)
    now = fragments.whole(request, row)
    # One card twice in an answer would take the checked radios from the first of the two.
    parts = dict.fromkeys([*rows_since(now, row, int(given)), *now.score(), banner(now, row)])
    return answer(request, row, parts, {"change": row.change})


def rows_since(now: Fragments, row: Candidate, since: int) -> list[str]:
    """The rows that the journal names since then; rather one too many than one too few."""
    missed = row.change - since
    if not 0 < missed <= MOST:
        return everything(now)
    marked = Q(subject=row.evaluation_id, kind__in=["object.unused", "object.used"])
    events = Event.objects.for_workspace(row.workspace_id).filter(Q(subject=row.pk) | marked).order_by("-pk")
    # A write leaves one event, at times a second one (a waiver that lapsed).
    return named(now, events.values_list("kind", "part")[: 2 * missed])


def named(now: Fragments, events: Iterable[tuple[str, str]]) -> list[str]:
    parts: list[str] = []
    for kind, part in dict.fromkeys(events):
        parts += written(now, kind, part)
    return parts


def written(now: Fragments, kind: str, part: str) -> list[str]:
    """What one event has moved."""
    match kind.split(".")[0]:
        case "answer" | "proposal":
            return [now.whole_question(part), *now.dimension_of(part)]
        case "panel":
            return [now.points(part), *now.dimension(part), *now.people()]
        case "score":
            return [now.points(part), *now.dimension(part)]
        case "object" | "objects" | "waiver":
            return now.objects(part.split("/")[0])
        case "exhibit":
            return now.evidence(part)
        case "clarification":
            return now.replies()
        case "demo":
            return [*now.demo(), *now.questions()]
        case "candidate":
            return everything(now)
        case "capture":
            filed = [now.whole_question(part), *now.dimension_of(part)] if part else []
            return [now.captures(), *filed]
    return []


def everything(now: Fragments) -> list[str]:
    parts = [*now.demo(), now.captures()]
    for dimension in now.framework.dimensions:
        parts += [now.points(dimension.slug), *now.dimension(dimension.slug), *now.evidence(dimension.slug)]
        parts += [now.whole_question(question.slug) for question in dimension.questions]
    parts += now.replies()
    return parts + [now.matrix(crm.slug) for crm in now.evaluation.required_crms]


def banner(now: Fragments, row: Candidate) -> str:
    decision = None if row.is_open else decision_of(row.evaluation)
    return now.rendered("_score_banner.html", decision=decision)
