"""Scoring blind, revealing, agreeing."""

from typing import Any

import pytest
from django.db import IntegrityError

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.panel import save_own
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation, PanelScore, Score
from audits.evaluations.panel import panel_of, unfinished
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Decided, Denied, Invalid, Revealed
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.declaring import excluded
from tests.evaluations.panel_points import (
    DIMENSION,
    fresh,
    give,
    give_all,
    make_panel,
    panel_evaluation,
    revealed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


def agreed(candidate: Candidate) -> Score:
    dimension = candidate.evaluation.catalog.dimension_ids[DIMENSION]
    return Score.objects.get(candidate=candidate, dimension=dimension)


def settle(lead: Actor, candidate: Candidate, **values: Any) -> None:
    agree(actor=lead, candidate=candidate, dimension=DIMENSION, values=values, version=None)  # type: ignore[arg-type]


def own(actor: Actor, candidate: Candidate, points: object, version: int | None) -> None:
    values: Any = {"points": points}
    save_own(actor=actor, candidate=candidate, dimension=DIMENSION, values=values, version=version)


def abstain(actor: Actor, candidate: Candidate, why: str = "") -> None:
    values: Any = {"is_abstained": True, "rationale": why}
    save_own(actor=actor, candidate=candidate, dimension=DIMENSION, values=values, version=None)


def test_own_points_stand_apart_and_the_candidate_stays_unscored(
    candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 4, "Retries were shown.")
    give(panel[1], candidate, 1)
    assert agreed(candidate).points is None
    assert sorted(PanelScore.objects.values_list("panelist__name", "points")) == [("Marek", 1), ("Priya", 4)]


def test_the_trail_keeps_every_save(candidate: Candidate, panel: list[Actor]) -> None:
    give(panel[0], candidate, 4, "First.")
    give(panel[0], candidate, 2, "Second thought.")
    row = PanelScore.objects.get()
    assert [(each["points"], each["rationale"]) for each in row.trail] == [
        (4, "First."),
        (2, "Second thought."),
    ]
    assert (row.points, row.version) == (2, 2)


def test_the_journal_says_that_somebody_saved_and_not_what(candidate: Candidate, panel: list[Actor]) -> None:
    give(panel[0], candidate, 4, "Retries were shown.")
    event = Event.objects.get(kind="panel.saved")
    assert (event.part, event.payload) == (DIMENSION, {"before": None, "after": None, "version": 1})


def test_abstaining_is_no_blank_and_ends_with_points(candidate: Candidate, panel: list[Actor]) -> None:
    abstain(panel[0], candidate, "Came late.")
    row = PanelScore.objects.get()
    assert (row.points, row.is_abstained, row.rationale) == (None, True, "Came late.")
    give(panel[0], candidate, 3)
    row.refresh_from_db()
    assert (row.points, row.is_abstained) == (3, False)


def test_a_stale_version_of_ones_own_is_a_conflict(candidate: Candidate, panel: list[Actor]) -> None:
    own(panel[0], candidate, 4, 0)
    with pytest.raises(Conflict) as refused:
        own(panel[0], candidate, 2, 0)
    assert (refused.value.version, refused.value.theirs["points"]) == (1, 4)
    assert PanelScore.objects.get().points == 4


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PROCUREMENT, Role.OWNER])
def test_who_is_not_of_the_panel_gives_no_points(
    workspace: Workspace, candidate: Candidate, role: Role
) -> None:
    with pytest.raises(Denied):
        own(factories.make_actor(workspace, role), candidate, 3, 0)
    assert not PanelScore.objects.exists()


@pytest.mark.parametrize("points", [6, -1, True, "3", 2.5])
def test_only_whole_points_are_taken(candidate: Candidate, panel: list[Actor], points: object) -> None:
    with pytest.raises(Invalid):
        own(panel[0], candidate, points, 0)


def test_the_leads_solo_points_are_refused_in_panel_mode(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Blocked):
        save_score(actor=lead, candidate=candidate, dimension=DIMENSION, values={"points": 3}, version=0)


def test_a_solo_evaluation_has_no_panel(lead: Actor) -> None:
    solo = factories.candidate_of(factories.make_evaluation(lead, vendors=["Relay"]), "Relay")
    for act in (lambda: own(lead, solo, 3, 0), lambda: reveal(actor=lead, candidate=solo)):
        with pytest.raises(Blocked):
            act()


def test_the_reveal_names_who_has_not_finished(lead: Actor, candidate: Candidate, panel: list[Actor]) -> None:
    give_all(panel[0], candidate, 3)
    give(panel[1], candidate, 2)
    assert [(one.name, one.done, one.total) for one in unfinished(candidate)] == [("Marek", 1, 8)]


def test_a_lead_is_of_the_panel_by_scoring(lead: Actor, candidate: Candidate, panel: list[Actor]) -> None:
    assert [one.name for one in panel_of(candidate)] == ["Marek", "Priya"]
    give(lead, candidate, 3)
    assert [one.name for one in panel_of(candidate)] == ["Lead", "Marek", "Priya"]


def test_a_reason_without_points_is_not_lost_by_the_reveal(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    give(lead, candidate, None, "I came too late to judge.")
    revealed(lead, candidate, {panel[0]: 4})
    row = PanelScore.objects.get(panelist=lead.user_id, dimension__slug=DIMENSION)
    assert (row.is_counted, row.is_abstained, row.rationale) == (True, True, "I came too late to judge.")


def test_agreed_points_start_as_the_mean_rounded_half_up(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    row = agreed(candidate)
    assert (row.points, row.rationale, row.version, row.saved_by_id) == (3, "", 1, lead.user_id)
    assert Score.objects.filter(points=None).count() == 7


def test_missing_points_are_counted_as_abstained(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    revealed(lead, candidate, {panel[0]: 4})
    rows = PanelScore.objects.filter(panelist=panel[1].user_id)
    assert rows.count() == 8 and all(row.is_abstained and row.saved_at is None for row in rows)
    assert agreed(candidate).points == 4


def test_the_journal_is_whole_after_the_reveal(lead: Actor, candidate: Candidate, panel: list[Actor]) -> None:
    give(panel[0], candidate, 5)
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    payload = Event.objects.get(kind="candidate.revealed").payload
    title = candidate.evaluation.document.dimension(DIMENSION).title
    assert payload["after"][title] == {"Marek": 1, "Priya": 4}
    priya = next(each for each in payload["panel"] if each["name"] == "Priya" and each["points"] == 4)
    assert [step["points"] for step in priya["trail"]] == [5, 4]


def test_a_second_reveal_is_refused_and_changes_nothing(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    now = revealed(lead, candidate, {panel[0]: 4})
    settle(lead, now, points=4, rationale="Agreed.")
    with pytest.raises(Blocked):
        reveal(actor=lead, candidate=fresh(candidate))
    assert agreed(candidate).rationale == "Agreed."


def test_own_points_are_frozen_by_the_reveal(lead: Actor, candidate: Candidate, panel: list[Actor]) -> None:
    stale = fresh(candidate)
    revealed(lead, candidate, {panel[0]: 4})
    with pytest.raises(Revealed):
        own(panel[0], stale, 1, None)
    with pytest.raises(Revealed):
        abstain(panel[1], stale)
    assert PanelScore.objects.get(points__isnull=False).points == 4


@pytest.mark.parametrize("act", [reveal, settle])
def test_a_panelist_neither_reveals_nor_agrees(candidate: Candidate, panel: list[Actor], act: Any) -> None:
    with pytest.raises(Denied):
        act(actor=panel[0], candidate=candidate) if act is reveal else act(panel[0], candidate, points=3)


def test_points_are_agreed_on_after_the_reveal_only(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Blocked):
        settle(lead, candidate, points=3, rationale="Too soon.")


def test_points_in_the_panels_range_need_no_reason(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    settle(lead, revealed(lead, candidate, {panel[0]: 4, panel[1]: 1}), points=1)
    event = Event.objects.get(kind="score.agreed")
    assert agreed(candidate).points == 1
    assert (event.payload["before"], event.payload["after"]) == ({"points": 3}, {"points": 1})


@pytest.mark.parametrize("values", [{"points": 5}, {"points": 5, "rationale": "  "}, {"points": None}])
def test_points_outside_the_panels_range_need_a_reason(
    lead: Actor, candidate: Candidate, panel: list[Actor], values: dict[str, Any]
) -> None:
    now = revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    with pytest.raises(Invalid) as refused:
        settle(lead, now, **values)
    assert set(refused.value.fields) == {"rationale"}
    settle(lead, now, **(values | {"rationale": "Shown after the demo."}))
    assert agreed(candidate).points == values["points"]


def test_a_reason_for_other_points_does_not_do(lead: Actor, candidate: Candidate, panel: list[Actor]) -> None:
    now = revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    settle(lead, now, points=2, rationale="We met in the middle.")
    with pytest.raises(Invalid):
        settle(lead, now, points=5)
    settle(lead, now, points=5, rationale="A patch came.")
    with pytest.raises(Invalid):
        settle(lead, now, rationale="")


def test_points_where_nobody_gave_any_need_a_reason(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    now = revealed(lead, candidate, {})
    with pytest.raises(Invalid, match="Nobody of the panel"):
        settle(lead, now, points=3)


def test_the_decision_freezes_the_panel_and_reopening_does_not_hide_it_again(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor]
) -> None:
    now = revealed(lead, candidate, {panel[0]: 4})
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        settle(lead, now, points=4)
    reopen(actor=lead, evaluation=evaluation, reason="New facts.")
    settle(lead, fresh(candidate), points=4, rationale="Agreed anew.")
    with pytest.raises(Revealed):
        own(panel[0], fresh(candidate), 1, None)


def test_before_the_reveal_a_decision_freezes_own_points_too(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 4)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        give(panel[0], candidate, 1)
    with pytest.raises(Decided):
        reveal(actor=lead, candidate=fresh(candidate))
    reopen(actor=lead, evaluation=evaluation, reason="New facts.")
    assert revealed(lead, candidate, {panel[1]: 2}) and agreed(candidate).points == 3


def test_points_of_somebody_who_left_count_and_keep_their_name(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 5)
    Membership.objects.filter(user_id=panel[0].user_id).update(ended_at=clock.now())
    assert [one.name for one in unfinished(candidate)] == ["Marek"]
    revealed(lead, candidate, {panel[1]: 2})
    assert agreed(candidate).points == 4
    assert {row.panelist.name for row in PanelScore.objects.exclude(points=None)} == {"Priya", "Marek"}


def test_the_database_keeps_an_abstention_without_points(candidate: Candidate, panel: list[Actor]) -> None:
    give(panel[0], candidate, 4)
    with pytest.raises(IntegrityError):
        PanelScore.objects.update(is_abstained=True)


def test_points_of_somebody_excluded_are_kept_and_not_counted(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 5)
    excluded(panel[0], evaluation, by=lead)
    assert [one.name for one in panel_of(candidate)] == ["Marek"]
    revealed(lead, candidate, {panel[1]: 2})
    assert agreed(candidate).points == 2
    assert PanelScore.objects.get(panelist=panel[0].user_id).is_counted is False
    payload = Event.objects.get(kind="candidate.revealed").payload
    assert all("Priya" not in given for given in payload["after"].values())
