"""Two at the same moment: one after the other, and nobody's words are lost (on both databases)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from audits.commitments.actions.clauses import Held, save_clauses
from audits.commitments.actions.commitments import edit_commitment, make_commitment
from audits.commitments.actions.judging import judge
from audits.commitments.actions.promises import take_over
from audits.commitments.models import Clause, Commitment, Judgement
from audits.journal.models import Event
from audits.kit.refusals import Conflict, Refusal
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.commitments.scenes import contracted, found_by_check, promised, taken_over, vendor_of
from tests.factories import make_actor, make_workspace

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


@pytest.fixture
def lead() -> Actor:
    return make_actor(make_workspace(), Role.LEAD)


@pytest.mark.parametrize("attempt", range(3))
def test_two_edits_of_what_both_saw_are_one_edit_and_a_conflict(lead: Actor, attempt: int) -> None:
    [row] = taken_over(lead)

    def edit(text: str) -> None:
        seen = Commitment.objects.get(pk=row.pk)
        edit_commitment(actor=lead, commitment=seen, values={"text": text}, version=0)

    results = together(lambda: edit("Mine."), lambda: edit("Theirs."))
    conflicts = [one for one in results if isinstance(one, Conflict)]
    now = Commitment.objects.get()
    assert len(conflicts) == 1 and now.version == 1
    assert {conflicts[0].yours["text"], now.text} == {"Mine.", "Theirs."}


@pytest.mark.parametrize("attempt", range(3))
def test_two_judge_at_once_and_the_state_is_the_last_judgement(lead: Actor, attempt: int) -> None:
    [row] = taken_over(lead)

    def find(is_kept: bool) -> None:
        seen = Commitment.objects.get(pk=row.pk)
        found_by_check(lead, seen, is_kept=is_kept, note="Seen.", run=uuid4())

    together(*[lambda is_kept=is_kept: find(is_kept) for is_kept in (True, False, True, False)])
    now = Commitment.objects.get()
    history = list(Judgement.objects.filter(commitment=row))
    assert [one.version for one in history] == [4, 3, 2, 1] and now.version == 4
    assert now.state == ("kept" if history[0].is_kept else "broken")
    assert Event.objects.filter(kind__in=["commitment.kept", "commitment.broken"]).count() == 4


@pytest.mark.parametrize("attempt", range(3))
def test_two_people_judging_what_both_saw_are_one_judgement_and_a_conflict(lead: Actor, attempt: int) -> None:
    [row] = taken_over(lead)

    def find(is_kept: bool) -> None:
        seen = Commitment.objects.get(pk=row.pk)
        judge(actor=lead, commitment=seen, is_kept=is_kept, note="Seen.", version=0)

    results = together(lambda: find(True), lambda: find(False))
    assert sum(isinstance(one, Conflict) for one in results) == 1
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_promises_taken_over_twice_at_once_are_made_once(lead: Actor, attempt: int) -> None:
    promises = [promised(f"Promise {number}.") for number in range(5)]
    vendor = vendor_of(lead)

    def take() -> Any:
        return take_over(actor=lead, vendor_id=vendor.pk, promises=promises)

    results = together(take, take)
    assert sorted(len(one["made"]) for one in results) == [0, 5]
    assert Commitment.objects.count() == 5


@pytest.mark.parametrize("attempt", range(3))
def test_numbers_are_given_once(lead: Actor, attempt: int) -> None:
    vendor = vendor_of(lead)

    def make() -> Any:
        return make_commitment(actor=lead, vendor=vendor, values={"text": "One more."})["code"]

    assert sorted(together(make, make, make)) == ["CM-01", "CM-02", "CM-03"]


@pytest.mark.parametrize("attempt", range(3))
def test_an_edit_is_not_overwritten_by_a_decision_at_the_same_moment(lead: Actor, attempt: int) -> None:
    first = promised()
    [row] = taken_over(lead, first)
    again = promised("Said better.", source_answer=first.source_answer)

    def edit() -> None:
        seen = Commitment.objects.get(pk=row.pk)
        edit_commitment(actor=lead, commitment=seen, values={"text": "By hand."}, version=None)

    together(edit, lambda: take_over(actor=lead, vendor_id=row.vendor_id, promises=[again]))
    assert Commitment.objects.get().text == "By hand."


@pytest.mark.parametrize("attempt", range(3))
def test_two_look_up_the_same_clauses(lead: Actor, attempt: int) -> None:
    [row] = taken_over(lead)
    contract = contracted(lead)

    def look_up(held: Held) -> Any:
        return save_clauses(actor=lead, contract=contract, held={row.pk: held}, version=0)

    results = together(lambda: look_up(Held(True, "§ 4")), lambda: look_up(Held(False)))
    assert sum(isinstance(one, Conflict) for one in results) == 1 and Clause.objects.count() == 1
