"""A framework of 200 questions in 20 dimensions is asked, saved and scored as the built-in one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.scores import save_score
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.actions import publish
from audits.people.actor import Actor
from tests.evaluations.scoring_client import address, page, save
from tests.factories import make_vendor
from tests.frameworks.drafting import large

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(lead: Actor) -> Candidate:
    """A candidate who is asked 200 questions."""
    publish(large(), workspace_id=lead.workspace_id)
    vendor = make_vendor(lead, "Northwind")
    made = create_evaluation(actor=lead, title="All of it", framework="large", vendors=[vendor.pk])
    return Evaluation.objects.get(pk=made["id"]).candidates.with_parents().get()


def cost(do: Callable[[], Any]) -> int:
    """How many statements it takes, once everything that never changes is in the cache."""
    with CaptureQueriesContext(connection) as captured:
        assert do().status_code == 200
    return len(captured)


def costs(client: Client, candidate: Candidate, question: str, dimension: str) -> dict[str, int]:
    page(client, candidate)
    save(client, candidate, f"answers/{question}", verdict="partial")
    save(client, candidate, f"scores/{dimension}", points=2)
    return {
        "page": cost(lambda: client.get(address(candidate))),
        "answer": cost(lambda: save(client, candidate, f"answers/{question}", 1, verdict="strong")),
        "points": cost(lambda: save(client, candidate, f"scores/{dimension}", 1, points=3)),
    }


def test_every_question_is_on_the_page(lead: Actor, many: Candidate, sign_in: Any) -> None:
    html = page(sign_in(lead), many)
    assert html.count('<article class="q"') == 200 and html.count('class="dim"') == 20
    assert html.count('class="level"') == 120
    assert "Core five" not in html


def test_page_and_save_cost_what_they_cost_with_31_questions(
    lead: Actor, candidate: Candidate, many: Candidate, sign_in: Any
) -> None:
    client = sign_in(lead)
    assert costs(client, many, "q-20-10", "d-20") == costs(client, candidate, "st-1", "sync-timing")


def test_it_is_scored_by_the_same_rules(lead: Actor, many: Candidate) -> None:
    for number in range(1, 11):
        values: Any = {"verdict": "strong", "proof": "production" if number <= 5 else "claimed"}
        save_answer(actor=lead, candidate=many, question=f"q-1-{number}", values=values, version=0)
    for number in range(1, 13):
        save_score(actor=lead, candidate=many, dimension=f"d-{number}", values={"points": 4}, version=0)
    score = load_candidate(many).score
    assert (score.points, score.max, score.floor, score.ceiling) == (48, 100, 48, 88)
    assert (score.scored, score.total_dimensions) == (12, 20)
    assert (score.answered, score.questions) == (10, 200)
    assert (score.band, score.possible_bands) == (None, ("high", "low"))
    first = load_candidate(many).dimensions[0]
    # Five at 5 and five claimed at 3: the mean is 4, and 25 of 40 was seen, which proves 2 of 4 points.
    assert (first.suggested, first.proven) == (4, 2)
    save_score(actor=lead, candidate=many, dimension="d-13", values={"points": 3}, version=0)
    assert load_candidate(many).score.band == "high"


def test_it_is_decided_and_kept_whole(lead: Actor, many: Candidate) -> None:
    evaluation = many.evaluation
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    evaluation.refresh_from_db()
    (kept,) = comparison_of(evaluation, workspace="Halden").candidates
    assert len(kept.answers) == 200 and kept.score.max == 100
