"""What the worker looks after once a minute, each apart from the others."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from audits.checklists.actions import ticking
from audits.checklists.actions.running_out import reopen_run_out
from audits.evaluations.actions.expiry import tell_expired
from audits.journal.sealing import seal_all
from audits.operations.due_mail import mail_due_work

log = logging.getLogger(__name__)
Tick = Callable[[datetime], int]
"""Takes the present instant, answers how much it did; it is short and leaves the rest to the next minute."""
EVERY = 60.0
SLOW = 5.0
"""Seconds after which a tick has held up reports for too long."""

TICKS: list[Tick] = [ticking.tick, reopen_run_out, tell_expired, seal_all, mail_due_work]


def run_all(now: datetime, *, between: Callable[[], None]) -> None:
    """Runs every tick; one that fails says so in the log and stops none of the others."""
    for tick in TICKS:
        between()
        name, started = f"{tick.__module__}.{tick.__name__}", time.monotonic()
        try:
            if done := tick(now):
                log.info("%s: %s done", name, done)
        except Exception:
            log.exception("%s failed; it comes again", name)
        if (took := time.monotonic() - started) > SLOW:
            log.warning("%s took %.1f seconds", name, took)
