"""The outbox: each message to one sender at a time, again when that one died, dead after too many."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.journal.outbox import PAUSES, Claim
from audits.kit import clock
from audits.people.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS, MESSAGES = 4, 200
LATER = timedelta(seconds=1)


def post(lead: Actor, *, once: str | None = None, number: int = 0) -> None:
    values = {"workspace_id": lead.workspace_id, "recipient_id": lead.user_id}
    outbox.post(kind="run.assigned", payload={"number": number}, once=once, **values)


def claimed() -> Claim:
    found = outbox.claim()
    assert found is not None
    return found


def claimed_at(message: OutboxMessage) -> Claim:
    """The message claimed as soon as it is due."""
    message.refresh_from_db()
    with clock.at(message.due_at):
        return claimed()


def the_message() -> OutboxMessage:
    return OutboxMessage.objects.get()


def test_message_is_claimed_once_and_sent(lead: Actor) -> None:
    post(lead)
    first = claimed()
    assert outbox.claim() is None
    assert outbox.mark_sent(first)
    assert the_message().sent_at and not the_message().leased_until and outbox.claim() is None


def test_one_occasion_is_written_once(lead: Actor) -> None:
    for number in range(3):
        post(lead, once="due:ada:2026-03-29", number=number)
    assert the_message().payload == {"number": 0}


def test_message_disappears_with_the_change_it_tells_of(lead: Actor) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post(lead)
        raise ZeroDivisionError
    assert not OutboxMessage.objects.exists()


def send_until_empty(start: Barrier) -> list[int]:
    """One sender, as a worker does it."""
    start.wait(timeout=10)
    sent = []
    try:
        while (found := outbox.claim()) is not None:
            sent.append(found.pk)
            assert outbox.mark_sent(found)
    finally:
        connection.close()
    return sent


def test_four_senders_send_each_of_their_messages_once(lead: Actor) -> None:
    for number in range(SENDERS * MESSAGES):
        post(lead, number=number)
    start = Barrier(SENDERS)
    with ThreadPoolExecutor(SENDERS) as pool:
        sent = Counter(pk for each in pool.map(send_until_empty, [start] * SENDERS) for pk in each)
    assert len(sent) == SENDERS * MESSAGES and set(sent.values()) == {1}
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_claim_of_a_dead_sender_comes_again_with_the_same_id(lead: Actor) -> None:
    post(lead)
    first, message_id = claimed(), the_message().message_id
    with clock.at(clock.now() + outbox.LEASE + LATER):
        second = claimed()
        assert (second.pk, second.fence, second.attempt) == (first.pk, 2, 2)
        assert the_message().message_id == message_id
        assert outbox.mark_sent(second)


def test_late_sender_changes_nothing(lead: Actor) -> None:
    post(lead)
    late = claimed()
    with clock.at(clock.now() + outbox.LEASE + LATER):
        second = claimed()
        assert not outbox.mark_sent(late)
        assert not outbox.fail(late, "late", may_retry=True) and not outbox.drop(late, "late")
        assert outbox.mark_sent(second) and not the_message().failure


def test_pauses_grow_until_the_message_is_dead(lead: Actor) -> None:
    post(lead)
    message = the_message()
    for pause in PAUSES:
        held = claimed_at(message)
        with clock.at(message.due_at):
            assert outbox.fail(held, "no answer", may_retry=True)
        before = message.due_at
        message.refresh_from_db()
        assert 0.8 * pause <= message.due_at - before <= 1.2 * pause
        assert message.failure == "no answer" and message.dead_at is None
    assert outbox.fail(claimed_at(message), "still no answer", may_retry=True)
    assert the_message().dead_at and the_message().failure == "still no answer"


def test_nothing_is_sent_before_its_pause_is_over(lead: Actor) -> None:
    post(lead)
    outbox.fail(claimed(), "no answer", may_retry=True)
    assert outbox.claim() is None


def test_pauses_of_messages_that_failed_together_differ() -> None:
    assert len({outbox.pause_after(1) for _ in range(20)}) > 10


def test_trouble_that_will_not_pass_ends_a_message_at_once(lead: Actor) -> None:
    post(lead)
    outbox.fail(claimed(), "x" * 900, may_retry=False)
    assert the_message().dead_at and len(the_message().failure) == 500


def test_message_that_kills_its_senders_is_given_up(lead: Actor) -> None:
    """Poison: every sender dies of it, and the others go out all the same (threat 64)."""
    post(lead)
    moment = clock.now()
    for _ in range(outbox.MOST_ATTEMPTS):
        with clock.at(moment):
            claimed()
        moment += outbox.LEASE + LATER
    post(lead, number=1)
    with clock.at(moment + LATER):
        assert outbox.reap() == 1
        assert outbox.mark_sent(claimed()) and outbox.claim() is None
    assert OutboxMessage.objects.dead().get().payload == {"number": 0}


def test_dead_message_is_sent_again_when_somebody_asks(lead: Actor) -> None:
    post(lead)
    outbox.fail(claimed(), "no such address", may_retry=False)
    assert outbox.revive(OutboxMessage.objects.all()) == 1
    again = claimed()
    assert (again.fence, again.attempt) == (2, 1)
    assert outbox.revive(OutboxMessage.objects.all()) == 0


def test_dropped_message_is_neither_sent_nor_dead(lead: Actor) -> None:
    post(lead)
    assert outbox.drop(claimed(), "not a member any more")
    assert OutboxMessage.objects.dropped().get().failure == "not a member any more"
    assert outbox.claim() is None and not OutboxMessage.objects.dead().exists()


@pytest.mark.parametrize(
    "ends", [("sent_at", "dead_at"), ("sent_at", "dropped_at"), ("dead_at", "dropped_at")]
)
def test_message_has_one_end(lead: Actor, ends: tuple[str, str]) -> None:
    post(lead)
    with pytest.raises(IntegrityError):
        OutboxMessage.objects.update(**dict.fromkeys(ends, clock.now()))
