"""Writing vendors (R001)."""

from collections.abc import Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import F
from django.utils.translation import gettext as _

from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.refusals import Conflict, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor
from audits.vendors.models import Vendor

CRMS = ("salesforce", "hubspot")
web_address = URLValidator(schemes=["http", "https"])


class VendorValues(TypedDict, total=False):
    """A vendor's own fields; one left out keeps its value."""

    name: str
    product: str
    website: str
    crms: Sequence[str]
    note: str


def create_vendor(
    *, actor: Actor, values: VendorValues, fingerprint: str = "", key: str | None = None
) -> dict[str, Any]:
    """A new vendor; returns {"id"}. Raises Denied, Invalid. Duplicates are warned about, not refused."""
    actor.require(roles.LEADS)
    cleaned = clean({"name": "", **values})

    def do() -> dict[str, Any]:
        vendor = Vendor.objects.create(
            workspace_id=actor.workspace_id, created_by_id=actor.user_id, **cleaned
        )
        journal.record(actor, "vendor.created", subject=vendor.pk, after=cleaned, operation=key or "")
        return {"id": str(vendor.pk)}

    return journal.once(actor, key, fingerprint, do)


def edit_vendor(*, actor: Actor, vendor: Vendor, values: VendorValues, seen: int | None = None) -> None:
    """Saves the fields given; `seen` is the `state_of` what was shown, a later one is a `Conflict`."""
    actor.require(roles.LEADS)
    cleaned = clean(values)

    def do() -> dict[str, Any]:
        # The update takes the row's lock, so that nobody writes between reading and writing.
        Vendor.objects.filter(pk=vendor.pk).update(name=F("name"))
        vendor.refresh_from_db()
        before = {name: getattr(vendor, name) for name in cleaned}
        if seen is not None and seen != state_of(vendor):
            message = _("Somebody changed this vendor since you opened it. Look again, then save.")
            raise Conflict(message, yours=cleaned, theirs=before, version=state_of(vendor))
        Vendor.objects.filter(pk=vendor.pk).update(**cleaned)
        if before != cleaned:
            journal.record(actor, "vendor.edited", subject=vendor.pk, before=before, after=cleaned)
        return {}

    journal.once(actor, None, "", do)


def archive_vendor(*, actor: Actor, vendor: Vendor, archived: bool) -> None:
    """Takes a vendor out of the lists, or back; its candidates and history stay."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        Vendor.objects.filter(pk=vendor.pk).update(archived_at=clock.now() if archived else None)
        journal.record(actor, "vendor.archived" if archived else "vendor.unarchived", subject=vendor.pk)
        return {}

    journal.once(actor, None, "", do)


def state_of(vendor: Vendor) -> int:
    """A number that differs as soon as one of the vendor's fields does."""
    return state_number(vendor.name, vendor.product, vendor.website, vendor.crms, vendor.note)


def clean(values: VendorValues) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field."""
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, value in values.items():
        if name == "crms":
            cleaned[name], found = clean_crms(value)
        else:
            cleaned[name], found = clean_line(name, str(value))
        if found:
            errors[name] = [found]
    if errors:
        raise Invalid(errors)
    return cleaned


def clean_crms(value: Any) -> tuple[list[str], str | None]:
    unknown = sorted(set(value) - set(CRMS))
    if unknown:
        return [], _("“%(name)s” is not a CRM we know.") % {"name": unknown[0]}
    return [crm for crm in CRMS if crm in value], None


def clean_line(name: str, value: str) -> tuple[str, str | None]:
    limit = text.LONG if name == "note" else text.SHORT
    if found := text.problem(value, limit=limit):
        return "", found
    cleaned = text.normal(value)
    if name == "name" and not cleaned:
        return "", _("Give the vendor's name.")
    if name == "website" and cleaned:
        try:
            web_address(cleaned)
        except ValidationError:
            return "", _("A website starts with http:// or https://.")
    return cleaned, None


def lookalikes(*, workspace_id: UUID, name: str, website: str, besides: UUID | None = None) -> list[Vendor]:
    """Vendors that look like the same one, to warn about."""
    found = Vendor.objects.for_workspace(workspace_id)
    return list(found.resembling(name=name, website=website, besides=besides)[:5])
