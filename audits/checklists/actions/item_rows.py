"""An item's row: read under its run's lock, saved by compare-and-swap, told of to who gets it."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions import finding_rows
from audits.checklists.models import Finding, Run, RunItem
from audits.journal import outbox
from audits.kit.refusals import Conflict
from audits.people.actor import Actor
from audits.people.models import User


def locked(item: RunItem) -> RunItem:
    """The row as it is now, under its run's lock, which a run's every save takes first.

    `item` was read together with its run and stays as it was read: where nothing was written under that
    since, the row is a copy of it.
    """
    if not item.run.touch():
        return fresh(item.pk)
    row = copy(item)
    row.run = copy(item.run)
    row.run.change += 1
    return row


def fresh(key: UUID) -> RunItem:
    rows = RunItem.objects.light().select_related("run", "saved_by", "owner", "commitment", "finding")
    return rows.get(pk=key)


def swap(
    row: RunItem, columns: Mapping[str, Any], *, actor: Actor, version: int | None, at: datetime
) -> dict[str, Any]:
    """Compare-and-swap of a row read under the run's lock; returns the columns' former values."""
    before = {name: getattr(row, name) for name in columns}
    if version is not None and version != row.version:
        saver = str(row.saved_by) if row.saved_by_id else _("Somebody")
        raise Conflict(
            _("%(name)s changed this in the meantime.") % {"name": saver},
            yours=told(columns),
            theirs={**told(before), "saved_by": saver, "saved_at": row.saved_at},
            version=row.version,
        )
    swapped = RunItem.objects.filter(pk=row.pk, version=row.version).update(
        **columns, version=row.version + 1, saved_at=at, saved_by_id=actor.user_id
    )
    if not swapped:
        raise RuntimeError(f"item {row.pk} changed under its run's lock")
    for name, value in columns.items():
        setattr(row, name, value)
    row.version, row.saved_at, row.saved_by_id = row.version + 1, at, actor.user_id
    return before


def told(columns: Mapping[str, Any], owner: User | None = None) -> dict[str, Any]:
    """Columns as the journal and a conflict tell them: the owner by name where it is known."""
    told = {name: value for name, value in columns.items() if name != "owner_id"}
    if "owner_id" in columns:
        told["owner"] = str(owner) if owner else columns["owner_id"]
    return told


def tell_new_owner(actor: Actor, row: RunItem, before: UUID | None) -> None:
    if row.owner_id and row.owner_id not in (before, actor.user_id):
        tell_owner(actor, row.run, row.owner_id, [row])


def tell_owner(actor: Actor, run: Run, owner_id: UUID, items: Sequence[RunItem]) -> None:
    """One message about everything that one person was given at once."""
    outbox.post(
        workspace_id=run.workspace_id,
        kind="item.assigned",
        recipient_id=owner_id,
        payload={
            "run": {"id": str(run.pk), "code": run.code, "title": run.title},
            "by": actor.name,
            "items": [{"slug": item.slug, "title": item.title, "due": item.due_on} for item in items],
        },
    )


def outcome(row: RunItem, failed: Finding | None) -> dict[str, Any]:
    """The stored result of a save: what the page goes on from."""
    return {
        "version": row.version,
        "change": row.run.change,
        "saved_at": row.saved_at,
        "finding": finding_rows.outcome(failed) if failed else None,
    }
