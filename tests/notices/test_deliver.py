"""Messages on their way: through a real mail server, with what can go wrong there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.notices import deliver
from audits.notices.deliver import AFTER_TROUBLE, IDLE, deliver_due
from audits.people.actor import Actor
from audits.people.models import User
from tests.notices.conftest import Post
from tests.notices.receiver import OK, Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def state(message: OutboxMessage) -> str:
    message.refresh_from_db()
    ends = {"sent": message.sent_at, "dead": message.dead_at, "dropped": message.dropped_at}
    return next((name for name, at in ends.items() if at), "waiting")


def test_message_arrives_with_its_id(post: Post, smtp: Receiver) -> None:
    message = post()
    assert deliver_due() == IDLE
    assert state(message) == "sent"
    (mail,) = smtp.mails
    assert mail["To"] == "owner@halden.example" and mail["X-Scorecard-Workspace"] == "halden"
    assert mail["Message-ID"].startswith(f"<{message.message_id}@")


def test_four_senders_deliver_each_message_once(post: Post, smtp: Receiver) -> None:
    for _ in range(80):
        post()

    def sender() -> None:
        try:
            while deliver_due() == 0.0 or OutboxMessage.objects.filter(attempts=0).exists():
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(sender) for _ in range(4)]:
            done.result()
    assert len(smtp.mails) == len({mail["Message-ID"] for mail in smtp.mails}) == 80


def test_sender_that_dies_after_sending_sends_the_same_id_again(post: Post, smtp: Receiver) -> None:
    """At least once: the receiver can tell the second one by its id (threat 41)."""
    message = post()

    def dies(mail: EmailMessage) -> bytes:
        OutboxMessage.objects.update(fence=99)
        connection.close()
        return OK

    smtp.answer = dies
    deliver_due()
    assert state(message) == "waiting"
    smtp.answer = lambda mail: OK
    with clock.at(clock.now() + outbox.LEASE + timedelta(seconds=1)):
        deliver_due()
    assert state(message) == "sent"
    assert len(smtp.mails) == 2 and len({mail["Message-ID"] for mail in smtp.mails}) == 1


def test_poison_is_dead_at_once_and_does_not_hold_up_the_others(post: Post, smtp: Receiver) -> None:
    messages = [post() for _ in range(5)]
    poison = post("item.assigned", {"run": "R-0007"})
    messages += [post() for _ in range(5)]
    while deliver_due() == 0.0:
        pass
    assert {state(each) for each in messages} == {"sent"}
    assert state(poison) == "dead" and poison.attempts == 1 and "run" in poison.failure


def test_silent_mail_server_is_tried_again_later(post: Post, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    first, second = post(), post()
    assert deliver_due() == AFTER_TROUBLE
    assert state(first) == "waiting" and "cannot be reached" in first.failure
    # The second would only have met the same trouble.
    assert state(second) == "waiting" and second.attempts == 0


def test_outage_of_an_hour_delivers_everything_once(post: Post, smtp: Receiver) -> None:
    messages = [post() for _ in range(10)]
    smtp.answer = lambda mail: b"451 try later"
    start = clock.now()
    for minute in range(60):
        with clock.at(start + timedelta(minutes=minute)):
            deliver_due()
    assert {state(each) for each in messages} == {"waiting"} and smtp.mails == []
    # No storm: four attempts an hour for each.
    assert len(smtp.attempts) <= 40
    smtp.answer = lambda mail: OK
    for minute in range(60, 200):
        with clock.at(start + timedelta(minutes=minute)):
            deliver_due()
    assert {state(each) for each in messages} == {"sent"}
    assert len(smtp.mails) == len({mail["Message-ID"] for mail in smtp.mails}) == 10


Refuse = Callable[[Receiver], None]


def refuses_recipient(smtp: Receiver) -> None:
    smtp.recipient = lambda address: b"550 no such user"


def refuses_content(smtp: Receiver) -> None:
    smtp.answer = lambda mail: b"554 spam"


@pytest.mark.parametrize("refuse", [refuses_recipient, refuses_content])
def test_mail_refused_for_good_is_dead_at_once(post: Post, smtp: Receiver, refuse: Refuse) -> None:
    message = post()
    refuse(smtp)
    assert deliver_due() == IDLE
    assert state(message) == "dead" and "refused" in message.failure or "spam" in message.failure


def test_recipient_refused_for_now_waits_and_the_next_goes_out(
    post: Post, smtp: Receiver, owner: Actor
) -> None:
    first = post()
    answers = [b"450 grey"]
    smtp.recipient = lambda address: answers.pop() if answers else OK
    second = post()
    assert deliver_due() == IDLE
    assert (state(first), state(second)) == ("waiting", "sent") and "refused the recipient" in first.failure


def test_who_left_or_switched_off_gets_nothing_and_it_says_so(
    post: Post, smtp: Receiver, owner: Actor
) -> None:
    message = post()
    User.objects.filter(pk=owner.user_id).update(wants_assigned_mail=False)
    deliver_due()
    assert state(message) == "dropped" and "switched" in message.failure and smtp.attempts == []


def test_our_own_trouble_is_tried_again(post: Post, smtp: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    message = post()

    def broken(message: OutboxMessage) -> EmailMessage:
        raise ValueError("boom")

    with monkeypatch.context() as patch:
        patch.setattr(deliver, "letter", broken)
        assert deliver_due() == IDLE
    assert state(message) == "waiting" and "the log says what" in message.failure
    with clock.at(message.due_at):
        deliver_due()
    assert state(message) == "sent" and message.failure == ""


def test_round_is_bounded(post: Post, smtp: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "BATCH", 3)
    messages = [post() for _ in range(4)]
    assert deliver_due() == 0.0
    assert [state(each) for each in messages] == ["sent", "sent", "sent", "waiting"]
