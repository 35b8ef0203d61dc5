"""Panel mode: own points, POST reveal, PUT agreed."""

from collections.abc import Callable
from typing import Any

import pytest

from audits.evaluations.models import Evaluation, PanelScore
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.api.caller import Caller, caller_for, problem_of, refused
from tests.evaluations.panel_points import make_panel, panel_evaluation
from tests.factories import candidate_of, make_evaluation

pytestmark = pytest.mark.django_db

FULL = {"verdict": "strong", "proof": "production"}


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Caller]:
    return [caller_for(actor) for actor in make_panel(workspace, "priya", "marek")]


def dimension(caller: Caller, at: str, slug: str = "field-mapping") -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in caller.get(at).json()["dimensions"] if one["slug"] == slug)
    return found


def score_all(caller: Caller, at: str, points: list[int]) -> None:
    slugs = [one["slug"] for one in caller.get(at).json()["dimensions"]]
    for slug, value in zip(slugs, points, strict=True):
        assert caller.put(f"{at}/scores/{slug}", {"points": value}).status_code == 200


def test_own_points_are_the_callers_view_alone(panel: list[Caller], at: str) -> None:
    priya, marek = panel
    saved = priya.put(f"{at}/scores/field-mapping", {"points": 4, "rationale": "Seen.", "version": 0}).json()
    assert (saved["version"], saved["points"], saved["ceiling"], saved["scored"]) == (1, 0, 40, 0)
    assert (saved["own"]["points"], saved["own"]["floor"], saved["own"]["ceiling"]) == (4, 4, 39)
    assert priya.get(at).json()["own"] == saved["own"]
    other = marek.get(at).json()
    assert (other["own"]["points"], other["own"]["ceiling"], other["score"]["points"]) == (0, 40, 0)


def test_ones_own_points_come_to_ones_own_band(panel: list[Caller], at: str) -> None:
    score_all(panel[0], at, [5, 5, 5, 5, 4, 4, 4, 4])
    own, score = (panel[0].get(at).json()[name] for name in ("own", "score"))
    assert (own["points"], own["band"], own["possible_bands"]) == (36, "strong", ["strong"])
    assert (score["points"], score["band"], len(score["possible_bands"])) == (0, None, 3)


def test_the_version_seen_is_that_of_ones_own_points(panel: list[Caller], at: str) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4})
    assert [dimension(each, at)["version"] for each in panel] == [1, 0]
    problem = problem_of(panel[0].put(f"{at}/scores/field-mapping", {"points": 1, "version": 0}), 409)
    assert (problem["yours"]["points"], problem["theirs"]["points"], problem["version"]) == (1, 4, 1)


def test_answers_suggest_points_only_after_ones_own(
    panel: list[Caller], api: Caller, at: str, evaluation: Evaluation
) -> None:
    for question in evaluation.document.dimension("field-mapping").questions:
        api.put(f"{at}/answers/{question.slug}", FULL)
    panel[0].put(f"{at}/scores/field-mapping", {"points": 2})
    assert [dimension(each, at)["suggested"] for each in panel] == [5, None]
    assert dimension(panel[0], at)["points"] is None
    panel[0].put(f"{at}/scores/field-mapping", {"points": None})
    assert dimension(panel[0], at)["suggested"] is None


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PROCUREMENT])
def test_who_is_not_of_the_panel_has_no_view_of_their_own(
    caller_as: Callable[[Role], Caller], at: str, role: Role
) -> None:
    caller = caller_as(role)
    assert caller.get(at).json()["own"] is None
    problem_of(caller.put(f"{at}/scores/field-mapping", {"points": 3}), 403)


def test_the_reveal_lays_open_what_each_gave(panel: list[Caller], api: Caller, at: str) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4, "rationale": "Seen."})
    panel[1].put(f"{at}/scores/field-mapping", {"points": 1, "rationale": "By hand."})
    revealed = api.post(f"{at}/reveal")
    assert revealed.status_code == 200 and revealed.json() == api.get(at).json()
    found = dimension(api, at)
    assert (found["points"], found["spread"], found["flagged"], found["half"]) == (3, 3, True, True)
    assert [(one["email"], one["points"], one["rationale"]) for one in found["panel"]] == [
        ("marek@halden.example", 1, "By hand."),
        ("priya@halden.example", 4, "Seen."),
    ]
    assert revealed.json()["own"] is None and revealed.json()["revealed_at"]


def test_missing_points_are_null_in_the_panel(panel: list[Caller], api: Caller, at: str) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4})
    api.post(f"{at}/reveal", {})
    assert [one["points"] for one in dimension(api, at)["panel"]] == [None, 4]
    nobody = dimension(api, at, "sync-timing")
    assert (nobody["points"], nobody["spread"], nobody["flagged"]) == (None, None, False)


def test_halves_are_marked_and_the_unrounded_sum_stands_beside(
    panel: list[Caller], api: Caller, at: str
) -> None:
    score_all(panel[0], at, [4] * 8)
    score_all(panel[1], at, [5, 5, 4, 4, 4, 4, 4, 4])
    found = api.post(f"{at}/reveal").json()
    assert (found["score"]["points"], found["score"]["band"]) == (34, "strong")
    assert found["panel"] == {
        "unrounded": 33.0,
        "rounded": 34,
        "halves": 2,
        "unrounded_band": "partial",
        "rounded_band": "strong",
        "rounding_moves_band": True,
    }


def test_agreed_points_alone_count(panel: list[Caller], api: Caller, at: str) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4})
    panel[1].put(f"{at}/scores/field-mapping", {"points": 2})
    api.post(f"{at}/reveal")
    saved = api.put(f"{at}/agreed/field-mapping", {"points": 2, "version": 1})
    assert (saved.status_code, saved.json()["points"], saved.json()["version"]) == (200, 2, 2)
    assert [one["points"] for one in dimension(api, at)["panel"]] == [2, 4]


def test_agreed_points_outside_the_panels_range_need_a_rationale(
    panel: list[Caller], api: Caller, at: str
) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4})
    api.post(f"{at}/reveal")
    assert refused(api.put(f"{at}/agreed/field-mapping", {"points": 5})) == {"rationale"}
    assert dimension(api, at)["points"] == 4
    assert api.put(f"{at}/agreed/field-mapping", {"points": 5, "rationale": "Fixed."}).status_code == 200


def test_agreed_points_on_a_stale_version_are_a_conflict_before_their_reason_is_asked_for(
    panel: list[Caller], api: Caller, at: str
) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4})
    api.post(f"{at}/reveal")
    problem = problem_of(api.put(f"{at}/agreed/field-mapping", {"points": 1, "version": 0}), 409)
    assert (problem["yours"]["points"], problem["theirs"]["points"], problem["version"]) == (1, 4, 1)


@pytest.mark.parametrize("body", [{}, {"version": 1}])
def test_agreed_points_or_their_rationale_must_be_there(api: Caller, at: str, body: dict[str, int]) -> None:
    api.post(f"{at}/reveal")
    assert refused(api.put(f"{at}/agreed/field-mapping", body)) == {"points"}


def test_statuses_before_and_after_the_reveal(panel: list[Caller], api: Caller, at: str) -> None:
    problem_of(api.put(f"{at}/agreed/field-mapping", {"points": 3, "rationale": "Early."}), 409)
    problem_of(panel[0].post(f"{at}/reveal"), 403)
    assert api.post(f"{at}/reveal").status_code == 200
    problem_of(api.post(f"{at}/reveal"), 409)
    problem_of(panel[0].put(f"{at}/scores/field-mapping", {"points": 3}), 423)
    problem_of(panel[0].put(f"{at}/agreed/field-mapping", {"points": 3}), 403)
    problem_of(api.put(f"{at}/agreed/no-such-thing", {"points": 3}), 404)


def test_a_decided_evaluation_is_locked(
    panel: list[Caller], api: Caller, at: str, evaluation: Evaluation
) -> None:
    api.post(f"/evaluations/{evaluation.pk}/decision", {"candidate": None, "reason": "None fits."})
    problem_of(panel[0].put(f"{at}/scores/field-mapping", {"points": 3}), 423)
    problem_of(api.post(f"{at}/reveal"), 423)
    problem_of(api.put(f"{at}/agreed/field-mapping", {"points": 3}), 423)


@pytest.mark.parametrize("body", [{"confirm": True}, [], "x", 3])
def test_the_reveal_takes_no_values(api: Caller, at: str, body: object) -> None:
    assert api.post(f"{at}/reveal", body).status_code in (400, 422)
    assert api.get(at).json()["revealed_at"] is None


def test_a_reveal_sent_again_gets_the_first_answer(panel: list[Caller], api: Caller, at: str) -> None:
    panel[0].put(f"{at}/scores/field-mapping", {"points": 4}, key="own-1")
    again = panel[0].put(f"{at}/scores/field-mapping", {"points": 4}, key="own-1")
    assert again.status_code == 200 and PanelScore.objects.get().version == 1
    first = api.post(f"{at}/reveal", {}, key="reveal-1")
    api.put(f"{at}/agreed/field-mapping", {"points": 4, "rationale": "Agreed."})
    assert api.post(f"{at}/reveal", {}, key="reveal-1").content == first.content
    problem_of(api.post(f"{at}/reveal", {}, key="reveal-2"), 409)


@pytest.mark.parametrize("again", [None, "null"])
def test_a_reveal_without_a_body_takes_a_key_as_well(api: Caller, at: str, again: str | None) -> None:
    first = api.post(f"{at}/reveal", key="reveal-1")
    assert first.status_code == 200
    assert api.post(f"{at}/reveal", again, key="reveal-1").content == first.content


def test_a_solo_candidate_has_neither_reveal_nor_agreed_points(api: Caller, lead: Actor) -> None:
    at = f"/candidates/{candidate_of(make_evaluation(lead)).pk}"
    problem_of(api.post(f"{at}/reveal"), 409)
    problem_of(api.put(f"{at}/agreed/field-mapping", {"points": 3}), 409)
    shown = api.get(at).json()
    assert (shown["own"], shown["panel"], shown["dimensions"][0]["panel"]) == (None, None, None)


def test_the_comparison_ranks_by_agreed_points_only(panel: list[Caller], api: Caller, lead: Actor) -> None:
    evaluation = panel_evaluation(lead, "Aspen", "Birch")
    _aspen, birch = (f"/candidates/{one.pk}" for one in evaluation.candidates.order_by("vendor__name"))
    score_all(panel[0], birch, [5] * 8)
    listed = api.get(f"/evaluations/{evaluation.pk}/comparison").json()["candidates"]
    assert [(one["vendor"]["name"], one["rank"]) for one in listed] == [("Aspen", 1), ("Birch", 1)]
    api.post(f"{birch}/reveal")
    listed = api.get(f"/evaluations/{evaluation.pk}/comparison").json()["candidates"]
    assert [(one["vendor"]["name"], one["rank"]) for one in listed] == [("Birch", 1), ("Aspen", 2)]
    assert listed[0]["dimensions"][0]["spread"] == 0
