"""Writing connectors by hand (R077, R141, R143, R155, R156)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext as _

from audits.connectors.models import Connector
from audits.connectors.values import ConnectorValues, clean, told
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people import roles
from audits.people.actor import Actor

OWNERS_FIELDS = frozenset(
    {"installed_version", "pinning", "credential_label", "credential_expires_on", "reviewed_on"}
)
"""What an owner keeps current about what is theirs; all else is the leads'."""


def create_connector(*, actor: Actor, values: ConnectorValues, key: str | None = None) -> dict[str, Any]:
    """A new connector; returns {"id"}. Raises Denied, Invalid."""
    actor.require(roles.LEADS)
    cleaned = clean(actor, {"name": "", "system": "", **values})

    def do() -> dict[str, Any]:
        with one_name():
            connector = Connector.objects.create(
                workspace_id=actor.workspace_id, created_by_id=actor.user_id, **cleaned
            )
        after = told(cleaned)
        journal.record(actor, "connector.created", subject=connector.pk, after=after, operation=key or "")
        return {"id": str(connector.pk)}

    return journal.once(actor, key, journal.fingerprint("connector", told(cleaned)), do)


def edit_connector(
    *,
    actor: Actor,
    connector: Connector,
    values: ConnectorValues,
    seen: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the fields given; `seen` is the `change` that was shown, a later one is a `Conflict`."""
    permit(actor, connector, values)
    cleaned = clean(actor, values, connector)

    def do() -> dict[str, Any]:
        row = open_row(connector)
        permit(actor, row, values)
        before = {field: getattr(row, field) for field in cleaned}
        if seen is not None and seen != row.change:
            message = _("Somebody changed this connector since you opened it. Look again, then save.")
            raise Conflict(message, yours=told(cleaned), theirs=told(before), version=row.change)
        if changed := {field: value for field, value in cleaned.items() if value != before[field]}:
            save(row, changed)
            was = told({field: before[field] for field in changed})
            journal.record(actor, "connector.edited", subject=row.pk, before=was, after=told(changed))
        return {"version": row.change}

    asked = journal.fingerprint("edit-connector", connector.pk, told(cleaned), seen)
    return journal.once(actor, key, asked, do)


def review_connector(*, actor: Actor, connector: Connector) -> None:
    """Somebody has looked at it today and found it described as it is."""
    edit_connector(actor=actor, connector=connector, values={"reviewed_on": actor.today})


def archive_connector(*, actor: Actor, connector: Connector, archived: bool) -> None:
    """Takes a connector out of the inventory, or back; its history stays."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = locked(connector)
        if (row.archived_at is not None) == archived:
            return {}
        try:
            save(row, {"archived_at": clock.now() if archived else None})
        except Invalid as refusal:
            raise Blocked(_("Another connector has its name by now; rename that one first.")) from refusal
        kind = "connector.archived" if archived else "connector.unarchived"
        journal.record(actor, kind, subject=row.pk)
        return {}

    journal.once(actor, None, "", do)


def may_write(actor: Actor, connector: Connector) -> bool:
    """Leads write every connector; an owner keeps their own current."""
    is_own = connector.owner_id == actor.user_id and actor.can(roles.WRITES_OWN)
    return is_own or actor.can(roles.LEADS)


def permit(actor: Actor, connector: Connector, fields: Iterable[str]) -> None:
    """Raises `Denied` unless the actor may write these fields of it."""
    if not may_write(actor, connector):
        raise Denied(_("Only its owner and the leads of the workspace may change this."))
    if not actor.can(roles.LEADS) and not OWNERS_FIELDS.issuperset(fields):
        raise Denied(_("Owners change version, pinning, credential and review; ask a lead for the rest."))


def locked(connector: Connector) -> Connector:
    """The row as it stands, which nobody else writes before this transaction ends."""
    Connector.objects.filter(pk=connector.pk).update(name=F("name"))
    return Connector.objects.with_parents().get(pk=connector.pk)


def open_row(connector: Connector) -> Connector:
    """As `locked`; an archived one is `Blocked`."""
    row = locked(connector)
    if row.archived_at is not None:
        raise Blocked(_("This connector is archived. Take it back from the archive to change it."))
    return row


def save(row: Connector, changed: dict[str, Any]) -> None:
    """Writes these fields of a locked row and counts the write."""
    row.change += 1
    with one_name():
        Connector.objects.filter(pk=row.pk).update(**changed, change=row.change)


@contextmanager
def one_name() -> Iterator[None]:
    """A second connector of the same name is told at its field, whoever was first."""
    try:
        yield
    except IntegrityError as error:
        if "connectors_name_once" not in str(error):
            raise
        raise Invalid({"name": [_("There is a connector of this name already.")]}) from error
