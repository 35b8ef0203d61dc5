"""What the writes of a vendor's ledger have in common: locks, numbers, versions, rights."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from audits.commitments.models import Commitment, Contract
from audits.commitments.rights import owns
from audits.kit.refusals import Conflict, Denied
from audits.people.actor import Actor
from audits.vendors.models import Vendor

RowType = TypeVar("RowType", Commitment, Contract)


def hold(actor: Actor, vendor_id: UUID) -> None:
    """Locks the vendor's row, so that a ledger's numbers are given one after the other."""
    rows = Vendor.objects.filter(pk=vendor_id, workspace_id=actor.workspace_id)
    same_workspace(rows.update(name=F("name")))


def last_number(vendor_id: UUID) -> int:
    """The number of the newest commitment of a vendor that is held; 0 when there is none."""
    return Commitment.objects.filter(vendor_id=vendor_id).aggregate(last=Max("number"))["last"] or 0


def locked(actor: Actor, row: RowType) -> RowType:
    """The row as it stands now, locked until the transaction ends."""
    rows = type(row).objects.filter(pk=row.pk, workspace_id=actor.workspace_id)
    same_workspace(rows.update(version=F("version")))
    return rows.select_related("owner").get()


def same_workspace(found: int) -> None:
    """A second wall behind the views' scoped queries."""
    if not found:
        raise RuntimeError("an action was handed another workspace's row")


def store(row: RowType, values: Mapping[str, Any]) -> None:
    """Writes a locked row; `row` is then as it was stored."""
    type(row).objects.filter(pk=row.pk).update(**values, version=row.version + 1)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1


def unchanged(row: RowType, version: int | None, yours: Any, theirs: Any) -> None:
    """A row that somebody wrote since `version` is shown first; None overwrites."""
    if version is not None and version != row.version:
        message = _("Somebody changed this since you opened it. Look again, then save.")
        raise Conflict(message, yours=yours, theirs=theirs, version=row.version)


def let_owner(actor: Actor, row: Commitment | Contract) -> None:
    """`Denied` for anybody but leads and the row's owner."""
    if not owns(actor, row):
        raise Denied(_("Only its owner, a lead or an admin may do this."))
