"""The cost sheets of the read model; they come with their candidates, without a query of their own."""

from audits.evaluations.comparison.shapes import CostView, Stamp
from audits.evaluations.models import Candidate, CostSheet
from audits.scoring.cost import work_out

WITH_COST = "cost_sheet__saved_by"
"""What candidates are loaded with for `cost_of`."""


def cost_of(candidate: Candidate) -> CostView | None:
    """The candidate's sheet worked out; None when nobody has begun one."""
    row: CostSheet | None = getattr(candidate, "cost_sheet", None)
    return cost_view(row) if row else None


def cost_view(row: CostSheet) -> CostView:
    saved = Stamp(str(row.saved_by), row.saved_at, row.saved_by_id) if row.saved_at else None
    return CostView(row.sheet, work_out(row.sheet), row.note, row.version, saved)
