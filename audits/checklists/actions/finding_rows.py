"""A finding's row: made with its number, saved by compare-and-swap, told of in the journal."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from audits.checklists.actions.failure import require_whole
from audits.checklists.actions.numbers import next_number
from audits.checklists.models import Finding, RunItem
from audits.checklists.models.finding import UNPROVED, WORK
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.refusals import Conflict
from audits.people.actor import Actor
from audits.people.models import User
from audits.vendors.models import Vendor

HIDDEN = {"resolved_by_id", "accepted_by_id", "resolved_at"}
"""Columns that the event tells already by itself: who, and when."""
NAMED: dict[str, tuple[str, type[Model]]] = {
    "owner_id": ("owner", User),
    "connector_id": ("connector", Connector),
    "vendor_id": ("vendor", Vendor),
}


def finding_of(item: RunItem) -> Finding | None:
    """An item's finding as it stands now; that it has none is known under its run's lock."""
    known: Finding | None = getattr(item, "finding", None)
    return fresh(known.pk) if known else None


def fresh(key: UUID) -> Finding:
    """The row as it stands now, with what a save needs of it."""
    return Finding.objects.select_related("saved_by", "owner").get(pk=key)


def outcome(finding: Finding) -> dict[str, Any]:
    """What a save of a finding answers."""
    return {
        "id": str(finding.pk),
        "version": finding.version,
        "state": finding.state,
        "saved_at": finding.saved_at,
    }


def of_item(actor: Actor, item: RunItem) -> Finding:
    """The unsaved finding of an item that has none yet."""
    run = item.run
    return Finding(
        workspace_id=run.workspace_id,
        title=item.title,
        run_id=run.pk,
        item_id=item.pk,
        check_slug=item.slug,
        vendor_id=run.vendor_id,
        owner_id=item.owner_id,
    )


def put_down(actor: Actor, finding: Finding, values: Mapping[str, Any]) -> None:
    """Saves a new finding; the insert itself finds its number and the failure that it repeats.

    What it repeats nobody asks for in the transaction that makes it.
    """
    finding.number = next_number(Finding, finding.workspace_id)
    finding.created_by_id = finding.saved_by_id = actor.user_id
    finding.version = 1
    assign(finding, values)
    if finding.state not in UNPROVED:
        require_whole(finding)
    if finding.check_slug:
        earlier: Any = Subquery(Finding.objects.like(finding).values("pk")[:1])
        finding.recurs_id = earlier
    finding.save(force_insert=True)
    count_in(finding)


def assign(finding: Finding, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        # A title that was emptied falls back to the check's.
        if name != "title" or value:
            setattr(finding, name, value)


def write(
    actor: Actor,
    finding: Finding,
    values: Mapping[str, Any],
    *,
    version: int | None,
    kind: str,
    operation: str = "",
    reason: str = "",
) -> None:
    """Compare-and-swap of a finding with its event; a record that stands must stay whole."""
    stood = {name: getattr(finding, name) for name in values}
    if version is not None and version != finding.version:
        words = _("%(name)s changed this finding in the meantime.") % {"name": finding.saved_by}
        raise Conflict(words, yours=told(values), theirs=told(stood), version=finding.version)
    assign(finding, values)
    if finding.state not in UNPROVED:
        require_whole(finding)
    swap(actor, finding, values)
    stands = {name: getattr(finding, name) for name in values}
    # Names are looked up only of what is another one now.
    kept = {name for name in NAMED if name in values and stood[name] == stands[name]}
    before, after = told(without(stood, kept)), told(without(stands, kept))
    after |= {"reason": reason} if reason else {}
    journal.record(
        actor,
        kind,
        subject=finding.pk,
        before=before,
        after=after,
        operation=operation,
        version=finding.version,
    )


def without(columns: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if name not in names}


def swap(actor: Actor, finding: Finding, values: Mapping[str, Any]) -> None:
    """Saves the fields if the row is still the one that was read."""
    seen = finding.version
    finding.version, finding.saved_at, finding.saved_by_id = seen + 1, clock.now(), actor.user_id
    names = [*values, "version", "saved_at", "saved_by_id"]
    rows = Finding.objects.filter(pk=finding.pk, version=seen)
    if not rows.update(**{name: getattr(finding, name) for name in names}):
        words = _("Somebody changed this finding in the same moment. Look again, then save.")
        raise Conflict(words, yours=told(values), theirs={}, version=seen + 1)


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as the journal and a conflict tell them: people, connectors and vendors by name."""
    return dict(named(name, value) for name, value in values.items() if name not in HIDDEN)


def named(column: str, value: Any) -> tuple[str, Any]:
    if column not in NAMED:
        return column, value
    field, model = NAMED[column]
    row = model._default_manager.filter(pk=value).first() if value else None
    return field, str(row) if row else ""


def tell_new_owner(actor: Actor, finding: Finding, *, before: UUID | None) -> None:
    """Word to somebody who was given a finding by another person."""
    if finding.owner_id is None or finding.owner_id in (before, actor.user_id):
        return
    if finding.state in UNPROVED:
        return
    outbox.post(
        workspace_id=finding.workspace_id,
        kind="finding.assigned",
        recipient_id=finding.owner_id,
        payload={
            "finding": noun(finding),
            "by": actor.name,
            "due": finding.due_on,
        },
    )


def tell_reopened(finding: Finding, *, by: str, why: str) -> None:
    """Word to the owner that it is work again; `by` is blank when the system opened it."""
    if finding.owner_id is None:
        return
    outbox.post(
        workspace_id=finding.workspace_id,
        kind="finding.reopened",
        recipient_id=finding.owner_id,
        payload={"finding": noun(finding), "by": by, "why": why},
    )


def noun(finding: Finding) -> dict[str, str]:
    """A finding as a message names it."""
    return {"id": str(finding.pk), "code": finding.code, "title": finding.title}


def count_in(finding: Finding) -> None:
    """Tells the inventory of one more finding; an addition needs no count, whoever else writes meanwhile."""
    if finding.connector_id and finding.state in WORK:
        Connector.objects.filter(pk=finding.connector_id).update(open_findings=F("open_findings") + 1)


def recount(connectors: Iterable[UUID | None]) -> None:
    """How many findings of these connectors are work, told to the inventory.

    Their rows are locked by a statement of their own, in one order: the count that follows then sees what
    everybody who held the lock before has committed.
    """
    keys = sorted({key for key in connectors if key})
    for key in keys:
        Connector.objects.filter(pk=key).update(open_findings=F("open_findings"))
    if not keys:
        return
    work = Finding.objects.filter(connector=OuterRef("pk"), state__in=WORK).order_by()
    counted = work.values("connector").annotate(total=Count("pk")).values("total")
    Connector.objects.filter(pk__in=keys).update(open_findings=Coalesce(Subquery(counted), 0))
