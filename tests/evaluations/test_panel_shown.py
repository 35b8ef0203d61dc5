"""The panel in the read model and the snapshot: nothing before the reveal, all of it and for good after."""

import json
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.reveal import agree
from audits.evaluations.comparison.load import load_candidate, load_comparison
from audits.evaluations.comparison.panel import seen_by
from audits.evaluations.comparison.shapes import DimensionView
from audits.evaluations.comparison.snapshot import comparison_of, from_decision
from audits.evaluations.models import Candidate, Decision, Evaluation
from audits.people.actor import Actor
from audits.people.models import User, Workspace
from audits.scoring.asknext import AskReason
from tests.evaluations.panel_points import (
    DIMENSION,
    fresh,
    give,
    give_all,
    make_panel,
    panel_evaluation,
    revealed,
)
from tests.factories import candidate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


def dimension(candidate: Candidate, view: Any = None) -> DimensionView:
    shown = view or load_candidate(fresh(candidate))
    return next(one for one in shown.dimensions if one.slug == DIMENSION)


def answer_all(lead: Actor, candidate: Candidate) -> None:
    for question in candidate.evaluation.document.dimension(DIMENSION).questions:
        save_answer(
            actor=lead,
            candidate=candidate,
            question=question.slug,
            values={"verdict": "strong", "proof": "production"},
            version=None,
        )


def test_before_the_reveal_the_read_model_holds_nothing_of_the_panel(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    answer_all(lead, candidate)
    blank = load_candidate(fresh(candidate))
    give_all(panel[0], candidate, 5)
    scored = load_candidate(fresh(candidate))
    assert scored.is_blind and dimension(candidate).suggested is None
    assert (scored.dimensions, scored.score, scored.advice) == (blank.dimensions, blank.score, blank.advice)


def test_ones_own_view_is_judged_by_ones_own_points(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    answer_all(lead, candidate)
    give_all(panel[0], candidate, 5)
    give(panel[1], candidate, 2)
    row = fresh(candidate)
    priya, marek = (seen_by(one, row, load_candidate(row)) for one in panel)
    assert (priya.score.points, priya.score.band, marek.score.points) == (40, "strong", 2)
    assert dimension(candidate, priya).suggested == dimension(candidate, marek).suggested == 5


def test_what_stops_a_dimension_is_not_told_before_ones_own_points(
    candidate: Candidate, panel: list[Actor]
) -> None:
    row = fresh(candidate)
    asks = seen_by(panel[0], row, load_candidate(row)).advice.ask_next
    assert asks and all(one.stops_at is None for one in asks)
    assert not any(one.reason is AskReason.PROOF_NEEDED for one in asks)


def test_after_the_reveal_everybody_reads_everybodys_points(
    lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    row = revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    found, view = dimension(candidate).panel, load_candidate(row)
    assert found is not None and view.revealed is not None and not view.is_blind
    assert (found.mean, found.start, found.is_half, found.spread) == (Fraction(5, 2), 3, True, 3)
    assert [(one.name, one.points) for one in found.given] == [("Marek", 1), ("Priya", 4)]
    assert seen_by(panel[0], row, view) is view


def test_the_snapshot_keeps_individual_and_agreed_points(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor]
) -> None:
    row = revealed(lead, candidate, {panel[0]: 4, panel[1]: 1})
    values: Any = {"points": 2, "rationale": "Alerts come, retries do not."}
    agree(actor=lead, candidate=row, dimension=DIMENSION, values=values, version=None)
    before = load_comparison(evaluation, workspace="w").candidates
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    User.objects.filter(pk=panel[0].user_id).update(name="Somebody Else")
    shown = comparison_of(evaluation, workspace="w")
    assert (shown.schema, shown.candidates[0].panel) == (2, before[0].panel)
    assert shown.candidates[0].dimensions == before[0].dimensions


def test_a_blind_candidates_snapshot_holds_no_points_and_reopening_keeps_them(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 4, "qzmarker")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    assert "qzmarker" not in Decision.objects.get().snapshot
    reopen(actor=lead, evaluation=evaluation, reason="Go on.")
    row = revealed(lead, candidate, {})
    assert load_candidate(row).score.points == 4


def without_panel(document: Any) -> Any:
    """As a snapshot was written before there were panels."""
    new = {"panel", "revealed", "is_blind", "is_abstained"}
    if isinstance(document, dict):
        return {name: without_panel(value) for name, value in document.items() if name not in new}
    return [without_panel(each) for each in document] if isinstance(document, list) else document


def test_a_snapshot_of_the_first_schema_still_loads(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    decision = Decision.objects.select_related("decided_by", "candidate__vendor").get()
    now = from_decision(decision)
    decision.snapshot = json.dumps(without_panel(json.loads(decision.snapshot)) | {"schema": 1})
    old = from_decision(decision)
    assert (old.schema, old.candidates[0].panel, old.candidates[0].score) == (
        1,
        None,
        now.candidates[0].score,
    )


def test_more_panelists_and_candidates_take_no_more_queries(
    lead: Actor, workspace: Workspace, panel: list[Actor]
) -> None:
    counts = []
    for names, people in (
        (["Aspen"], panel),
        (["Birch", "Cedar", "Dogwood"], make_panel(workspace, "a", "b")),
    ):
        evaluation = panel_evaluation(lead, *names)
        for name in names:
            revealed(lead, candidate_of(evaluation, name), dict.fromkeys(people, 3))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load_comparison(evaluation, workspace="w")
        counts.append(len(queries))
    assert counts[0] == counts[1]
