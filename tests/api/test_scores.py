"""PUT /candidates/{id}/scores/{dimension}."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.evaluations.models import Candidate, Evaluation, Score
from audits.frameworks.catalog import catalog
from audits.journal.models import Event
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of, refused
from tests.factories import candidate_of

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R046", "R049")
def test_points_come_back_as_the_score(api: Caller, at: str) -> None:
    answer = api.put(f"{at}/scores/field-mapping", {"points": 3, "rationale": "Seen in the sandbox."})
    score = answer.json()
    assert answer.status_code == 200 and score["version"] == 1
    assert (score["points"], score["floor"], score["ceiling"], score["scored"]) == (3, 3, 38, 1)
    assert (score["max"], score["total_dimensions"], score["questions"]) == (40, 8, 31)
    assert score["band"] is None and score["possible_bands"] == ["strong", "partial", "surface"]


def test_a_field_left_out_keeps_its_value(api: Caller, at: str, candidate: Candidate) -> None:
    api.put(f"{at}/scores/field-mapping", {"points": 3, "rationale": "Seen."})
    api.put(f"{at}/scores/field-mapping", {"points": 4})
    api.put(f"{at}/scores/field-mapping", {"rationale": "Seen twice."})
    row = Score.objects.get(candidate=candidate, points=4)
    assert (row.rationale, row.version) == ("Seen twice.", 3)


def test_null_takes_points_back(api: Caller, at: str) -> None:
    api.put(f"{at}/scores/field-mapping", {"points": 0})
    assert api.put(f"{at}/scores/field-mapping", {"points": None}).json()["scored"] == 0


def test_a_stale_version_changes_nothing_and_shows_both(api: Caller, at: str) -> None:
    api.put(f"{at}/scores/field-mapping", {"points": 3, "version": 0})
    problem = problem_of(api.put(f"{at}/scores/field-mapping", {"points": 5, "version": 0}), 409)
    assert (problem["yours"]["points"], problem["theirs"]["points"], problem["version"]) == (5, 3, 1)
    assert api.get(at).json()["score"]["points"] == 3


def test_without_a_version_it_overwrites_and_the_journal_shows_both(api: Caller, at: str) -> None:
    api.put(f"{at}/scores/field-mapping", {"points": 3})
    api.put(f"{at}/scores/field-mapping", {"points": 5})
    event = Event.objects.filter(kind="score.saved").latest("pk")
    assert (event.payload["before"], event.payload["after"]) == ({"points": 3}, {"points": 5})


@pytest.mark.parametrize("points", [True, "3", 3.0, 6, -1, 2.5, [3], {"n": 3}, 10**40])
def test_only_whole_points_are_taken(api: Caller, at: str, points: object) -> None:
    assert refused(api.put(f"{at}/scores/field-mapping", {"points": points})) == {"points"}
    assert api.get(at).json()["score"]["scored"] == 0


@pytest.mark.parametrize("version", [True, "0", 0.0, -1, None, 2**31])
def test_only_whole_versions_are_taken(api: Caller, at: str, version: object) -> None:
    assert refused(api.put(f"{at}/scores/field-mapping", {"points": 3, "version": version})) == {"version"}


@pytest.mark.parametrize("body", [{}, {"version": 0}])
def test_a_score_without_points_or_reason_is_refused(api: Caller, at: str, body: object) -> None:
    assert refused(api.put(f"{at}/scores/field-mapping", body)) == {"points"}


def test_an_unknown_dimension_is_not_found(api: Caller, at: str) -> None:
    problem_of(api.put(f"{at}/scores/no-such-thing", {"points": 3}), 404)


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_roles_that_give_no_points_are_denied(
    caller_as: Callable[[Role], Caller], at: str, role: Role
) -> None:
    problem_of(caller_as(role).put(f"{at}/scores/field-mapping", {"points": 3}), 403)


def test_a_decided_evaluation_is_locked(api: Caller, at: str, evaluation: Evaluation) -> None:
    api.post(f"/evaluations/{evaluation.pk}/decision", {"candidate": None, "reason": "None fits."})
    problem_of(api.put(f"{at}/scores/field-mapping", {"points": 3}), 423)
    problem_of(api.put(f"{at}/scores/field-mapping", {"points": 3, "version": 7}), 423)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(points=st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8))
def test_points_lie_between_floor_and_ceiling(api: Caller, evaluation: Evaluation, points: list) -> None:
    candidate = candidate_of(evaluation)
    slugs = catalog(evaluation.framework_id).dimension_ids
    for slug, value in zip(slugs, points, strict=True):
        score = api.put(f"/candidates/{candidate.pk}/scores/{slug}", {"points": value}).json()
    given = [value for value in points if value is not None]
    assert score["floor"] <= score["points"] <= score["ceiling"]
    assert (score["points"], score["scored"]) == (sum(given), len(given))
    assert score["ceiling"] == sum(given) + 5 * (8 - len(given))
    assert (score["band"] is None) == (len(score["possible_bands"]) > 1)
