"""Recording contracts: their dates, and what was decided when notice came near."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import needed, words
from audits.commitments.actions.rows import let_owner, locked, store, unchanged
from audits.commitments.models import Contract
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import gathered, known
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner
from audits.vendors.models import Vendor

DATES = ("signed_on", "starts_on", "ends_on", "renews_on", "notice_on")
FIELDS = ("reference", *DATES, "owner", "note")


class ContractValues(TypedDict, total=False):
    """What a person writes of a contract; a field left out keeps its value."""

    reference: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    renews_on: date | None
    notice_on: date | None
    owner: UUID | str | None
    note: str


def make_contract(
    *, actor: Actor, vendor: Vendor, values: ContractValues, key: str | None = None
) -> dict[str, Any]:
    """The record of a contract with a vendor; answers {"id"}."""
    actor.require(roles.LEADS)
    if vendor.workspace_id != actor.workspace_id:
        raise RuntimeError("an action was handed another workspace's row")
    cleaned = clean(actor, {"reference": "", **values})
    in_order(cleaned)

    def do() -> dict[str, Any]:
        own = {"workspace_id": actor.workspace_id, "created_by_id": actor.user_id}
        row = Contract.objects.create(vendor=vendor, **own, **cleaned)
        record(actor, "contract.made", row, after=told(row))
        return {"id": str(row.pk)}

    return journal.once(actor, key, journal.fingerprint("contract", vendor.pk, values), do)


def edit_contract(*, actor: Actor, contract: Contract, values: ContractValues, version: int | None) -> None:
    """Saves the fields given. Another last day of notice asks again what is to be decided."""
    actor.require(roles.LEADS)
    cleaned = clean(actor, values, contract.owner)

    def do() -> dict[str, Any]:
        row = locked(actor, contract)
        before, after = told(row), told(row, cleaned)
        unchanged(row, version, after, before)
        in_order({name: cleaned.get(name, getattr(row, name)) for name in DATES})
        if before != after:
            store(row, {**cleaned, **asked_again(before, after)})
            record(actor, "contract.edited", row, before=before, after=after)
        return {}

    journal.once(actor, None, "", do)


def asked_again(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """A settlement is about one date: with another one the question is open again."""
    if before["notice_on"] == after["notice_on"]:
        return {}
    return {"settlement": "", "settled_at": None, "settled_by_id": None}


def settle_notice(
    *, actor: Actor, contract: Contract, settlement: str, version: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """What was decided about the renewal; a lead's to say, or the owner's of the contract."""
    let_owner(actor, contract)
    said = needed("settlement", settlement, _("Say what was decided: renew, renegotiate or give notice."))

    def do() -> dict[str, Any]:
        row = locked(actor, contract)
        if row.settled_at is not None:
            raise Blocked(_("This is settled already."), [row.settlement])
        unchanged(row, version, {"settlement": said}, {"settlement": row.settlement})
        store(row, {"settlement": said, "settled_at": clock.now(), "settled_by_id": actor.user_id})
        record(actor, "contract.settled", row, after={"settlement": said, "notice_on": row.notice_on})
        return {}

    return journal.once(actor, key, journal.fingerprint("settle", contract.pk, said), do)


def archive_contract(*, actor: Actor, contract: Contract, archived: bool) -> None:
    """Out of the ledger and of everybody's work, or back; nothing is deleted."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = locked(actor, contract)
        if (row.archived_at is not None) == archived:
            raise Blocked(_("It is archived already.") if archived else _("It is not archived."))
        store(row, {"archived_at": clock.now() if archived else None})
        record(actor, "contract.archived" if archived else "contract.unarchived", row)
        return {}

    journal.once(actor, None, "", do)


def record(actor: Actor, kind: str, row: Contract, *, before: Any = None, after: Any = None) -> None:
    """An event of the vendor; the key finds it again when the contract is called something else."""
    journal.record(
        actor,
        kind,
        subject=row.vendor_id,
        part=row.reference,
        before=before,
        after=after,
        contract=str(row.pk),
    )


def told(row: Contract, changed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A contract's fields for reading, as they are or as they would be; its owner by name."""
    changed = changed or {}
    shown = {name: changed.get(name, getattr(row, name)) for name in FIELDS}
    return {**shown, "owner": str(shown["owner"]) if shown["owner"] else ""}


def clean(actor: Actor, values: ContractValues, present: User | None = None) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field."""
    known(values, frozenset(FIELDS))
    steps: list[Callable[[], Mapping[str, Any]]] = [
        partial(clean_field, actor, name, value, present) for name, value in values.items()
    ]
    return gathered(steps)


def clean_field(actor: Actor, name: str, value: Any, present: User | None) -> dict[str, Any]:
    if name in DATES:
        return {name: value}
    if name == "owner":
        return {name: clean_owner(actor, value, present=present)}
    if name == "note":
        return {name: words(name, value)}
    return {name: needed(name, value, _("Give the contract's number or title."), limit=200)}


def in_order(dates: Mapping[str, Any]) -> None:
    """Refuses a term that ends before it starts, and a notice after what it is about."""
    starts, ends, notice = (dates.get(name) for name in ("starts_on", "ends_on", "notice_on"))
    renews = dates.get("renews_on")
    errors = {}
    if starts and ends and ends < starts:
        errors["ends_on"] = [_("The term ends before it starts.")]
    if starts and renews and renews < starts:
        errors["renews_on"] = [_("It renews before its term starts.")]
    latest = renews or ends
    if notice and latest and notice > latest:
        errors["notice_on"] = [_("The last day of notice is after the contract has renewed or ended.")]
    if errors:
        raise Invalid(errors)
