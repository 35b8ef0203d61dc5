"""PUT /candidates/{id}/objects/{crm}/{object}, POST /candidates/{id}/waivers."""

from collections.abc import Callable
from typing import Any

import pytest

from audits.evaluations.models import Candidate, Evaluation
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of, refused

pytestmark = pytest.mark.django_db
OBJECTS = ["account", "activity", "campaign", "contact", "lead", "opportunity"]


def stops(score: dict[str, Any]) -> list[str]:
    return [stop["object"] for stop in score["hard_stops"]]


@pytest.mark.covers("R032", "R034", "R036")
def test_a_no_is_a_hard_stop_and_leaves_points_alone(api: Caller, at: str) -> None:
    api.put(f"{at}/scores/object-coverage", {"points": 5})
    score = api.put(f"{at}/objects/salesforce/lead", {"read": True, "write": False}).json()
    (stop,) = score["hard_stops"]
    assert (stop["crm"], stop["object"], stop["missing"], stop["waiver"]) == (
        "salesforce",
        "lead",
        "not-written",
        None,
    )
    assert "lead" in stop["reason"] and (score["points"], score["version"]) == (5, 1)
    assert [one["object"] for one in score["unconfirmed"]] == [name for name in OBJECTS if name != "lead"]


def test_an_object_with_no_and_unasked_is_in_both_lists(api: Caller, at: str) -> None:
    score = api.put(f"{at}/objects/salesforce/lead", {"read": False}).json()
    assert stops(score) == ["lead"] and len(score["unconfirmed"]) == 6


def test_activity_is_true_only_when_both_parts_are(api: Caller, at: str) -> None:
    parts = {"task": {"read": True, "write": True}, "event": {"read": True}}
    api.put(f"{at}/objects/salesforce/activity", {"parts": parts})
    activity = next(one for one in api.get(at).json()["objects"] if one["object"] == "activity")
    assert (activity["read"], activity["write"]) == (True, None)
    assert activity["parts"]["event"] == {"read": True, "write": None}


def test_activity_takes_read_and_write_for_both_parts(api: Caller, at: str) -> None:
    score = api.put(f"{at}/objects/salesforce/activity", {"read": True, "write": True}).json()
    assert "activity" not in [one["object"] for one in score["unconfirmed"]]


def test_a_stale_version_changes_nothing(api: Caller, at: str) -> None:
    api.put(f"{at}/objects/salesforce/lead", {"read": True, "version": 0})
    problem = problem_of(api.put(f"{at}/objects/salesforce/lead", {"read": False, "version": 0}), 409)
    assert (problem["yours"]["read"], problem["theirs"]["read"], problem["version"]) == (False, True, 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"read": 1}, "read"),
        ({"read": "true"}, "read"),
        ({"write": "no"}, "write"),
        ({"waiver": "mine"}, "waiver"),
        ({"parts": {"task": {"read": True}}}, "parts"),
        ({"parts": []}, "parts"),
    ],
)
def test_wrong_values_are_refused_by_field(api: Caller, at: str, body: dict[str, Any], field: str) -> None:
    assert refused(api.put(f"{at}/objects/salesforce/lead", body)) == {field}


def test_a_wrong_part_is_named(api: Caller, at: str) -> None:
    body = {"parts": {"task": {"read": "yes"}}}
    assert refused(api.put(f"{at}/objects/salesforce/activity", body)) == {"parts.task.read"}


@pytest.mark.parametrize("path", ["hubspot/deal", "salesforce/deal", "pipedrive/lead"])
def test_an_object_the_purchase_does_not_need_is_not_found(api: Caller, at: str, path: str) -> None:
    problem_of(api.put(f"{at}/objects/{path}", {"read": True}), 404)


@pytest.mark.covers("R037", "R038")
def test_a_waiver_clears_a_stop_and_stays_listed_with_it(api: Caller, at: str, candidate: Candidate) -> None:
    api.put(f"{at}/objects/salesforce/lead", {"read": True, "write": False})
    body = {"crm": "salesforce", "object": "lead", "reason": "We keep leads elsewhere."}
    made = api.post(f"{at}/waivers", body)
    assert made.status_code == 201 and made.json().items() >= body.items()
    waiver = api.get(at).json()["score"]["hard_stops"][0]["waiver"]
    assert (waiver["reason"], waiver["author"]) == (body["reason"], made.json()["author"])
    assert waiver["at"] == made.json()["at"]


def test_a_waiver_lapses_when_the_answer_changes(api: Caller, at: str) -> None:
    api.put(f"{at}/objects/salesforce/lead", {"write": False})
    api.post(f"{at}/waivers", {"crm": "salesforce", "object": "lead", "reason": "Fine."})
    score = api.put(f"{at}/objects/salesforce/lead", {"read": False}).json()
    assert score["hard_stops"][0]["waiver"] is None


def test_nothing_to_waive_is_a_conflict(api: Caller, at: str) -> None:
    api.put(f"{at}/objects/salesforce/lead", {"read": True, "write": True})
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."}
    problem_of(api.post(f"{at}/waivers", body), 409)
    api.put(f"{at}/objects/salesforce/lead", {"write": None})
    assert api.post(f"{at}/waivers", body).status_code == 201
    problem_of(api.post(f"{at}/waivers", body), 409)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"object": "deal"}, "object"),
        ({"crm": "pipedrive"}, "object"),
        ({"crm": 1}, "crm"),
        ({"author": "somebody"}, "author"),
    ],
)
def test_a_wrong_waiver_is_refused_by_field(api: Caller, at: str, change: dict[str, Any], field: str) -> None:
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."} | change
    assert refused(api.post(f"{at}/waivers", body)) == {field}


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_and_admins_waive(caller_as: Callable[[Role], Caller], at: str, role: Role) -> None:
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."}
    problem_of(caller_as(role).post(f"{at}/waivers", body), 403)


def test_a_decided_evaluation_is_locked(api: Caller, at: str, evaluation: Evaluation) -> None:
    api.post(f"/evaluations/{evaluation.pk}/decision", {"candidate": None, "reason": "None fits."})
    problem_of(api.put(f"{at}/objects/salesforce/lead", {"read": True}), 423)
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."}
    problem_of(api.post(f"{at}/waivers", body), 423)
