"""Writing a vendor's contacts (R001)."""

from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from audits.journal import actions as journal
from audits.kit import text
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.vendors.models import Contact, Vendor

LIMITS = {"name": text.SHORT, "role": text.SHORT, "email": text.SHORT, "phone": 50}


class ContactValues(TypedDict):
    """A person at a vendor."""

    name: str
    role: str
    email: str
    phone: str


def add_contact(*, actor: Actor, vendor: Vendor, values: ContactValues, key: str | None = None) -> None:
    """A new contact of the vendor."""
    actor.require(roles.LEADS)
    cleaned = clean(values)

    def do() -> dict[str, Any]:
        contact = Contact.objects.create(workspace_id=actor.workspace_id, vendor=vendor, **cleaned)
        record(actor, "contact.added", contact, after=cleaned)
        return {"id": str(contact.pk)}

    journal.once(actor, key, "", do)


def edit_contact(*, actor: Actor, contact: Contact, values: ContactValues) -> None:
    """Saves all fields of a contact."""
    actor.require(roles.LEADS)
    cleaned = clean(values)

    def do() -> dict[str, Any]:
        before = {name: getattr(contact, name) for name in cleaned}
        Contact.objects.filter(pk=contact.pk).update(**cleaned)
        record(actor, "contact.edited", contact, before=before, after=cleaned)
        return {}

    journal.once(actor, None, "", do)


def remove_contact(*, actor: Actor, contact: Contact) -> None:
    """Removes a contact; demos keep the names they were given."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        record(actor, "contact.removed", contact, before={"name": contact.name})
        Contact.objects.filter(pk=contact.pk).delete()
        return {}

    journal.once(actor, None, "", do)


def record(actor: Actor, kind: str, contact: Contact, *, before: Any = None, after: Any = None) -> None:
    journal.record(actor, kind, subject=contact.vendor_id, before=before, after=after, contact=contact.name)


def clean(values: ContactValues) -> dict[str, str]:
    """Database values, or `Invalid` naming every wrong field."""
    errors: dict[str, list[str]] = {}
    cleaned: dict[str, str] = {}
    for name, limit in LIMITS.items():
        given = str(values.get(name, ""))
        if found := text.problem(given, limit=limit):
            errors[name] = [found]
        cleaned[name] = text.normal(given)
    if not cleaned["name"]:
        errors.setdefault("name", [_("Give the person's name.")])
    if cleaned["email"] and not is_email(cleaned["email"]):
        errors.setdefault("email", [_("This is not an e-mail address.")])
    if errors:
        raise Invalid(errors)
    return cleaned


def is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
