"""Recording findings: drafts that others see, complete records, later edits (R091)."""

from collections.abc import Mapping
from typing import Any

from audits.checklists.actions.failure import clean_values, record_of
from audits.checklists.actions.finding_rows import (
    finding_of,
    fresh,
    of_item,
    outcome,
    put_down,
    recount,
    tell_new_owner,
    told,
    write,
)
from audits.checklists.actions.item_rows import locked
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
        row = locked(item)
        finding = finding_of(row)
        if finding is None:
            finding = begun(actor, row, cleaned, key or "")
        else:
            carry_on(actor, finding, cleaned, version=version, operation=key or "")
        return outcome(finding)

    return journal.once(actor, key, journal.fingerprint("draft", item.pk, values, version), do)


def begun(actor: Actor, item: RunItem, values: Mapping[str, Any], operation: str) -> Finding:
    """The first draft of an item, which is in progress from now on."""
    finding = of_item(actor, item)
    put_down(actor, finding, values)
    RunItem.objects.filter(pk=item.pk, status="todo").update(status="doing")
    journal.record(actor, "finding.drafted", subject=finding.pk, after=told(values), operation=operation)
    return finding


def carry_on(
    actor: Actor, finding: Finding, values: Mapping[str, Any], *, version: int | None, operation: str
) -> None:
    """Saves what there is already; a dropped draft is one again."""
    before, is_back = finding.connector_id, finding.state == FindingState.DROPPED
    values = {**values, "state": FindingState.DRAFT} if is_back else values
    kind = "finding.drafted" if is_back else "finding.edited"
    write(actor, finding, values, version=version, kind=kind, operation=operation)
    if is_back or before != finding.connector_id:
        recount([before, finding.connector_id])


def fail(
    actor: Actor, item: RunItem, values: Mapping[str, Any], *, version: int | None = None, operation: str = ""
) -> Finding:
    """The complete record of an item's failure; inside the transaction that saves the item.

    `values` are cleaned. An item has one finding: when it fails again, the record is renewed, and a
    resolved one is open again.
    """
    finding = finding_of(item)
    if finding is not None:
        fail_again(actor, finding, values, version=version, operation=operation)
        return finding
    finding = of_item(actor, item)
    put_down(actor, finding, {"occurred_at": clock.now(), **values, "state": FindingState.OPEN})
    journal.record(actor, "finding.opened", subject=finding.pk, after=record_of(finding), operation=operation)
    tell_new_owner(actor, finding, before=None)
    return finding


AGAIN = {
    FindingState.DRAFT: "finding.opened",
    FindingState.DROPPED: "finding.opened",
    FindingState.OPEN: "finding.edited",
    FindingState.RESOLVED: "finding.failed_again",
    FindingState.ACCEPTED: "finding.failed_again",
}
"""What a failure makes of the finding that its item has already."""


def fail_again(
    actor: Actor, finding: Finding, values: Mapping[str, Any], *, version: int | None, operation: str
) -> None:
    """Renews the record: a draft becomes a finding, a resolved or accepted one is open again."""
    kind, connector = AGAIN[FindingState(finding.state)], finding.connector_id
    owner = finding.owner_id if kind == "finding.edited" else None
    at = None if kind == "finding.failed_again" else finding.occurred_at
    again = {
        "occurred_at": at or clock.now(),
        **values,
        "state": FindingState.OPEN,
        "resolved_at": None,
        "resolved_by_id": None,
    }
    write(actor, finding, again, version=version, kind=kind, operation=operation)
    tell_new_owner(actor, finding, before=owner)
    recount([connector, finding.connector_id])


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
        row = fresh(finding.pk)
        connector, owner = row.connector_id, row.owner_id
        write(actor, row, cleaned, version=version, kind="finding.edited", operation=key or "")
        tell_new_owner(actor, row, before=owner)
        if row.connector_id != connector:
            recount([connector, row.connector_id])
        return outcome(row)

    return journal.once(actor, key, journal.fingerprint("finding", finding.pk, values, version), do)
