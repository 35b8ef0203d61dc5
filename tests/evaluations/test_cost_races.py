"""Two save a cost sheet at the same moment: one sheet, and nobody's figures are lost (on both databases)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from audits.evaluations.actions.cost import save_cost
from audits.evaluations.actions.decide import decide
from audits.evaluations.comparison import snapshot
from audits.evaluations.models import Candidate, CostSheet
from audits.journal.models import Event
from audits.kit.refusals import Conflict, Decided, Refusal
from audits.people.actor import Actor
from tests.evaluations.test_save_cost import values

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Runs the calls at once; the result of each, or what it was refused with."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def save(lead: Actor, key: UUID, licence: int) -> dict[str, Any]:
    candidate = Candidate.objects.with_parents().get(pk=key)
    return save_cost(actor=lead, candidate=candidate, values=values(licence_year=licence), version=0)


@pytest.mark.parametrize("attempt", range(3))
def test_two_first_saves_are_one_sheet_and_a_conflict(
    lead: Actor, candidate: Candidate, attempt: int
) -> None:
    results = together(*(lambda licence=licence: save(lead, candidate.pk, licence) for licence in (1, 2)))
    (refused,) = [one for one in results if isinstance(one, Conflict)]
    row = CostSheet.objects.get()
    assert row.version == 1 and {row.licence_year, refused.yours["licence_year"]} == {1, 2}
    assert Event.objects.filter(kind="cost.saved").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_save_beside_the_decision_is_in_its_snapshot_or_refused(
    lead: Actor, candidate: Candidate, attempt: int
) -> None:
    evaluation = candidate.evaluation
    saved, decided = together(
        lambda: save(lead, candidate.pk, 7),
        lambda: decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits."),
    )
    assert not isinstance(decided, Refusal)
    evaluation.refresh_from_db()
    decision = snapshot.decision_of(evaluation)
    assert decision is not None
    (frozen,) = snapshot.from_decision(decision).candidates
    assert (frozen.cost is None) == isinstance(saved, Decided)
    assert CostSheet.objects.filter(candidate=candidate).exists() == (frozen.cost is not None)
