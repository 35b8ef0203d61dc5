"""Who may write a row that has an owner, and open an incident: leads all, an owner their own (contract)."""

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


def may_open_incident(actor: Actor, finding: Owned | None) -> bool:
    """From a finding whoever may write that, by hand leads alone: an owner writes what was given to them."""
    if finding is None:
        return actor.can(roles.LEADS)
    return actor.can(roles.WRITES_OWN) and may_write(actor, finding)


def require_open_incident(actor: Actor, finding: Owned | None) -> None:
    """Raises `Denied` unless the actor may open an incident from it, or by hand."""
    if may_open_incident(actor, finding):
        return
    if finding is None:
        raise Denied(_("By hand only leads open an incident. Open one from a finding of yours."))
    raise Denied(_("Only its owner and the leads of the workspace may open an incident from this finding."))


def require_write(actor: Actor, row: Owned) -> None:
    """Raises `Denied` unless the actor may write this row."""
    if not may_write(actor, row):
        raise Denied(_("Only its owner and the leads of the workspace may change this."))
