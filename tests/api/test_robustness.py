"""How firm an order is, over the API."""

from uuid import UUID

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Evaluation
from audits.people.actor import Actor
from tests.api.caller import Caller, problem_of
from tests.evaluations.test_compare_page import give
from tests.factories import candidate_of, make_evaluation

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(lead: Actor) -> Evaluation:
    """Alpha 35 and Beta 33, as in the mock-up."""
    evaluation = make_evaluation(lead, vendors=["Alpha", "Beta"])
    give(lead, candidate_of(evaluation, "Alpha"), [5, 4, 5, 4, 4, 4, 5, 4])
    give(lead, candidate_of(evaluation, "Beta"), [4, 5, 4, 4, 5, 4, 4, 3])
    return evaluation


def test_what_would_turn_the_lead_is_told_by_slugs_and_ids(api: Caller, two: Evaluation) -> None:
    found = api.get(f"/evaluations/{two.pk}/robustness").json()
    beta = str(candidate_of(two, "Beta").pk)
    assert (found["margin"], found["too_close"]) == (2, True)
    assert found["weight_flips"] == [
        {"candidate": beta, "dimension": slug, "factor": 3.0}
        for slug in ("object-coverage", "error-handling")
    ]
    assert found["smallest_shift"]["moved"] == 0.125
    assert found["leads"]["exact"] and sum(one["share"] for one in found["leads"]["shares"]) == 1


def test_each_change_of_one_point_names_what_flips(api: Caller, two: Evaluation) -> None:
    flips = api.get(f"/evaluations/{two.pk}/robustness").json()["point_flips"]
    up = [flip for flip in flips if flip["candidate"] == str(candidate_of(two, "Beta").pk)]
    assert up and all((flip["band"], flip["changes"]) == ("strong", ["band"]) for flip in up)


def test_an_unscored_evaluation_has_no_lead_to_speak_of(api: Caller, evaluation: Evaluation) -> None:
    found = api.get(f"/evaluations/{evaluation.pk}/robustness").json()
    assert (found["leaders"], found["margin"], found["point_flips"]) == ([], None, [])
    assert found["leads"]["shares"] == [] and found["smallest_shift"] is None


def test_once_decided_it_is_told_of_what_was_decided_on(api: Caller, lead: Actor, two: Evaluation) -> None:
    before = api.get(f"/evaluations/{two.pk}/robustness").json()
    decide(actor=lead, evaluation=two, candidate_id=None, reason="Too close.")
    assert api.get(f"/evaluations/{two.pk}/robustness").json() == before


def test_another_workspaces_evaluation_is_not_found(api: Caller, foreign: Evaluation) -> None:
    theirs = api.get(f"/evaluations/{foreign.pk}/robustness")
    assert theirs.content == api.get(f"/evaluations/{UUID(int=7)}/robustness").content
    problem_of(theirs, 404)
