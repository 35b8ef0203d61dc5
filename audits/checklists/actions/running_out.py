"""Accepted risks whose time is over: open again by themselves."""

from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from audits.checklists.actions.finding_rows import recount, tell_reopened
from audits.checklists.models import Finding
from audits.checklists.models.finding import FindingState
from audits.journal import actions as journal

MOST_AT_ONCE = 200


def reopen_run_out(now: datetime) -> int:
    """Reopens every accepted risk whose last day is over in its workspace's zone; answers how many.

    Each in a transaction of its own and only if nobody touched it since: calling again, or from two
    workers at once, reopens nothing twice.
    """
    # East of Greenwich it is tomorrow already.
    latest = (now + timedelta(days=1)).date()
    rows = Finding.objects.run_out(latest).select_related("workspace").order_by("accepted_until", "pk")
    over = (row for row in rows if is_over(row, now))
    return sum(reopen(row, now) for row in islice(over, MOST_AT_ONCE))


def is_over(finding: Finding, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(finding.workspace.timezone)).date()
    return finding.accepted_until is not None and finding.accepted_until < today


@transaction.atomic
def reopen(finding: Finding, now: datetime) -> bool:
    seen = Finding.objects.filter(pk=finding.pk, version=finding.version, state=FindingState.ACCEPTED)
    if not seen.update(state=FindingState.OPEN, version=finding.version + 1, saved_at=now):
        return False
    reason = _("The time for which the risk was accepted is over.")
    journal.note(
        finding.workspace_id,
        None,
        "finding.reopened",
        subject=finding.pk,
        before={"state": FindingState.ACCEPTED, "accepted_until": finding.accepted_until},
        after={"state": FindingState.OPEN, "reason": reason},
        version=finding.version + 1,
    )
    recount([finding.connector_id])
    tell_reopened(finding, by="", why=reason)
    return True
