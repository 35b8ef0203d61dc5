"""Shapes of a panel: one's own view before the reveal, everybody's points after it."""

from datetime import datetime

from pydantic import BaseModel

from audits.api.schemas.parts import RowVersion
from audits.evaluations.comparison.shapes import CandidateView, DimensionView, PanelPoints, PanelView
from audits.scoring.panel import PanelTotal


class OwnDimension(BaseModel):
    """What you gave one dimension; `version` goes with your next PUT."""

    slug: str
    points: int | None
    abstained: bool
    rationale: str
    version: RowVersion
    saved_at: datetime | None


class OwnOut(BaseModel):
    """Your view, only you: what your own points alone come to."""

    points: int
    max: int
    scored: int
    total_dimensions: int
    floor: int
    ceiling: int
    band: str | None
    possible_bands: list[str]
    dimensions: list[OwnDimension]


class PanelPointsOut(BaseModel):
    """What one panelist gave; `points` are null where they abstained or gave none."""

    email: str
    name: str
    points: int | None
    rationale: str
    saved_at: datetime | None


class PanelTotalOut(BaseModel):
    """The sum of the unrounded means beside the sum of the rounded ones.

    `rounding_moves_band` is true when rounding each dimension puts the total into another band than
    the unrounded sum has reached.
    """

    unrounded: float
    rounded: int
    halves: int
    unrounded_band: str | None
    rounded_band: str | None
    rounding_moves_band: bool


class PanelPart(BaseModel):
    """The panel of one dimension; all of it null in solo mode and before the reveal."""

    panel: list[PanelPointsOut] | None
    spread: int | None
    flagged: bool | None
    mean: float | None
    half: bool | None


def own_out(view: CandidateView) -> OwnOut:
    score = view.score
    return OwnOut(
        points=score.points,
        max=score.max,
        scored=score.scored,
        total_dimensions=score.total_dimensions,
        floor=score.floor,
        ceiling=score.ceiling,
        band=score.band,
        possible_bands=list(score.possible_bands),
        dimensions=[own_dimension(one) for one in view.dimensions],
    )


def own_dimension(dimension: DimensionView) -> OwnDimension:
    return OwnDimension(
        slug=dimension.slug,
        points=dimension.points,
        abstained=dimension.is_abstained,
        rationale=dimension.rationale,
        version=dimension.version,
        saved_at=dimension.saved.at if dimension.saved else None,
    )


def panel_part(panel: PanelView | None) -> PanelPart:
    if panel is None:
        return PanelPart(panel=None, spread=None, flagged=None, mean=None, half=None)
    return PanelPart(
        panel=[points_out(one) for one in panel.given],
        spread=panel.spread,
        flagged=panel.is_flagged,
        mean=None if panel.mean is None else float(panel.mean),
        half=panel.is_half,
    )


def points_out(given: PanelPoints) -> PanelPointsOut:
    return PanelPointsOut(
        email=given.email,
        name=given.name,
        points=given.points,
        rationale=given.rationale,
        saved_at=given.saved_at,
    )


def total_out(found: PanelTotal | None) -> PanelTotalOut | None:
    if found is None:
        return None
    return PanelTotalOut(
        unrounded=float(found.exact),
        rounded=found.rounded,
        halves=found.halves,
        unrounded_band=found.exact_band,
        rounded_band=found.rounded_band,
        rounding_moves_band=found.rounding_moves_band,
    )
