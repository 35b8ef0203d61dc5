"""Recording findings: drafts that others see, complete records, later edits (R091)."""

from collections.abc import Mapping
from typing import Any

from audits.checklists.actions.failure import clean_values, record_of
from audits.checklists.actions.finding_rows import (
    finding_of,
    fresh,
    new_finding,
    outcome,
    recount,
    tell_new_owner,
    write,
)
from audits.checklists.models import Finding, RunItem
from audits.checklists.models.finding import FindingState
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit import clock
from audits.people.actor import Actor


def save_draft(
    *,
    actor: Actor,
    item: RunItem,
    values: Mapping[str, Any],
    version: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Keeps an unfinished record where others see it, and marks the item as in progress.

    `item` comes with its run. Raises Denied, Invalid, Blocked, Conflict.
    """
    require_write(actor, item)
    cleaned = clean_values(actor, values)

    def do() -> dict[str, Any]:
        item.run.touch()
        finding = finding_of(item)
        if finding is None:
            finding = new_finding(actor, item, cleaned)
            RunItem.objects.filter(pk=item.pk, status="todo").update(status="doing")
            journal.record(actor, "finding.drafted", subject=finding.pk, after=cleaned, operation=key or "")
        else:
            write(actor, finding, cleaned, version=version, kind="finding.edited", operation=key or "")
        return outcome(finding)

    return journal.once(actor, key, journal.fingerprint("draft", item.pk, values, version), do)


def fail(
    actor: Actor, item: RunItem, values: Mapping[str, Any], *, version: int | None = None, operation: str = ""
) -> Finding:
    """The complete record of an item's failure; inside the transaction that saves the item.

    `values` are cleaned. An item has one finding: when it fails again, the record is renewed, and a
    resolved one is open again.
    """
    finding = finding_of(item)
    values = {"occurred_at": clock.now(), **values}
    if finding is None:
        finding = new_finding(actor, item, {**values, "state": FindingState.OPEN})
        journal.record(
            actor, "finding.opened", subject=finding.pk, after=record_of(finding), operation=operation
        )
    else:
        again = {**values, "state": FindingState.OPEN, "resolved_at": None, "resolved_by_id": None}
        kind = "finding.opened" if finding.state == FindingState.DRAFT else "finding.failed_again"
        write(actor, finding, again, version=version, kind=kind, operation=operation)
    tell_new_owner(actor, finding, before=None)
    recount([finding.connector_id])
    return finding


def edit_finding(
    *,
    actor: Actor,
    finding: Finding,
    values: Mapping[str, Any],
    version: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the fields given. Raises Denied, Invalid, Conflict."""
    require_write(actor, finding)
    cleaned = clean_values(actor, values)

    def do() -> dict[str, Any]:
        row = fresh(finding)
        connector, owner = row.connector_id, row.owner_id
        write(actor, row, cleaned, version=version, kind="finding.edited", operation=key or "")
        tell_new_owner(actor, row, before=owner)
        if row.connector_id != connector:
            recount([connector, row.connector_id])
        return outcome(row)

    return journal.once(actor, key, journal.fingerprint("finding", finding.pk, values, version), do)
