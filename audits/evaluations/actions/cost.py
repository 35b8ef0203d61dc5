"""Saving what a vendor costs to own (R058-R061)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, CostSheet
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import known, safe_text
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.cost import MONTHS, WEEKS
from audits.scoring.currencies import LARGEST, MINOR_DIGITS, plain_amount

AMOUNTS = (
    "licence_year",
    "middleware_year",
    "middleware_build",
    "hour_rate",
    "services",
    "cleanup",
    "repair_base",
)
HOURS = ("hours_low", "hours_high")
MOST_HOURS = 9999
LONGEST_TERM = 240


class CostValues(TypedDict):
    """The whole sheet: amounts in minor units of the currency, None for what is not entered."""

    currency: str
    term_months: int
    licence_year: int | None
    middleware_year: int | None
    middleware_build: int | None
    hours_low: Decimal | None
    hours_high: Decimal | None
    hour_rate: int | None
    weeks: int
    services: int | None
    cleanup: int | None
    repair_base: int | None
    note: str


def save_cost(
    *,
    actor: Actor,
    candidate: Candidate,
    values: CostValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the sheet, the first time or again; version 0 means "I saw none".

    `candidate` comes with its evaluation. Raises Denied, Invalid, Conflict, Decided.
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)
    cleaned = clean(values)
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        row = kept_or_new(candidate, cleaned)
        before = write.swap(row, cleaned, actor=actor, version=version, at=at)
        was = told(before) if row.version > 1 else None
        journal.record(
            actor,
            "cost.saved",
            subject=candidate.pk,
            before=was,
            after=told(cleaned),
            operation=key or "",
            version=row.version,
        )
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("cost", candidate.pk, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def kept_or_new(candidate: Candidate, cleaned: Mapping[str, Any]) -> CostSheet:
    """The candidate's sheet; under the parent's lock nobody else makes it at the same time."""
    row = CostSheet.objects.select_related("saved_by").filter(candidate=candidate).first()
    own = {"workspace_id": candidate.workspace_id, "candidate": candidate}
    return row or CostSheet.objects.create(**own, **cleaned)


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet for reading: amounts with their decimals, hours as written."""
    shown = dict(values)
    for name in AMOUNTS:
        if shown[name] is not None:
            shown[name] = plain_amount(shown[name], values["currency"])
    for name in HOURS:
        if shown[name] is not None:
            shown[name] = f"{shown[name].normalize():f}"
    return shown


def clean(values: CostValues) -> dict[str, Any]:
    """Database values, or `Invalid` naming every wrong field."""
    known(values, frozenset(CostValues.__annotations__))
    errors = {name: problem for name, value in values.items() if (problem := wrong(name, value))}
    low, high = values["hours_low"], values["hours_high"]
    if not errors and low is not None and high is not None and high < low:
        errors["hours_high"] = _("At most is less than at least.")
    if errors:
        raise Invalid({name: [problem] for name, problem in errors.items()})
    return {**values, "note": safe_text("note", values["note"])}


def wrong(name: str, value: Any) -> str | None:
    """What is wrong with one value, in words."""
    if name == "currency":
        return None if value in MINOR_DIGITS else _("This is no currency code.")
    if name == "term_months":
        return bounded(value, LONGEST_TERM, _("A term is 1 to %(most)d months."))
    if name == "weeks":
        return bounded(value, WEEKS + 1, _("A year has 1 to %(most)d weeks."))
    if name in HOURS and value is not None:
        return wrong_hours(value)
    if name in AMOUNTS and value is not None and not (type(value) is int and 0 <= value <= LARGEST):
        return _("This amount is below 0 or too large.")
    return None


def bounded(value: Any, most: int, words: str) -> str | None:
    return None if type(value) is int and 1 <= value <= most else words % {"most": most}


def wrong_hours(value: Any) -> str | None:
    """NaN compares with nothing and is asked for first."""
    is_number = isinstance(value, Decimal) and value.is_finite()
    if is_number and 0 <= value <= MOST_HOURS and value == round(value, 2):
        return None
    return _("Hours are a number from 0 to %(most)d, to a hundredth.") % {"most": MOST_HOURS}


def in_years(months: int) -> tuple[int, bool]:
    """A term as people say it: whole years, or else months; and whether it is years."""
    return (months // MONTHS, True) if months % MONTHS == 0 else (months, False)
