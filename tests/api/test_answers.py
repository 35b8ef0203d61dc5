"""PUT /candidates/{id}/answers/{question}."""

from collections.abc import Callable

import pytest

from audits.evaluations.models import Evaluation
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of, refused

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R020", "R021", "R022")
def test_an_answer_comes_back_with_its_new_version(api: Caller, at: str) -> None:
    body = {"verdict": "strong", "proof": "production", "note": "Shown live.", "version": 0}
    saved = api.put(f"{at}/answers/sd-1", body).json()
    assert saved.items() >= {**body, "question": "sd-1", "version": 1}.items()
    assert saved in api.get(at).json()["answers"]


def test_a_field_left_out_keeps_its_value(api: Caller, at: str) -> None:
    api.put(f"{at}/answers/sd-1", {"verdict": "partial", "note": "Hourly."})
    saved = api.put(f"{at}/answers/sd-1", {"proof": "sandbox"}).json()
    assert (saved["verdict"], saved["proof"], saved["note"]) == ("partial", "sandbox", "Hourly.")


def test_null_clears_verdict_and_proof(api: Caller, at: str) -> None:
    api.put(f"{at}/answers/sd-1", {"verdict": "none", "proof": "claimed"})
    saved = api.put(f"{at}/answers/sd-1", {"verdict": None, "proof": None}).json()
    assert (saved["verdict"], saved["proof"]) == (None, None)
    assert api.get(at).json()["score"]["answered"] == 0


def test_a_stale_version_shows_both_sides_as_the_api_says_them(api: Caller, at: str) -> None:
    api.put(f"{at}/answers/sd-1", {"note": "First."})
    stale = {"verdict": None, "note": "Second.", "version": 0}
    problem = problem_of(api.put(f"{at}/answers/sd-1", stale), 409)
    assert problem["yours"] == {"verdict": None, "note": "Second."}
    assert (problem["theirs"]["verdict"], problem["theirs"]["note"], problem["version"]) == (
        None,
        "First.",
        1,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verdict", "excellent"),
        ("verdict", ""),
        ("verdict", True),
        ("proof", "hearsay"),
        ("proof", 1),
        ("note", None),
        ("note", 1),
        ("note", "x" * 20_001),
        ("note", "bell \x07"),
        ("points", 3),
        ("saved_by", "somebody"),
    ],
)
def test_wrong_values_are_refused_by_field(api: Caller, at: str, field: str, value: object) -> None:
    assert refused(api.put(f"{at}/answers/sd-1", {field: value})) == {field}
    assert api.get(at).json()["change"] == 0


def test_an_unknown_question_is_not_found(api: Caller, at: str) -> None:
    problem_of(api.put(f"{at}/answers/zz-9", {"verdict": "strong"}), 404)


def test_panelists_record_answers(caller_as: Callable[[Role], Caller], at: str) -> None:
    assert caller_as(Role.PANELIST).put(f"{at}/answers/sd-1", {"verdict": "strong"}).status_code == 200


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.OWNER])
def test_roles_that_only_read_are_denied(caller_as: Callable[[Role], Caller], at: str, role: Role) -> None:
    problem_of(caller_as(role).put(f"{at}/answers/sd-1", {"verdict": "strong"}), 403)


def test_a_decided_evaluation_is_locked(api: Caller, at: str, evaluation: Evaluation) -> None:
    api.post(f"/evaluations/{evaluation.pk}/decision", {"candidate": None, "reason": "None fits."})
    problem_of(api.put(f"{at}/answers/sd-1", {"verdict": "strong"}), 423)


def test_anothers_candidate_is_answered_like_an_unknown_one(api: Caller, foreign: Evaluation) -> None:
    theirs = foreign.candidates.get()
    problem_of(api.put(f"/candidates/{theirs.pk}/answers/sd-1", {"verdict": "strong"}), 404)
