"""Measured values held against a check's limits, to the letter: equal is neither under nor over.

A limit is what should hold, or what fails or warns when it does (R100, R105, R110, Q21).
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from audits.checklists.document import Check, Limit

MOST = Decimal(10) ** 12
LONGEST = 24
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
MET, WARNS, FAILS = "met", "warns", "fails"


@dataclass(frozen=True, slots=True)
class Measured:
    """A limit and what was measured; `result` is blank until something was."""

    place: int
    limit: Limit
    value: str
    result: str


def judged(limit: Limit, value: Decimal) -> str:
    """Met, warns or fails."""
    holds = COMPARISONS[limit.comparison](value, limit.value)
    if limit.fails:
        return FAILS if holds else MET
    if limit.warns:
        return WARNS if holds else MET
    return MET if holds else FAILS


def decimal_of(typed: str) -> Decimal | None:
    """A number as people type it, with a point or a comma; None when it is none that can be kept."""
    written = typed.strip().replace(",", ".")
    if len(written) > LONGEST:
        return None
    try:
        value = Decimal(written)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= MOST else None


def measures_of(check: Check, record: Mapping[str, Any]) -> list[Measured]:
    """Every limit of the check with what was measured, in order; hops judge their own times."""
    if check.hops:
        return []
    stored = record.get("measures", {})
    return [measured(place, limit, stored.get(str(place), "")) for place, limit in enumerate(check.limits)]


def measured(place: int, limit: Limit, value: str) -> Measured:
    return Measured(place, limit, value, judged(limit, Decimal(value)) if value else "")


def failing_in(check: Check, record: Mapping[str, Any]) -> int:
    """How many measured values fail."""
    return sum(each.result == FAILS for each in measures_of(check, record))
