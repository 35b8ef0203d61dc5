"""The worker's mails: a real process, a real database, a real mail server that behaves badly."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.cache.backends.db import DatabaseCache

from audits.evaluations.models import Candidate
from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.kit import clock, sign_of_life
from audits.notices.deliver import AFTER_TROUBLE
from audits.operations import ticks, worker
from audits.operations.worker import Worker
from audits.people.actor import Actor
from tests.evidence.conftest import folder as folder
from tests.notices.conftest import PAYLOADS
from tests.notices.receiver import OK, Receiver, receiving
from tests.operations.test_worker import Start, job, state, wait_for
from tests.operations.test_worker import start as start

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A mail server that the worker's process is told of."""
    with receiving() as server:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.port}")
        yield server


def post(lead: Actor) -> OutboxMessage:
    outbox.post(
        workspace_id=lead.workspace_id,
        recipient_id=lead.user_id,
        kind="run.assigned",
        payload=PAYLOADS["run.assigned"],
    )
    return OutboxMessage.objects.latest("pk")


def is_sent(message: OutboxMessage) -> bool:
    message.refresh_from_db()
    return message.sent_at is not None


def test_worker_delivers_what_is_posted(lead: Actor, server: Receiver, start: Start) -> None:
    messages = [post(lead) for _ in range(7)]
    start()
    wait_for(lambda: all(is_sent(each) for each in messages))
    assert len(server.mails) == 7


def test_mail_of_a_killed_worker_goes_out_again_under_its_id(
    lead: Actor, server: Receiver, start: Start
) -> None:
    """Killed after the server has the mail, before its row says so (threat 41)."""
    message = post(lead)
    pids: list[int] = []

    def kills(mail: EmailMessage) -> bytes:
        if pids:
            os.kill(pids.pop(), signal.SIGKILL)
        return OK

    server.answer = kills
    pids.append(start("--mail-lease", "1").pid)
    wait_for(lambda: not pids)
    assert not is_sent(message)
    start()
    wait_for(lambda: is_sent(message))
    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert str(message.message_id) in first["Message-ID"]


def test_stalling_mail_server_delays_neither_reports_nor_the_sign_of_life(
    lead: Actor, candidate: Candidate, server: Receiver, start: Start
) -> None:
    server.stalls.set()
    message, shared = post(lead), DatabaseCache("cache", {})
    start()
    wait_for(lambda: server.attempts)
    report, asked = job(lead, candidate), clock.now()
    wait_for(lambda: state(report) == "done")
    wait_for(lambda: shared.get(sign_of_life.KEY) > asked + sign_of_life.EVERY)
    assert not is_sent(message)
    server.stalls.clear()
    wait_for(lambda: is_sent(message))


def test_worker_stops_cleanly_between_mails(lead: Actor, server: Receiver, start: Start) -> None:
    process = start()
    message = post(lead)
    wait_for(lambda: is_sent(message))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def test_trouble_with_mails_never_ends_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(lease: timedelta) -> float:
        raise ValueError("boom")

    monkeypatch.setattr(worker, "deliver_due", broken)
    assert Worker().post() == AFTER_TROUBLE and "boom" in caplog.text


def test_failing_tick_never_ends_the_worker(lead: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: object) -> int:
        raise ValueError("boom")

    monkeypatch.setattr(ticks, "TICKS", [broken])
    assert Worker().turn() is False
