"""What a step of an incident captures: values cleaned by their kind, what is missing, how each is said."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.checklists.document import Check, RecordField
from audits.checklists.models import Run
from audits.kit import clock, text
from audits.kit.clean import gathered, known, safe_text
from audits.kit.days import said_moment
from audits.kit.refusals import Invalid
from audits.people.actor import Actor

MOST = 10**12
MOST_SYSTEMS = 12
REFERENCE = 1000
"""How long a reference may be: it is copied to the incident and to its finding."""
SHORTER = {"fix-reference": REFERENCE, "test-reference": REFERENCE}
Cleaner = Callable[[Actor, RecordField, Any], Any]


def clean_captures(actor: Actor, check: Check, given: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values by field; None empties one. `Invalid` names every wrong field by its slug."""
    fields = {field.slug: field for field in check.record}
    known(given, frozenset(fields))
    return gathered(partial(clean_capture, actor, fields[slug], value) for slug, value in given.items())


def clean_capture(actor: Actor, field: RecordField, value: Any) -> dict[str, Any]:
    return {field.slug: clean_one(actor, field, value)}


def clean_one(actor: Actor, field: RecordField, value: Any) -> Any:
    return None if value in (None, "") else CLEANERS[field.kind](actor, field, value)


def merged(captured: Mapping[str, Any], cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What stands after a save: a field left out keeps its value, an emptied one is gone."""
    both = {**captured, **cleaned}
    return {slug: value for slug, value in both.items() if value not in (None, "", [])}


def unfilled(check: Check, captured: Mapping[str, Any]) -> list[RecordField]:
    """What the step must still capture before it is done."""
    return [field for field in check.record if field.capture and field.slug not in captured]


def require_filled(check: Check, captured: Mapping[str, Any]) -> None:
    """`Invalid` naming every field without which the step is not done."""
    if missing := unfilled(check, captured):
        raise Invalid({field.slug: [_("The step is not done without this.")] for field in missing})


def clean_words(actor: Actor, field: RecordField, value: Any) -> str:
    limit = SHORTER.get(field.slug, text.LONG if field.kind == "text" else REFERENCE)
    return safe_text(field.slug, value, limit=limit)


def clean_number(actor: Actor, field: RecordField, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise Invalid({field.slug: [_("This must be a whole number, 0 or more.")]})
    return value


def clean_time(actor: Actor, field: RecordField, value: Any) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise Invalid({field.slug: [_("This must be a date and time with its offset.")]})
    if value > clock.now() + clock.AHEAD:
        raise Invalid({field.slug: [_("This lies in the future.")]})
    return value.astimezone(UTC).isoformat()


def clean_choice(actor: Actor, field: RecordField, value: Any) -> str:
    if value not in field.choices:
        choices = ", ".join(field.choices)
        raise Invalid({field.slug: [_("Choose one of: %(choices)s.") % {"choices": choices}]})
    return str(value)


def clean_run(actor: Actor, field: RecordField, value: Any) -> dict[str, str]:
    """A run of the workspace, kept with its code so that a report needs no other row."""
    run = None
    if isinstance(value, UUID):
        run = Run.objects.for_workspace(actor.workspace_id).filter(pk=value).first()
    if run is None:
        raise Invalid({field.slug: [_("There is no such run here.")]})
    return run_captured(run)


def run_captured(run: Run) -> dict[str, str]:
    return {"id": str(run.pk), "code": run.code}


def clean_systems(actor: Actor, field: RecordField, value: Any) -> list[dict[str, Any]]:
    """Counts by system, what touches revenue first (R135)."""
    if not isinstance(value, list) or len(value) > MOST_SYSTEMS:
        message = _("This must be a list of at most %(most)d.") % {"most": MOST_SYSTEMS}
        raise Invalid({field.slug: [message]})
    rows = [clean_system(field, each) for each in value]
    return sorted(rows, key=lambda row: not row["is_revenue"])


def clean_system(field: RecordField, given: Any) -> dict[str, Any]:
    """One system with its count: {"system", "records", "is_revenue"}."""
    if not isinstance(given, Mapping) or set(given) != {"system", "records", "is_revenue"}:
        raise Invalid({field.slug: [_("A row has system, records and is_revenue.")]})
    system = safe_text(field.slug, given["system"], limit=100)
    if not system:
        raise Invalid({field.slug: [_("Name the system of each count.")]})
    records, is_revenue = given["records"], given["is_revenue"]
    if type(records) is not int or not 0 <= records <= MOST or not isinstance(is_revenue, bool):
        message = _("Give the records of “%(system)s” as a whole number.") % {"system": system}
        raise Invalid({field.slug: [message]})
    return {"system": system, "records": records, "is_revenue": is_revenue}


CLEANERS: dict[str, Cleaner] = {
    "text": clean_words,
    "person": clean_words,
    "url": clean_words,
    "number": clean_number,
    "time": clean_time,
    "choice": clean_choice,
    "run": clean_run,
    "systems": clean_systems,
}


def said(field: RecordField, value: Any) -> str:
    """A captured value for reading; nothing captured is an empty text."""
    if value in (None, "", []):
        return ""
    match field.kind:
        case "time":
            return said_moment(datetime.fromisoformat(value))
        case "run":
            return str(value["code"])
        case "systems":
            return "; ".join(said_system(row) for row in value)
        case "number":
            return f"{value} {field.unit or ''}".strip()
    return str(value)


def said_system(row: Mapping[str, Any]) -> str:
    mark = _(", touches revenue") if row["is_revenue"] else ""
    return f"{row['system']}: {row['records']}{mark}"
