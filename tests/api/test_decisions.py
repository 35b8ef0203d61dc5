"""POST /evaluations/{id}/decision and /reopen, GET /evaluations/{id}/comparison."""

from collections.abc import Callable
from typing import Any

import pytest

from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.models import Candidate, Decision, Evaluation
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of, refused
from tests.factories import candidate_of, make_evaluation

pytestmark = pytest.mark.django_db
NONE = {"candidate": None, "reason": "None fits."}


@pytest.fixture
def home(evaluation: Evaluation) -> str:
    return f"/evaluations/{evaluation.pk}"


@pytest.fixture
def choice(lead: Actor, candidate: Candidate) -> dict[str, Any]:
    """The body that chooses a candidate nothing stands in the way of."""
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    return {"candidate": str(candidate.pk), "reason": "Best proof."}


def test_a_decision_closes_and_is_shown(api: Caller, home: str, choice: dict[str, Any]) -> None:
    made = api.post(f"{home}/decision", choice)
    assert made.status_code == 201 and made.json().items() >= {**choice, "revision": 1}.items()
    shown = api.get(home).json()
    assert (shown["status"], shown["decision"]) == ("decided", made.json())
    assert shown["decision"]["by"] == "Lead" and shown["decision"]["at"].endswith("Z")


def test_none_may_be_chosen(api: Caller, home: str) -> None:
    assert api.post(f"{home}/decision", NONE).json()["candidate"] is None


@pytest.mark.covers("R037")
def test_an_obstacle_is_named_and_blocks(api: Caller, home: str, candidate: Candidate) -> None:
    answer = api.post(f"{home}/decision", {"candidate": str(candidate.pk), "reason": "Cheap."})
    assert len(problem_of(answer, 409)["reasons"]) == 6
    assert api.get(home).json()["status"] == "open"


def test_a_second_decision_is_locked_out(api: Caller, home: str) -> None:
    api.post(f"{home}/decision", NONE)
    problem_of(api.post(f"{home}/decision", NONE), 423)
    assert Decision.objects.count() == 1


def test_reopening_makes_a_new_revision(api: Caller, home: str) -> None:
    api.post(f"{home}/decision", NONE)
    opened = api.post(f"{home}/reopen", {"reason": "A new offer came."})
    assert (opened.status_code, opened.json()["status"], opened.json()["revision"]) == (200, "open", 2)
    assert api.get(home).json()["decision"] is None
    assert api.post(f"{home}/decision", NONE).json()["revision"] == 2


def test_an_open_evaluation_cannot_be_reopened(api: Caller, home: str) -> None:
    problem_of(api.post(f"{home}/reopen", {"reason": "Why not."}), 409)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": "Fine."}, "candidate"),
        ({"candidate": None}, "reason"),
        ({"candidate": None, "reason": " "}, "reason"),
        ({"candidate": None, "reason": "x" * 20_001}, "reason"),
        ({"candidate": 3, "reason": "Fine."}, "candidate"),
        ({"candidate": "", "reason": "Fine."}, "candidate"),
        ({"candidate": None, "reason": "Fine.", "by": "me"}, "by"),
    ],
)
def test_a_wrong_decision_is_refused_by_field(
    api: Caller, home: str, body: dict[str, Any], field: str
) -> None:
    assert refused(api.post(f"{home}/decision", body)) == {field}


def test_a_candidate_of_another_evaluation_cannot_be_chosen(
    api: Caller, home: str, lead: Actor, foreign: Evaluation
) -> None:
    for other in (candidate_of(make_evaluation(lead)), foreign.candidates.get()):
        body = {"candidate": str(other.pk), "reason": "Fine."}
        assert refused(api.post(f"{home}/decision", body)) == {"candidate"}


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": 1}])
def test_reopening_needs_a_reason(api: Caller, home: str, body: dict[str, Any]) -> None:
    assert refused(api.post(f"{home}/reopen", body)) == {"reason"}


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
@pytest.mark.parametrize(("part", "body"), [("decision", NONE), ("reopen", {"reason": "Fine."})])
def test_only_leads_and_admins_decide(
    caller_as: Callable[[Role], Caller], home: str, role: Role, part: str, body: dict[str, Any]
) -> None:
    problem_of(caller_as(role).post(f"{home}/{part}", body), 403)


@pytest.mark.covers("R067")
def test_the_comparison_is_one_document_in_rank_order(api: Caller, lead: Actor) -> None:
    evaluation = make_evaluation(lead, vendors=["A", "B"])
    second = candidate_of(evaluation, "B")
    api.put(f"/candidates/{second.pk}/scores/field-mapping", {"points": 4})
    document = api.get(f"/evaluations/{evaluation.pk}/comparison").json()
    assert [(one["vendor"]["name"], one["rank"]) for one in document["candidates"]] == [("B", 1), ("A", 2)]
    first = document["candidates"][0]
    assert (len(first["dimensions"]), len(first["answers"]), len(first["objects"])) == (8, 31, 6)
    assert (document["leaders"], document["margin"], document["too_close"]) == ([], None, False)


def test_the_comparison_stays_as_it_was_decided(
    api: Caller, home: str, lead: Actor, candidate: Candidate
) -> None:
    api.post(f"{home}/decision", NONE)
    candidate.vendor.name = "Renamed"
    candidate.vendor.save()
    document = api.get(f"{home}/comparison").json()
    assert document["candidates"][0]["vendor"]["name"] == "Pipetap"
    assert document["decision"]["reason"] == "None fits."
