"""The record of a failure: its values, cleaned and masked, and whether it is whole (R091-R093, R097)."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.translation import gettext as _

from audits.checklists import library
from audits.checklists.models import Finding
from audits.checklists.models.finding import RECORD, Mitigation, Severity
from audits.connectors.models import Connector
from audits.kit import clock, text
from audits.kit.clean import clean_text, gathered, known, safe_text
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner
from audits.vendors.models import Vendor

MOST_RECORDS = 10**12
TEXTS = {
    "title": text.SHORT,
    "steps": text.LONG,
    "expected": text.LONG,
    "observed": text.LONG,
    "mitigation_note": 1000,
    "fix": text.LONG,
    "regression_test": 1000,
}
PLACES: dict[str, type[Model]] = {"connector": Connector, "vendor": Vendor}
web_address = URLValidator(schemes=["http", "https"])


class FindingValues(TypedDict, total=False):
    """What is written down about a failure; a field left out keeps its value."""

    title: str
    occurred_at: datetime | None
    steps: str
    expected: str
    observed: str
    mitigation: str
    mitigation_note: str
    severity: str
    affected_records: int | None
    is_revenue: bool
    failure_modes: list[str]
    connector: UUID | None
    vendor: UUID | None
    owner: UUID | str | None
    due_on: date | None
    fix: str
    regression_test: str
    ticket_url: str


def missing_words() -> dict[str, str]:
    """What to say of each part of the record that is missing."""
    return {
        "occurred_at": _("Say when it happened."),
        "steps": _("Say what was done, step by step."),
        "expected": _("Say what was expected."),
        "observed": _("Say what you saw instead."),
        "mitigation": _("Say what was done at once; “none yet” is an answer."),
    }


def clean_values(actor: Actor, values: Mapping[str, Any], *, present: User | None = None) -> dict[str, Any]:
    """Database values of what was given, secrets masked, or `Invalid` naming every wrong field.

    `present` is whose it is without a word: the owner of the item that failed.
    """
    known(values, frozenset(FindingValues.__annotations__))
    return gathered(partial(clean_value, actor, name, value, present) for name, value in values.items())


def clean_value(actor: Actor, name: str, value: Any, present: User | None) -> dict[str, Any]:
    """The columns of one field."""
    if name in TEXTS:
        return {name: safe_text(name, value, limit=TEXTS[name])}
    if name == "owner":
        person = clean_owner(actor, value, present=present, guests=True)
        return {"owner_id": person.pk if person else None}
    if name in PLACES:
        return clean_place(actor, name, value)
    return CLEANERS[name](value)


def clean_moment(value: Any) -> dict[str, Any]:
    if value is not None and not isinstance(value, datetime):
        raise Invalid({"occurred_at": [_("This must be a date and time.")]})
    if value and value.tzinfo is None:
        raise Invalid({"occurred_at": [_("Name the time with its offset.")]})
    if value and value > clock.now() + clock.AHEAD:
        raise Invalid({"occurred_at": [_("This lies in the future.")]})
    return {"occurred_at": value}


def clean_mitigation(value: Any) -> dict[str, Any]:
    """One of the kinds, or own words, which are kept as "something else"."""
    words = safe_text("mitigation", value, limit=1000)
    kind = words.lower().replace(" ", "_").replace("-", "_")
    if not words or kind in Mitigation.values:
        return {"mitigation": kind}
    return {"mitigation": Mitigation.OTHER, "mitigation_note": words}


def clean_severity(value: Any) -> dict[str, Any]:
    if value not in Severity.values:
        choices = ", ".join(Severity.values)
        raise Invalid({"severity": [_("Choose one of: %(choices)s.") % {"choices": choices}]})
    return {"severity": value}


def clean_records(value: Any) -> dict[str, Any]:
    if value is not None and (type(value) is not int or not 0 <= value <= MOST_RECORDS):
        raise Invalid({"affected_records": [_("This must be a whole number, 0 or more.")]})
    return {"affected_records": value}


def clean_flag(value: Any) -> dict[str, Any]:
    if not isinstance(value, bool):
        raise Invalid({"is_revenue": [_("This must be true or false.")]})
    return {"is_revenue": value}


def clean_modes(value: Any) -> dict[str, Any]:
    """Slugs of failure modes of the library, each once."""
    modes = {slug for slug, check in library.checks().items() if check.kind == "failure-mode"}
    if not isinstance(value, list) or (unknown := [each for each in value if each not in modes]):
        name = unknown[0] if isinstance(value, list) else value
        raise Invalid({"failure_modes": [_("There is no failure mode “%(name)s”.") % {"name": name}]})
    return {"failure_modes": list(dict.fromkeys(value))}


def clean_due(value: Any) -> dict[str, Any]:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise Invalid({"due_on": [_("This must be a date.")]})
    return {"due_on": value}


def clean_ticket(value: Any) -> dict[str, Any]:
    address = clean_text("ticket_url", value, limit=1000)
    if address:
        try:
            web_address(address)
        except ValidationError:
            raise Invalid({"ticket_url": [_("A link starts with http:// or https://.")]}) from None
    return {"ticket_url": safe_text("ticket_url", address, limit=1000)}


def clean_place(actor: Actor, name: str, key: UUID | None) -> dict[str, Any]:
    """The column of a connector or a vendor of this workspace."""
    rows = PLACES[name]._default_manager.filter(workspace_id=actor.workspace_id)
    if key is not None and not rows.filter(pk=key).exists():
        raise Invalid({name: [missing_place(name)]})
    return {f"{name}_id": key}


def missing_place(name: str) -> str:
    is_vendor = name == "vendor"
    return _("There is no such vendor here.") if is_vendor else _("There is no such connector here.")


CLEANERS = {
    "occurred_at": clean_moment,
    "mitigation": clean_mitigation,
    "severity": clean_severity,
    "affected_records": clean_records,
    "is_revenue": clean_flag,
    "failure_modes": clean_modes,
    "due_on": clean_due,
    "ticket_url": clean_ticket,
}


def require_whole(finding: Finding) -> None:
    """`Invalid` naming every part of the record that is missing (R091)."""
    words = missing_words()
    if missing := finding.missing():
        raise Invalid({name: [words[name]] for name in missing})


def record_of(finding: Finding) -> dict[str, Any]:
    """The five parts of the record, as the journal keeps them."""
    return {name: getattr(finding, name) for name in RECORD}
