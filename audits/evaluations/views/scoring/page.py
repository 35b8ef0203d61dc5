"""The scoring page, and what others have changed since."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.panel import seen_by
from audits.evaluations.comparison.snapshot import decision_of
from audits.evaluations.models import Candidate
from audits.evaluations.screen.page import screen
from audits.evaluations.screen.people import NOBODY
from audits.evaluations.views.scoring.answering import Context, frame, reader_of
from audits.evaluations.views.scoring.fragments import people_of, waiting
from audits.evaluations.views.scoring.guard import seen_candidate
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.READS_EVALUATIONS)
@require_GET
def score(request: MemberRequest, workspace: str, candidate: UUID) -> HttpResponse:
    """The live scoring screen of one candidate, all dimensions on one page."""
    row = seen_candidate(request, workspace, candidate)
    return render(request, "evaluations/score.html", context(request, row))


def context(request: MemberRequest, row: Candidate) -> Context:
    view = seen_by(request.actor, row, load_candidate(row))
    # Where nobody waits for a panel, the screen's first sign of life brings the others.
    people = people_of(row, request.actor) if row.is_blind else NOBODY
    return frame(request, row) | {
        "nav": "evaluations",
        "save_base": reverse("candidate-score", args=[request.actor.workspace_slug, row.pk])[: -len("score")],
        "max_bytes": settings.EVIDENCE_FILE_LIMIT,
        "evaluation": row.evaluation,
        "s": screen(row, view, waiting(row), people, reader_of(request, row, view.demos)),
        "decision": None if row.is_open else decision_of(row.evaluation),
    }
