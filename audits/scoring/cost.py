"""What a vendor costs to own over a term, beside its score (R058-R061).

Amounts are whole minor units of one currency. Every line is rounded half up to one, and every total
is the sum of the lines shown, so the sheet adds up. What is not entered is not 0: it stays out of the
totals and is listed as missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from audits.scoring.score import round_half_up

MONTHS = 12
WEEKS = 52
HOURS_OFFERED = (Decimal(10), Decimal(15))
"""Hours of manual reconciliation a week that the source reports, without a citation (R060)."""
LATE_REPAIR = (3, 5)
"""Times the cost of mending a gap now that the source puts on mending it late, without a citation (R061)."""


class Item(StrEnum):
    """A line of the sheet, in its order."""

    LICENCE = "licence"
    MIDDLEWARE = "middleware"
    UPKEEP = "upkeep"
    BUILD = "build"
    SERVICES = "services"
    CLEANUP = "cleanup"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What people entered; None is not entered."""

    currency: str
    term_months: int
    licence_year: int | None = None
    middleware_year: int | None = None
    middleware_build: int | None = None
    hours_low: Decimal | None = None
    """RevOps hours a week, at least and at most."""
    hours_high: Decimal | None = None
    hour_rate: int | None = None
    weeks: int = WEEKS
    services: int | None = None
    """For mapping and backfill, once."""
    cleanup: int | None = None
    repair_base: int | None = None
    """What it would cost to mend the known gaps now."""


@dataclass(frozen=True, slots=True)
class Span:
    """An amount from the lowest to the highest estimate; mostly both are the same."""

    low: int
    high: int

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    @property
    def is_range(self) -> bool:
        return self.low != self.high


NOTHING = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One cost: by the year or once, and over the whole term; None where it is not entered."""

    item: Item
    is_yearly: bool
    amount: Span | None
    term: Span | None


@dataclass(frozen=True, slots=True)
class Cost:
    """The sheet worked out."""

    lines: tuple[Line, ...]
    year: Span
    """What comes again every year."""
    once: Span
    first_year: Span
    term: Span
    missing: tuple[Item, ...]
    late_repair: Span | None
    """Context, in no total: the known gaps mended late."""

    @property
    def is_empty(self) -> bool:
        return len(self.missing) == len(self.lines)


class Unlike(StrEnum):
    """Why sheets cannot be held against each other whole."""

    CURRENCIES = "currencies"
    """Not at all: there is no rate between them."""
    TERMS = "terms"
    """By the year they can."""
    MISSING = "missing"
    """One of them leaves out what another counts."""


def work_out(sheet: Sheet) -> Cost:
    """Every line of the sheet, a year of it and the whole term."""
    lines = (
        yearly(Item.LICENCE, exactly(sheet.licence_year), sheet.term_months),
        yearly(Item.MIDDLEWARE, exactly(sheet.middleware_year), sheet.term_months),
        yearly(Item.UPKEEP, upkeep(sheet), sheet.term_months),
        once(Item.BUILD, sheet.middleware_build),
        once(Item.SERVICES, sheet.services),
        once(Item.CLEANUP, sheet.cleanup),
    )
    year = total(line.amount for line in lines if line.is_yearly)
    single = total(line.amount for line in lines if not line.is_yearly)
    return Cost(
        lines=lines,
        year=year,
        once=single,
        first_year=year + single,
        term=total(line.term for line in lines),
        missing=tuple(line.item for line in lines if line.amount is None),
        late_repair=late_repair(sheet.repair_base),
    )


def exactly(amount: int | None) -> Span | None:
    return None if amount is None else Span(amount, amount)


def upkeep(sheet: Sheet) -> Span | None:
    """Hours a week times rate times weeks, by the year; with one end of the range, that end is both."""
    low, high = sheet.hours_low, sheet.hours_high
    if sheet.hour_rate is None or (low is None and high is None):
        return None
    ends = [low if low is not None else high, high if high is not None else low]
    first, last = (round_half_up(Fraction(end or 0) * sheet.hour_rate * sheet.weeks) for end in ends)
    return Span(first, last)


def yearly(item: Item, amount: Span | None, months: int) -> Line:
    if amount is None:
        return Line(item, is_yearly=True, amount=None, term=None)
    low, high = (round_half_up(Fraction(end * months, MONTHS)) for end in (amount.low, amount.high))
    return Line(item, is_yearly=True, amount=amount, term=Span(low, high))


def once(item: Item, amount: int | None) -> Line:
    span = exactly(amount)
    return Line(item, is_yearly=False, amount=span, term=span)


def total(spans: Iterable[Span | None]) -> Span:
    return sum((span for span in spans if span is not None), NOTHING)


def late_repair(base: int | None) -> Span | None:
    least, most = LATE_REPAIR
    return None if base is None else Span(base * least, base * most)


def unlike(sheets: Sequence[Sheet]) -> Unlike | None:
    """The first reason against comparing these sheets whole; None when there is none."""
    if len({sheet.currency for sheet in sheets}) > 1:
        return Unlike.CURRENCIES
    if len({sheet.term_months for sheet in sheets}) > 1:
        return Unlike.TERMS
    if len({work_out(sheet).missing for sheet in sheets}) > 1:
        return Unlike.MISSING
    return None
