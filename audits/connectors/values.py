"""A connector's values as they come from forms, API and imports, cleaned field by field."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from audits.connectors.models import Connector, Environment, IntegrationType, Pinning
from audits.connectors.systems import usual_type
from audits.kit import text
from audits.kit.clean import clean_text
from audits.kit.mask import masked
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner
from audits.vendors.models import Vendor

Cleaner = Callable[[Any], Any]
web_address = URLValidator(schemes=["http", "https"])


class ConnectorValues(TypedDict, total=False):
    """A connector's own fields; one left out keeps its value. The owner is a person's key or e-mail."""

    name: str
    system: str
    integration_type: str
    vendor: UUID | None
    owner: UUID | str | None
    environment: str
    installed_version: str
    pinning: str
    scopes: str
    credential_label: str
    credential_expires_on: date | None
    has_tracing: bool | None
    uses_cdc: bool | None
    status_url: str
    console_url: str
    note: str
    reviewed_on: date | None


def clean(actor: Actor, values: ConnectorValues, connector: Connector | None = None) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field; `connector` is what stands there now."""
    return each(
        typed(values, connector),
        cleaners(actor)
        | {
            "owner": partial(owner_of, actor, connector),
            "vendor": partial(vendor_of, actor, connector),
        },
    )


def typed(values: ConnectorValues, connector: Connector | None) -> dict[str, Any]:
    """The values with a blank type replaced by the one that the system usually has."""
    given: dict[str, Any] = dict(values)
    if connector is None or "integration_type" in given:
        system = given.get("system", connector.system if connector else "")
        given["integration_type"] = given.get("integration_type") or usual_type(str(system))
    return given


def each(values: Mapping[str, Any], by_field: Mapping[str, Cleaner]) -> dict[str, Any]:
    """Every value through its field's cleaner; all that is wrong is told at once."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for field, value in values.items():
        try:
            cleaned[field] = by_field[field](value)
        except Invalid as refusal:
            wrong[field] = [message for messages in refusal.fields.values() for message in messages]
    if wrong:
        raise Invalid(wrong)
    return cleaned


def cleaners(actor: Actor) -> dict[str, Cleaner]:
    """How each field is cleaned that needs no look into the database."""
    return {
        "name": partial(needed, "name", text.SHORT),
        "system": partial(needed, "system", 100),
        "integration_type": partial(chosen, "integration_type", IntegrationType),
        "environment": partial(chosen, "environment", Environment),
        "installed_version": partial(line, "installed_version", 100),
        "pinning": partial(chosen_or_blank, "pinning", Pinning),
        "scopes": partial(line, "scopes", text.LONG),
        "credential_label": partial(line, "credential_label", text.SHORT),
        "credential_expires_on": as_given,
        "has_tracing": as_given,
        "uses_cdc": as_given,
        "status_url": partial(link, "status_url"),
        "console_url": partial(link, "console_url"),
        "note": partial(line, "note", text.LONG),
        "reviewed_on": partial(past, "reviewed_on", actor.today),
    }


def as_given(value: Any) -> Any:
    """Dates, and yes, no or unknown, come as what they are."""
    return value


def line(field: str, limit: int, value: str) -> str:
    """Text with its secrets masked; now and then a mask is longer than what it hides."""
    return clean_text(field, masked(clean_text(field, value, limit=limit)), limit=limit)


def needed(field: str, limit: int, value: str) -> str:
    if cleaned := line(field, limit, value):
        return cleaned
    raise Invalid({field: [_("This is required.")]})


def chosen(field: str, choices: type[TextChoices], value: str) -> str:
    if value in choices.values:
        return value
    known = ", ".join(map(str, choices.values))
    if not value:
        raise Invalid({field: [_("Choose one: %(known)s.") % {"known": known}]})
    message = _("“%(value)s” is not one of these: %(known)s.")
    raise Invalid({field: [message % {"value": value, "known": known}]})


def chosen_or_blank(field: str, choices: type[TextChoices], value: str) -> str:
    return chosen(field, choices, value) if value else ""


def link(field: str, value: str) -> str:
    """An address that a browser may be sent to."""
    cleaned = line(field, 1000, value)
    if cleaned:
        try:
            web_address(cleaned)
        except ValidationError as error:
            raise Invalid({field: [_("A link starts with http:// or https://.")]}) from error
    return cleaned


def past(field: str, today: date, value: date | None) -> date | None:
    # Somebody west of the workspace may already be a day ahead of it, or behind.
    if value is not None and value > today + timedelta(days=1):
        raise Invalid({field: [_("This date lies in the future.")]})
    return value


def owner_of(actor: Actor, connector: Connector | None, owner: UUID | str | None) -> User | None:
    """A person who may own it."""
    return clean_owner(actor, owner, present=connector.owner if connector else None)


def vendor_of(actor: Actor, connector: Connector | None, vendor: UUID | None) -> Vendor | None:
    """A vendor of the same workspace."""
    if vendor is None:
        return None
    if connector and connector.vendor_id == vendor:
        return connector.vendor
    found = Vendor.objects.for_workspace(actor.workspace_id).filter(pk=vendor).first()
    if found is None:
        raise Invalid({"vendor": [_("There is no such vendor here.")]})
    return found


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal tells them: people and vendors by name."""
    return {
        field: str(value or "") if field in ("owner", "vendor") else value for field, value in values.items()
    }
