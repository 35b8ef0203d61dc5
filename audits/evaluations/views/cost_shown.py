"""What a cost sheet shows: words and money, nothing left to add up."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.comparison.shapes import CandidateView, CostView, Stamp
from audits.evaluations.money import amount_text, span_text, term_text
from audits.scoring.cost import Cost, Item, Line, Sheet, Span, Unlike, unlike
from audits.scoring.framework import Framework

TITLES: dict[Item, Promise] = {
    Item.LICENCE: gettext_lazy("Licence"),
    Item.MIDDLEWARE: gettext_lazy("Middleware licence"),
    Item.UPKEEP: gettext_lazy("RevOps upkeep"),
    Item.BUILD: gettext_lazy("Building the middleware"),
    Item.SERVICES: gettext_lazy("Services for mapping and backfill"),
    Item.CLEANUP: gettext_lazy("Cleaning up data"),
}
UNLIKE: dict[Unlike, Promise] = {
    Unlike.CURRENCIES: gettext_lazy(
        "The sheets are in different currencies. Amounts of two currencies are not added or compared here."
    ),
    Unlike.TERMS: gettext_lazy("The sheets cover different terms: compare the yearly costs, not the totals."),
    Unlike.MISSING: gettext_lazy(
        "One sheet leaves out what another counts: see what is not entered before you compare the totals."
    ),
}


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line: by the year or once, and over the term."""

    title: str
    detail: str
    year: str
    once: str
    term: str


@dataclass(frozen=True, slots=True)
class CostShown:
    """One sheet in words."""

    lines: tuple[CostLine, ...]
    year: str
    once: str
    first_year: str
    term: str
    term_title: str
    missing: str
    repair_base: str
    late_repair: str
    note: str
    saved: Stamp | None


@dataclass(frozen=True, slots=True)
class CostColumn:
    """One vendor's costs beside its score."""

    candidate: CandidateView
    shown: CostShown | None


@dataclass(frozen=True, slots=True)
class CostTable:
    """The sheets of all vendors, and whether they may be held against each other."""

    columns: tuple[CostColumn, ...]
    caution: str
    verdict: str


def cost_shown(view: CostView) -> CostShown:
    sheet, cost = view.sheet, view.cost
    return CostShown(
        lines=tuple(cost_line(line, sheet) for line in cost.lines),
        year=total_text(cost, cost.year, sheet.currency, is_yearly=True),
        once=total_text(cost, cost.once, sheet.currency, is_yearly=False),
        first_year=span_text(cost.first_year, sheet.currency),
        term=span_text(cost.term, sheet.currency),
        term_title=_("Over %(term)s") % {"term": term_text(sheet.term_months)},
        missing=", ".join(str(TITLES[item]) for item in cost.missing),
        repair_base="" if sheet.repair_base is None else amount_text(sheet.repair_base, sheet.currency),
        late_repair=span_text(cost.late_repair, sheet.currency) if cost.late_repair else "",
        note=view.note,
        saved=view.saved,
    )


def total_text(cost: Cost, total: Span, currency: str, *, is_yearly: bool) -> str:
    """A dash where nothing of its kind is entered: a sum of nothing would read as free of charge."""
    entered = any(line.amount is not None for line in cost.lines if line.is_yearly == is_yearly)
    return span_text(total if entered else None, currency)


def cost_line(line: Line, sheet: Sheet) -> CostLine:
    amount, term = span_text(line.amount, sheet.currency), span_text(line.term, sheet.currency)
    return CostLine(
        title=str(TITLES[line.item]),
        detail=upkeep_words(sheet) if line.item is Item.UPKEEP and line.amount else "",
        year=amount if line.is_yearly else "",
        once="" if line.is_yearly else amount,
        term=term,
    )


def upkeep_words(sheet: Sheet) -> str:
    """10 to 15 hours a week, 52 weeks, at EUR 70 an hour."""
    ends = dict.fromkeys(
        f"{end.normalize():f}" for end in (sheet.hours_low, sheet.hours_high) if end is not None
    )
    words = {
        "hours": _(" to ").join(ends),
        "weeks": sheet.weeks,
        "rate": amount_text(sheet.hour_rate or 0, sheet.currency),
    }
    return _("%(hours)s hours a week, %(weeks)d weeks, at %(rate)s an hour") % words


def is_cost_due(candidate: CandidateView, framework: Framework) -> bool:
    """Its band asks for a cost sheet, and there is none yet (R058)."""
    band = next((band for band in framework.bands if band.slug == candidate.score.band), None)
    return band is not None and band.asks == "cost" and candidate.cost is None


def cost_lines(view: CostView) -> tuple[tuple[str, str], ...]:
    """The sheet in three lines."""
    shown, upkeep = cost_shown(view), upkeep_line(view)
    return (*upkeep, (_("First year"), shown.first_year), (shown.term_title, shown.term))


def upkeep_line(view: CostView) -> tuple[tuple[str, str], ...]:
    """What the hours of RevOps come to in a year, where they are entered."""
    lines = (line for line in view.cost.lines if line.item is Item.UPKEEP and line.amount)
    return tuple((_("RevOps upkeep a year"), span_text(line.amount, view.sheet.currency)) for line in lines)


def cost_table(candidates: Sequence[CandidateView]) -> CostTable | None:
    """All vendors in rank order; None while nobody has a sheet."""
    costs = [one.cost for one in candidates if one.cost]
    if not costs:
        return None
    reason = unlike([one.sheet for one in costs])
    return CostTable(
        columns=tuple(CostColumn(one, cost_shown(one.cost) if one.cost else None) for one in candidates),
        caution=str(UNLIKE[reason]) if reason else "",
        verdict="" if reason else cheapest_words(candidates),
    )


def cheapest_words(candidates: Sequence[CandidateView]) -> str:
    """Who costs least over the term, and by how much; only where no range overlaps another."""
    priced = [(one, one.cost) for one in candidates if one.cost and not one.cost.cost.is_empty]
    if len(priced) < 2:
        return ""
    priced.sort(key=lambda each: each[1].cost.term.low)
    (first, least), (second, next_one) = priced[:2]
    gap = apart(least.cost, next_one.cost)
    if gap is None:
        return _("The estimates overlap: no vendor is clearly the cheapest to own.")
    words = {
        "first": first.vendor,
        "second": second.vendor,
        "term": term_text(least.sheet.term_months),
        "gap": span_text(gap, least.sheet.currency),
    }
    return _("%(first)s costs least to own over %(term)s: %(gap)s less than %(second)s.") % words


def apart(least: Cost, other: Cost) -> Span | None:
    """How much less, at least and at most; None where the two ranges meet."""
    gap = Span(other.term.low - least.term.high, other.term.high - least.term.low)
    return gap if gap.low > 0 else None
