"""Sealing while others write: what commits late is waited for, and what is rolled back leaves only a gap."""

from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from audits.evaluations.actions.decide import decide
from audits.journal.actions import record
from audits.journal.models import Event, Seal
from audits.journal.sealing import seal_all, seal_holding, seal_now, settled
from audits.journal.verifying import verify
from audits.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)


def has_one_writer():
    """SQLite lets one write at a time: there is never another to wait for."""
    return connection.vendor != "postgresql" and settled(0)


def write(actor, part="p"):
    return record(actor, "score.saved", subject=uuid4(), part=part, after={"points": 3})


@contextmanager
def open_transaction(actor, *, commits):
    """Another connection that has written an event and not ended yet; it ends with the block."""
    has_written, may_end = Flag(), Flag()

    def run():
        try:
            with transaction.atomic():
                write(actor, "late")
                has_written.set()
                may_end.wait(20)
                transaction.set_rollback(not commits)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    assert has_written.wait(20)
    yield
    may_end.set()
    thread.join()


def test_nothing_is_sealed_over_an_event_that_may_still_come(lead):
    if has_one_writer():
        return
    with open_transaction(lead, commits=True):
        write(lead, "early")
        assert seal_now(lead.workspace_id, 0.1) == 0 and not Seal.objects.exists()
    assert seal_now(lead.workspace_id) == 1
    assert [pk for pk, _leaf in Seal.objects.get().leaves] == list(
        Event.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert Event.objects.earliest("pk").part == "late"
    assert verify(lead.workspace_id).is_whole


def test_what_was_rolled_back_leaves_a_gap_that_breaks_nothing(lead):
    if has_one_writer():
        return
    with open_transaction(lead, commits=False):
        write(lead, "early")
    assert seal_all(clock.now()) == 1
    assert Event.objects.get().part == "early" and Seal.objects.get().count == 1
    assert verify(lead.workspace_id).is_whole


def test_two_sealers_at_once_make_one_chain(lead):
    for _ in range(30):
        write(lead)

    def run():
        try:
            seal_now(lead.workspace_id, 5.0)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(lead.workspace_id)
    assert found.is_whole and (found.events, found.unsealed) == (30, 0)


def test_many_writers_and_a_sealer_lose_nothing(lead):
    def writing():
        try:
            for number in range(10):
                with transaction.atomic():
                    write(lead)
                    transaction.set_rollback(number % 3 == 0)
        finally:
            connection.close()

    threads = [Thread(target=writing) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seal_now(lead.workspace_id, 0.2)
    for thread in threads:
        thread.join()
    seal_now(lead.workspace_id, 5.0)
    found = verify(lead.workspace_id)
    assert found.is_whole and (found.events, found.unsealed) == (18, 0)


def test_a_decision_is_sealed_with_it(lead, evaluation):
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None of them.")
    event = Event.objects.get(kind="evaluation.decided")
    assert seal_holding(lead.workspace_id, event.pk) is not None
