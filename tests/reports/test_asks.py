"""Gaps and service levels in a report: every line of them, and where the band asks for what is missing."""

from html import unescape

import pytest

from audits.evaluations.models import Candidate, Evaluation
from audits.people.actor import Actor
from audits.reports.render import document_of
from tests import factories
from tests.evaluations.gap_scenes import lacking, score_all
from tests.evaluations.sla_scenes import agreed
from tests.reports.reading import ask, loaded

pytestmark = pytest.mark.django_db


def html(lead: Actor, evaluation: Evaluation) -> str:
    evaluation.refresh_from_db()
    return unescape(document_of(loaded(ask(lead, evaluation))).html)


@pytest.mark.covers("R057", "R071", "R073")
def test_a_blocking_gap_takes_the_place_of_the_advice(lead: Actor, evaluation: Evaluation) -> None:
    candidate = factories.candidate_of(evaluation)
    score_all(lead, candidate, 4)
    gap = lacking(lead, candidate)
    shown = html(lead, evaluation)
    assert "No advice to sign while a blocking gap is open: G-01 No record filter." in shown
    assert "G-01 No record filter (blocking)" in shown and gap.reason in shown and gap.workflow in shown


@pytest.mark.covers("R053", "R073")
def test_service_levels_stand_there_with_their_wording(lead: Actor, evaluation: Evaluation) -> None:
    agreed(lead, factories.candidate_of(evaluation))
    shown = html(lead, evaluation)
    assert "30 seconds, 95 percent" in shown and "of all changes in a calendar month" in shown


@pytest.mark.parametrize(
    ("points", "missing"),
    [(5, "No record is kept yet."), (4, "No gap is recorded."), (2, "cost sheet before")],
)
@pytest.mark.covers("R073")
def test_what_the_band_asks_for_and_nobody_wrote_is_named(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, points: int, missing: str
) -> None:
    score_all(lead, candidate, points, sync_direction=max(points - 1, 0))
    assert missing in html(lead, evaluation)
