"""Who may write a row that has an owner: leads all of them, an owner their own (contract, roles)."""

from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from audits.kit.refusals import Denied
from audits.people import roles
from audits.people.actor import Actor


class Owned(Protocol):
    """A row with an owner."""

    owner_id: UUID | None


def may_write(actor: Actor, row: Owned) -> bool:
    if actor.can(roles.LEADS):
        return True
    return row.owner_id == actor.user_id and actor.can(roles.MAY_OWN)


def require_write(actor: Actor, row: Owned) -> None:
    """Raises `Denied` unless the actor may write this row."""
    if not may_write(actor, row):
        raise Denied(_("Only its owner and the leads of the workspace may change this."))
