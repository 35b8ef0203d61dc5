"""The panel in a report: individual and agreed points, spread, reasons, and nothing before the reveal."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from audits.evaluations.actions.reveal import agree
from audits.evaluations.models import Candidate, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.reports.render import document_of
from tests import factories
from tests.evaluations.panel_points import (
    DIMENSION,
    abstain,
    give,
    give_all,
    make_panel,
    panel_evaluation,
    revealed,
)
from tests.reports.reading import ask, loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


@pytest.fixture
def html(lead: Actor, evaluation: Evaluation) -> Callable[[], str]:
    """What the PDF is made of, in its present state."""

    def make() -> str:
        evaluation.refresh_from_db()
        return unescape(document_of(loaded(ask(lead, evaluation))).html)

    return make


def test_before_the_reveal_it_says_only_that(
    html: Callable[[], str], candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 4, "Retries were shown.")
    shown = html()
    assert "The panel's points are not revealed" in shown
    assert "Retries were shown." not in shown and "Priya" not in shown


def test_individual_and_agreed_points_stand_side_by_side(
    html: Callable[[], str], lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    give(panel[0], candidate, 4, "Retries were shown.")
    abstain(panel[1], candidate)
    give(panel[1], candidate, 1, "No alert.")
    row = revealed(lead, candidate, {})
    values: Any = {"points": 5, "rationale": "A patch came."}
    agree(actor=lead, candidate=row, dimension=DIMENSION, values=values, version=None)
    shown = html()
    for text in ("Priya: 4", "Marek: 1", "Retries were shown.", "No alert.", "A patch came.", "Far apart."):
        assert text in shown
    assert "earlier: abstained (" in shown and "outside the panel's own range" in shown
    assert "Who changed which score" in shown and "5 points; A patch came." in shown


def test_rounding_into_another_band_is_said_in_words(
    html: Callable[[], str], lead: Actor, candidate: Candidate, panel: list[Actor]
) -> None:
    for actor in panel:
        give_all(actor, candidate, 4)
    for slug in ("sync-direction", "object-coverage"):
        give(panel[0], candidate, 5, dimension=slug)
    revealed(lead, candidate, {})
    shown = html()
    assert "The unrounded means sum to 33, the rounded ones to 34" in shown
    assert "Rounding alone moves" in shown


def test_a_solo_report_has_no_panel(lead: Actor) -> None:
    solo = factories.make_evaluation(lead, vendors=["Relay"])
    assert "The panel's own points" not in document_of(loaded(ask(lead, solo))).html
