"""The processes of one server side by side: started together, watched, stopped together."""

import ctypes
import logging
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from threading import Event

from django.db import connections

log = logging.getLogger(__name__)
LOOK_EVERY = 0.2
LONGEST_PAUSE = 30.0
LONG_LIFE = 60.0
STOP_WITHIN = 15.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One of them, forked with all code loaded; `restarts` when it ends by itself, or ends the others."""

    name: str
    target: Callable[[], object]
    restarts: bool
    running: ForkProcess | None = None
    started: float = 0.0
    # It is started again at once after a long life, ever later while it keeps ending soon.
    pause: float = 0.0
    due: float = 0.0

    def start(self, now: float) -> None:
        self.started = now
        # A database connection must not be shared with a child.
        connections.close_all()
        self.running = get_context("fork").Process(target=child, args=(self.target,), name=self.name)
        self.running.start()

    def watch(self, now: float) -> int | None:
        """Its exit code when it ended and stays so; starts it again when that is due."""
        if self.running is not None:
            if (code := self.running.exitcode) is None:
                return None
            if not self.restarts:
                return code
            log.warning("the %s ended with code %d; it is started again", self.name, code)
            self.pause = 0.0 if now - self.started > LONG_LIFE else min(LONGEST_PAUSE, self.pause * 2 + 1)
            self.running, self.due = None, now + self.pause
        if now >= self.due:
            self.start(now)
        return None

    def stop(self, deadline: float) -> None:
        """Waits for it to end after it was told to; kills it when it does not."""
        if self.running is None:
            return
        self.running.join(max(0.1, deadline - time.monotonic()))
        if self.running.exitcode is None:
            log.warning("the %s did not stop and was killed", self.name)
            self.running.kill()
            self.running.join()


def child(target: Callable[[], object]) -> None:
    """What a forked process does: its own work, with the signals of an ordinary program."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    # Where the parent was killed outright, its children end too and the port is free again.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    target()


def run(processes: Sequence[Process]) -> int:
    """Runs them until SIGINT or SIGTERM (0), or until one that must not end does (its code)."""
    told = Event()
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: told.set())
    code = 0
    while not code and not told.is_set():
        for process in processes:
            if (ended := process.watch(time.monotonic())) is not None:
                log.error("the %s ended with code %d", process.name, ended)
                code = abs(ended) or 1
        told.wait(LOOK_EVERY)
    stop(processes)
    return code


def stop(processes: Sequence[Process]) -> None:
    for process in processes:
        if process.running is not None and process.running.exitcode is None:
            process.running.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for process in processes:
        process.stop(deadline)
