"""GET /candidates/{id}, GET /frameworks/{slug}."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from audits.evaluations.models import Evaluation
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of

pytestmark = pytest.mark.django_db
SCORE = {
    "points", "proven", "max", "scored", "total_dimensions", "answered", "questions", "floor", "ceiling",
    "band", "possible_bands", "hard_stops", "unconfirmed",
}  # fmt: skip


def test_a_new_candidate_is_whole_and_blank(api: Caller, at: str) -> None:
    body = api.get(at).json()
    assert set(body["score"]) == SCORE
    assert body["score"]["band"] is None and body["score"]["points"] == 0
    assert [one["slug"] for one in body["dimensions"]][0] == "sync-direction"
    assert {one["points"] for one in body["dimensions"]} == {None}
    assert {(one["verdict"], one["proof"], one["note"]) for one in body["answers"]} == {(None, None, "")}
    assert {one["version"] for part in ("answers", "objects") for one in body[part]} == {0}
    assert (body["evidence"], body["change"]) == ([], 0)


def test_change_counts_every_write(api: Caller, at: str) -> None:
    api.put(f"{at}/scores/field-mapping", {"points": 3})
    api.put(f"{at}/answers/map-1", {"verdict": "strong"})
    api.put(f"{at}/objects/salesforce/lead", {"read": True})
    assert api.get(at).json()["change"] == 3


@pytest.mark.covers("R046")
def test_a_dimension_shows_what_is_suggested_and_what_is_proven(api: Caller, at: str) -> None:
    for number in range(1, 5):
        api.put(f"{at}/answers/map-{number}", {"verdict": "strong", "proof": "own-org"})
    api.put(f"{at}/scores/field-mapping", {"points": 4, "rationale": "Seen."})
    found = next(one for one in api.get(at).json()["dimensions"] if one["slug"] == "field-mapping")
    assert found["suggested"] == 5 and found["proven"] is not None and found["points"] == 4
    assert (found["rationale"], found["saved_by"], found["version"]) == ("Seen.", "Lead", 1)


def test_times_carry_an_offset(api: Caller, at: str) -> None:
    saved = api.put(f"{at}/answers/sd-1", {"note": "x"}).json()
    assert saved["saved_at"].endswith("Z") and "T" in saved["saved_at"]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LEAD, Role.PANELIST, Role.PROCUREMENT])
def test_readers_read(caller_as: Callable[[Role], Caller], at: str, role: Role) -> None:
    assert caller_as(role).get(at).status_code == 200


def test_owners_do_not(caller_as: Callable[[Role], Caller], at: str) -> None:
    problem_of(caller_as(Role.OWNER).get(at), 403)


@pytest.mark.parametrize(
    ("method", "part", "body"),
    [
        ("GET", "", None),
        ("PUT", "/scores/field-mapping", {"points": 3}),
        ("PUT", "/answers/sd-1", {"verdict": "strong"}),
        ("PUT", "/objects/salesforce/lead", {"read": True}),
        ("POST", "/waivers", {"crm": "salesforce", "object": "lead", "reason": "Fine."}),
        ("POST", "/evidence", {"url": "https://a.example", "question": "sd-1"}),
    ],
)
def test_another_workspaces_candidate_is_answered_like_an_unknown_one(
    api: Caller, foreign: Evaluation, method: str, part: str, body: Any
) -> None:
    theirs = api.call(method, f"/candidates/{foreign.candidates.get().pk}{part}", body)
    unknown = api.call(method, f"/candidates/{UUID(int=7)}{part}", body)
    assert theirs.content == unknown.content
    problem_of(theirs, 404)


def test_the_framework_is_shown_whole(api: Caller, evaluation: Evaluation) -> None:
    body = api.get("/frameworks/crm-integration").json()
    assert (body["slug"], body["version"], len(body["dimensions"])) == ("crm-integration", 1, 8)
    assert sum(len(one["questions"]) for one in body["dimensions"]) == 31
    assert {len(one["rubric"]) for one in body["dimensions"]} == {6}
    assert {question["origin"] for one in body["dimensions"] for question in one["questions"]} == {
        "stated",
        "derived",
    }
    bands = {band["slug"]: (band["min"], band["max"]) for band in body["bands"]}
    assert bands == {"strong": (34, 40), "partial": (24, 33), "surface": (0, 23)}


@pytest.mark.parametrize("slug", ["no-such", "%00", "%ed%a0%80", "x" * 300, ".."])
def test_an_unknown_framework_is_not_found(api: Caller, slug: str) -> None:
    problem_of(api.get(f"/frameworks/{slug}"), 404)
