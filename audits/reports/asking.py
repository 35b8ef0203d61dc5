"""Asking for a report and waiting for it a little, for pages and API alike."""

import time

from audits.evaluations.actions.reports import request_report
from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evidence.making import MadeStatus
from audits.people.actor import Actor
from audits.reports.edition import edition

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
    deadline = time.monotonic() + wait_seconds
    while report.status not in SETTLED and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
        report.refresh_from_db()
    return report
