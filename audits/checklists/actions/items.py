"""Saving an item of a run, and giving many of them to somebody at once (R088, R089, R091)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.actions import findings
from audits.checklists.actions.failure import FindingValues, clean_values
from audits.checklists.actions.item_rows import locked, outcome, swap, tell_new_owner, tell_owner, told
from audits.checklists.actions.ledger import tell_ledger
from audits.checklists.models import Finding, Run, RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.records import clean_record
from audits.checklists.rights import require_write
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import gathered, known, safe_text
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner

FINDING = "finding"


class ItemValues(TypedDict, total=False):
    """What is saved of an item; a field left out keeps its value. `fail` comes with its finding."""

    status: str
    owner: UUID | str | None
    due_on: date | None
    note: str
    record: Mapping[str, Any]
    finding: FindingValues


@dataclass(frozen=True, slots=True)
class Change:
    """A save's values, cleaned: the item's columns, and the record of its failure."""

    columns: dict[str, Any]
    failure: dict[str, Any] | None
    owner: User | None


def save_item(
    *,
    actor: Actor,
    item: RunItem,
    values: Mapping[str, Any],
    version: int | None = None,
    finding_version: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the fields given and answers {"version", "change", "saved_at", "finding"}.

    `item` comes with its run, read together; None as `version` overwrites. Raises Denied, Invalid (a fail
    without its record, "not applicable" without a reason), Blocked (the run is finished), Conflict.
    """
    require_write(actor, item)
    change = clean(actor, item, values)
    at = clock.now()

    def do() -> dict[str, Any]:
        row = locked(item)
        require_write(actor, row)
        still_applies(row, change)
        before = swap(row, change.columns, actor=actor, version=version, at=at)
        with journal.in_one_go():
            failed = failed_now(actor, row, change, finding_version, key or "")
            tell_ledger(actor, row, before, failed)
            record_save(actor, row, before, change, key or "")
        tell_new_owner(actor, row, before.get("owner_id", row.owner_id))
        return outcome(row, failed)

    print_of = journal.fingerprint("item", item.pk, values, version)
    return journal.once(actor, key, print_of, do)


def record_save(
    actor: Actor, row: RunItem, before: Mapping[str, Any], change: Change, operation: str
) -> None:
    journal.record(
        actor,
        "item.saved",
        subject=row.run_id,
        part=row.slug,
        before=told(before),
        after=told(change.columns, change.owner),
        operation=operation,
        version=row.version,
    )


def clean(actor: Actor, item: RunItem, values: Mapping[str, Any]) -> Change:
    """Database values of what was given, or `Invalid` naming every wrong field."""
    known(values, frozenset(ItemValues.__annotations__))
    steps = [partial(column_of, actor, item, name, value) for name, value in values.items()]
    cleaned = gathered([*steps, partial(note_of, values), partial(failure_of, actor, item, values)])
    failure, owner = cleaned.pop(FINDING), cleaned.pop("owner", None)
    if not cleaned:
        raise Invalid({"status": [_("Give something to save.")]})
    return Change(cleaned, failure, owner)


def column_of(actor: Actor, item: RunItem, name: str, value: Any) -> dict[str, Any]:
    """The column of a field that stands for itself; of an owner the person as well."""
    match name:
        case "status":
            return {"status": clean_status(value)}
        case "owner":
            person = clean_owner(actor, value, guests=True)
            return {"owner_id": person.pk if person else None, "owner": person}
        case "due_on":
            return {"due_on": clean_due(value)}
        case "record":
            return {"record": clean_record(item, value)}
    return {}


def note_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The note, without which nothing is "not applicable"."""
    cleaned = {"note": safe_text("note", values["note"])} if "note" in values else {}
    if values.get("status") == ItemStatus.NOT_APPLICABLE and not cleaned.get("note"):
        raise Invalid({"note": [_("Say why it does not apply.")]})
    return cleaned


def failure_of(actor: Actor, item: RunItem, values: Mapping[str, Any]) -> dict[str, Any]:
    return {FINDING: clean_failure(actor, item, values)}


def clean_status(value: Any) -> str:
    if value not in ItemStatus.values:
        choices = ", ".join(ItemStatus.values)
        raise Invalid({"status": [_("Choose one of: %(choices)s.") % {"choices": choices}]})
    return str(value)


def clean_due(value: Any) -> date | None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise Invalid({"due_on": [_("This must be a date.")]})
    return value


def clean_failure(actor: Actor, item: RunItem, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The record of a failure: needed with `fail`, refused with anything else."""
    is_fail = values.get("status") == ItemStatus.FAIL
    if is_fail and not values.get(FINDING):
        message = _("A failed item needs its record: when, steps, expected, observed and mitigation.")
        raise Invalid({FINDING: [message]})
    if not is_fail:
        if FINDING in values:
            raise Invalid({FINDING: [_("A finding is saved together with the status “fail”.")]})
        return None
    try:
        return clean_values(actor, values[FINDING], present=item.owner)
    except Invalid as invalid:
        raise under_finding(invalid) from invalid


def under_finding(invalid: Invalid) -> Invalid:
    return Invalid({f"{FINDING}.{name}": words for name, words in invalid.fields.items()})


def still_applies(row: RunItem, change: Change) -> None:
    """A reason for "not applicable" may be reworded, never emptied."""
    stays = "status" not in change.columns and row.status == ItemStatus.NOT_APPLICABLE
    if stays and change.columns.get("note") == "":
        raise Invalid({"note": [_("Say why it does not apply.")]})


def failed_now(
    actor: Actor, row: RunItem, change: Change, version: int | None, operation: str
) -> Finding | None:
    if change.failure is None:
        return None
    try:
        return findings.fail(actor, row, change.failure, version=version, operation=operation)
    except Invalid as invalid:
        raise under_finding(invalid) from invalid


def assign_items(
    *,
    actor: Actor,
    run: Run,
    items: Sequence[UUID],
    owner: UUID | str | None = None,
    due_on: date | None = None,
    keeps_owner: bool = False,
    keeps_due: bool = True,
    key: str | None = None,
) -> dict[str, Any]:
    """Gives many items of a run to one person, with one message to them; returns {"assigned": n}.

    `keeps_owner` and `keeps_due` leave each item's own as it is. Raises Denied, Invalid, Blocked.
    """
    actor.require(roles.LEADS)
    person = None if keeps_owner else clean_owner(actor, owner, guests=True)
    columns: dict[str, Any] = {} if keeps_owner else {"owner_id": person.pk if person else None}
    if not keeps_due:
        columns["due_on"] = clean_due(due_on)
    if not columns:
        raise Invalid({"owner": [_("Choose an owner or a due date.")]})

    def do() -> dict[str, Any]:
        run.touch()
        rows = list(run.items.light().select_related("owner", "saved_by").filter(pk__in=items).in_order())
        if not rows or len(rows) != len(set(items)):
            raise Invalid({"items": [_("These are not all items of this run.")]})
        given = give(actor, rows, columns)
        record_assignment(actor, run, rows, person, columns, key or "")
        if person and given and person.pk != actor.user_id:
            tell_owner(actor, run, person.pk, given)
        return {"assigned": len(rows)}

    print_of = journal.fingerprint("assign", run.pk, list(items), owner, due_on, keeps_owner, keeps_due)
    return journal.once(actor, key, print_of, do)


def give(actor: Actor, rows: Sequence[RunItem], columns: Mapping[str, Any]) -> list[RunItem]:
    """Saves every row; answers those that are new to the person."""
    given = [row for row in rows if row.owner_id != columns.get("owner_id", row.owner_id)]
    at = clock.now()
    for row in rows:
        swap(row, columns, actor=actor, version=None, at=at)
    return given


def record_assignment(
    actor: Actor,
    run: Run,
    rows: Sequence[RunItem],
    person: User | None,
    columns: Mapping[str, Any],
    operation: str,
) -> None:
    journal.record(
        actor,
        "items.assigned",
        subject=run.pk,
        after={
            "items": [row.slug for row in rows],
            **told(columns, person),
        },
        operation=operation,
    )
