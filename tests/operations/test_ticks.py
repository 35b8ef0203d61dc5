"""What comes by the clock: each tick apart, and all of them under the worker's sign of life."""

import logging
from datetime import datetime

import pytest

from audits.checklists.actions import ticking
from audits.checklists.actions.running_out import reopen_run_out
from audits.evaluations.actions.expiry import tell_expired
from audits.journal.sealing import seal_all
from audits.kit import clock
from audits.operations import ticks
from audits.operations.due_mail import mail_due_work
from audits.operations.worker import Worker


def one(now: datetime) -> int:
    return 1


def broken(now: datetime) -> int:
    raise ValueError("boom")


@pytest.fixture
def spoken() -> list[str]:
    return []


def test_failing_tick_is_logged_and_stops_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, spoken: list[str]
) -> None:
    ran: list[datetime] = []

    def last(now: datetime) -> int:
        ran.append(now)
        return 0

    monkeypatch.setattr(ticks, "TICKS", [one, broken, last])
    now = clock.now()
    with caplog.at_level(logging.INFO):
        ticks.run_all(now, between=lambda: spoken.append("alive"))
    assert ran == [now] and spoken == ["alive"] * 3
    assert "broken failed" in caplog.text and "boom" in caplog.text and "one: 1 done" in caplog.text


def test_slow_tick_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(ticks, "TICKS", [one])
    monkeypatch.setattr(ticks, "SLOW", -1.0)
    ticks.run_all(clock.now(), between=lambda: None)
    assert "one took" in caplog.text


def test_worker_ticks_at_most_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[datetime] = []
    monkeypatch.setattr(ticks, "run_all", lambda now, between: ran.append(now))
    worker = Worker()
    for _ in range(3):
        worker.tick()
    assert len(ran) == 1
    worker.ticks_next -= ticks.EVERY
    worker.tick()
    assert len(ran) == 2


def test_schedules_come_first_so_that_the_morning_mail_lists_their_audits() -> None:
    assert list(ticks.TICKS) == [ticking.tick, reopen_run_out, tell_expired, seal_all, mail_due_work]
