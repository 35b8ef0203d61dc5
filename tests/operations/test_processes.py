"""How the server's processes are started, watched and stopped."""

import os
import signal
import sys
import time

import pytest

from audits.operations import processes
from audits.operations.processes import Process


@pytest.fixture
def forked():
    """Processes made in a test, ended with it."""
    made: list[Process] = []

    def make(target, *, restarts):
        process = Process("toy", target, restarts=restarts)
        made.append(process)
        process.watch(0.0)
        return process

    yield make
    processes.stop(made)


def ended(process):
    assert process.running is not None
    process.running.join(10)
    return process


def pid_of(process):
    return process.running.pid


def test_one_that_must_not_end_gives_its_code(forked):
    process = ended(forked(lambda: sys.exit(3), restarts=False))
    assert process.watch(1.0) == 3


def test_one_that_may_end_is_started_again(forked, caplog):
    process = ended(forked(lambda: os.kill(os.getpid(), 9), restarts=True))
    first = pid_of(process)
    assert process.watch(1.0) is None
    assert process.running is None
    process.watch(1.0 + process.pause)
    assert pid_of(process) != first
    assert "the toy ended with code -9; it is started again" in caplog.text


def test_one_that_keeps_ending_is_started_ever_later(forked):
    process = forked(lambda: sys.exit(1), restarts=True)
    pauses, now = [], 0.0
    for _ in range(6):
        ended(process).watch(now)
        pauses.append(process.pause)
        now += process.pause
        process.watch(now)
    assert pauses == [1.0, 3.0, 7.0, 15.0, 30.0, 30.0]


def test_after_a_long_life_it_is_started_at_once(forked):
    process = ended(forked(lambda: sys.exit(1), restarts=True))
    process.watch(processes.LONG_LIFE + 1)
    assert process.pause == 0.0 and process.running is not None


def test_stopping_ends_a_running_one(forked):
    process = forked(lambda: time.sleep(60), restarts=True)
    processes.stop([process])
    assert process.running.exitcode == -15


def test_one_that_does_not_stop_is_killed(forked, monkeypatch):
    monkeypatch.setattr(processes, "STOP_WITHIN", 0.2)
    monkeypatch.setattr(processes, "STOP_SIGNALS", ())
    process = forked(deaf, restarts=True)
    time.sleep(0.5)
    processes.stop([process])
    assert process.running.exitcode == -9


def deaf():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)
