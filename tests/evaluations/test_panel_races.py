"""Panelists, the lead's reveal, agreement and the decision at the same moment, on real transactions."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.panel import save_own
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Evaluation, PanelScore, Score
from audits.kit.refusals import Blocked, Decided, Refusal, Revealed
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.scoring.panel import Tally
from tests.evaluations.panel_points import DIMENSION, fresh, give, make_panel, panel_evaluation, revealed

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
Said = tuple[str, str, int]


@pytest.fixture
def evaluation(lead: Actor) -> Evaluation:
    return panel_evaluation(lead)


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """What each answers, or how it is refused, when all start together."""
    barrier = Barrier(len(work))
    found: list[Any] = [None] * len(work)

    def run(place: int, do: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            found[place] = do()
        except Refusal as refused:
            found[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def score_one_by_one(actor: Actor, candidate: Candidate, points: int, slugs: Sequence[str]) -> list[str]:
    """The dimensions that were taken before the reveal came; from then on each is refused."""
    taken: list[str] = []
    for slug in slugs:
        try:
            give_to(actor, candidate, points, slug)
            taken.append(slug)
        except Revealed:
            return taken
    return taken


def give_to(actor: Actor, candidate: Candidate, points: int, slug: str) -> None:
    """As a request that read the candidate before the reveal."""
    values: Any = {"points": points}
    save_own(actor=actor, candidate=candidate, dimension=slug, values=values, version=0)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_save_either_counts_in_the_reveal_or_is_refused(
    lead: Actor, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    slugs = list(candidate.evaluation.catalog.dimension_ids)
    found = at_once(
        lambda: score_one_by_one(panel[0], fresh(candidate), 5, slugs),
        lambda: score_one_by_one(panel[1], fresh(candidate), 2, slugs[::-1]),
        lambda: reveal(actor=lead, candidate=fresh(candidate)),
    )
    taken = {"priya": set(found[0]), "marek": set(found[1])}
    rows = PanelScore.objects.select_related("panelist", "dimension")
    for name, slugs_taken in taken.items():
        kept = {row.dimension.slug for row in rows if row.panelist.email.startswith(name) and row.points}
        assert kept == slugs_taken
    for score in Score.objects.select_related("dimension"):
        given = [
            row.points for row in rows if row.dimension_id == score.dimension_id if row.points is not None
        ]
        assert score.points == Tally(tuple(given)).rounded


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_reveals_one_is_refused(
    lead: Actor, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    give(panel[0], candidate, 4)
    found = at_once(*[lambda: reveal(actor=lead, candidate=fresh(candidate))] * 2)
    assert {type(each) for each in found} == {dict, Blocked}
    assert PanelScore.objects.count() == 16 and Score.objects.get(points=4).version == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_points_agreed_on_during_the_decision_are_in_it_or_refused(
    lead: Actor, evaluation: Evaluation, candidate: Candidate, panel: list[Actor], _round: int
) -> None:
    row = revealed(lead, candidate, {panel[0]: 5, panel[1]: 2})
    values: Any = {"points": 2}
    found = at_once(
        lambda: agree(actor=lead, candidate=row, dimension=DIMENSION, values=values, version=1),
        lambda: decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits."),
    )
    was_refused = isinstance(found[0], Decided)
    stored = Score.objects.get(candidate=candidate, points__isnull=False).points
    evaluation.refresh_from_db()
    decided = comparison_of(evaluation, workspace="w").candidates[0]
    assert isinstance(found[1], dict)
    assert stored == decided.score.points == (4 if was_refused else 2)


def test_ones_own_first_save_from_two_devices_makes_one_row(candidate: Candidate, panel: list[Actor]) -> None:
    found = at_once(*[lambda: give_to(panel[0], fresh(candidate), 3, DIMENSION)] * 2)
    assert PanelScore.objects.get().version == 1
    assert sum(each is None for each in found) == 1
