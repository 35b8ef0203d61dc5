"""Answers of the scoring screen: what fragments share, and the headers for the browser's queue."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from audits.evaluations.comparison.shapes import DemoView
from audits.evaluations.models import Candidate
from audits.evaluations.models.demo import LIVE
from audits.evaluations.screen.page import rights
from audits.evaluations.screen.skeleton import Reader
from audits.evaluations.screen.wording import words
from audits.evaluations.screen.words import clock_time
from audits.frameworks.catalog import catalog
from audits.http import MemberRequest
from audits.people import roles
from audits.people.actor import Actor

Context = dict[str, Any]


def frame(request: MemberRequest, candidate: Candidate) -> Context:
    """What every fragment needs: the words, what the person may do, where things are."""
    w = words()
    reason = w[why_no_points(request, candidate)]
    workspace = request.actor.workspace_slug
    overview = reverse("evaluation", args=[workspace, candidate.evaluation_id])
    return {
        "w": w,
        "rights": rights(candidate, request.actor, reason),
        "has_several_crms": len(candidate.evaluation.crms) > 1,
        "candidate": candidate,
        "framework": candidate.evaluation.document,
        "workspace": workspace,
        "overview_url": f"{overview}#candidate-{candidate.pk}",
        "trial_url": reverse("trial", args=[workspace, candidate.pk]),
        "question_options": question_options(candidate.evaluation.framework_id),
    }


def why_no_points(request: MemberRequest, candidate: Candidate) -> str:
    """Which sentence says why the levels are closed to this person."""
    if not candidate.is_open:
        return "decided_no_points"
    if candidate.evaluation.is_panel:
        return "blind_no_points" if candidate.revealed_at is None else "revealed_no_points"
    return "role_no_points" if request.actor.can(roles.ANSWERS) else "reader_no_points"


def reader_of(request: MemberRequest, candidate: Candidate, demos: Iterable[DemoView]) -> Reader:
    actor, evaluation = request.actor, candidate.evaluation
    return Reader(
        version_id=evaluation.framework_id,
        workspace=actor.workspace_slug,
        zone=actor.zone,
        can_answer=candidate.is_open and actor.can(roles.ANSWERS),
        person=actor.user_id,
        is_panel=evaluation.is_panel,
        recorder=other_recorder(actor, demos) if evaluation.is_panel else "",
    )


def other_recorder(actor: Actor, demos: Iterable[DemoView]) -> str:
    """Who else records the demo that runs, if anybody does."""
    live = next((one for one in demos if one.status in LIVE), None)
    return live.recorder if live and live.recorder_id != actor.user_id else ""


@lru_cache(maxsize=64)
def question_options(version_id: int) -> str:
    """The choice of all questions; a published version never changes."""
    framework = catalog(version_id).framework
    return render_to_string("evaluations/_question_options.html", {"framework": framework})


def answer(
    request: MemberRequest, candidate: Candidate, parts: Iterable[str], result: dict[str, Any]
) -> HttpResponse:
    """200 with the fragments; the headers are of the first result, also when it is repeated."""
    response = HttpResponse("".join(parts))
    if "version" in result:
        response["X-Version"] = str(result["version"])
    response["X-Change"] = str(result.get("change", candidate.change))
    if at := result.get("saved_at"):
        moment = at if isinstance(at, datetime) else parse_datetime(at)
        if moment:
            response["X-Saved-At"] = clock_time(moment, request.actor.zone)
    return response
