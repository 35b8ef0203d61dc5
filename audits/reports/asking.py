"""Asking for a report and waiting for it a little, for pages and API alike."""

import time
from typing import TypeVar

from audits.evaluations.actions.reports import request_report
from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evidence.making import MadeFile, MadeStatus
from audits.people.actor import Actor
from audits.reports.edition import edition

M = TypeVar("M", bound=MadeFile)
LOOK_EVERY = 0.1
SETTLED = (MadeStatus.DONE, MadeStatus.FAILED)


def ready_or_queued(
    actor: Actor, evaluation: Evaluation, candidate: Candidate | None, kind: str, wait_seconds: float = 1.0
) -> ReportFile:
    """The report, done when it was made before or is made within the wait; else waiting or failed.

    Raises Denied and Invalid.
    """
    report = request_report(
        actor=actor, evaluation=evaluation, candidate=candidate, kind=kind, edition=edition()
    )
    return awaited(report, wait_seconds)


def awaited(file: M, wait_seconds: float = 1.0) -> M:
    """The file as it stands once it is settled, or once the wait is over."""
    deadline = time.monotonic() + wait_seconds
    while file.status not in SETTLED and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
        file.refresh_from_db()
    return file
