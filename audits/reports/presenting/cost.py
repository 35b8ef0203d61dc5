"""What a vendor costs to own, for print (R058)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.views.cost_shown import CostShown, cost_shown, is_cost_due
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material


@dataclass(frozen=True, slots=True)
class CostPart:
    """One vendor's cost sheet; without one, whether its band asks for it."""

    shown: CostShown | None
    saved: str
    is_due: bool


def cost_part(candidate: CandidateView, material: Material) -> CostPart:
    cost = candidate.cost
    return CostPart(
        shown=cost_shown(cost) if cost else None,
        saved=wording.stamp(cost.saved, material.zone) if cost else "",
        is_due=is_cost_due(candidate, material.framework),
    )


def cost_rows(candidate: CandidateView, material: Material) -> Iterator[tuple[str, ...]]:
    """The sheet by line, then its totals and what else is said of it; nothing without a sheet."""
    part = cost_part(candidate, material)
    if part.shown is None:
        return
    shown, name = part.shown, candidate.vendor
    for line in shown.lines:
        yield (name, line.title, line.year, line.once, line.term, line.detail)
    yield (name, _("Total"), shown.year, shown.once, shown.term, shown.term_title)
    yield (name, _("First year"), shown.first_year, "", "", part.saved)
    for title, text in (
        (_("Not entered"), shown.missing),
        (_("Mending the known gaps now"), shown.repair_base),
        (_("Mended late, in no total"), shown.late_repair),
        (_("Assumptions"), shown.note),
    ):
        if text:
            yield (name, title, "", "", "", text)
