"""Shapes of how firm an order is."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel

from audits.api.schemas.parts import Id
from audits.scoring.robustness import PointFlip, Robustness
from audits.scoring.weightings import Leads, Shift, WeightFlip


class WeightFlipOut(BaseModel):
    """This dimension's weight times `factor`, all others unchanged, makes the candidate level."""

    candidate: Id
    dimension: str
    factor: float


class Taken(BaseModel):
    dimension: str
    part: float


class ShiftOut(BaseModel):
    """The least part of the whole weight, 0 to 1, that moved to `to` makes the candidate level."""

    candidate: Id
    moved: float
    to: str
    taken: list[Taken]


class PointFlipOut(BaseModel):
    """With these points in this dimension, one away from its own, these things change."""

    candidate: Id
    dimension: str
    points: int
    band: str | None
    leaders: list[Id]
    changes: list[Literal["band", "ranks", "leaders"]]


class ShareOut(BaseModel):
    candidate: Id
    share: float


class SharesOut(BaseModel):
    """The share of all weightings in which each leads; estimates keep within `error` in 19 of 20 cases."""

    exact: bool
    error: float
    samples: int
    shares: list[ShareOut]


class RobustnessOut(BaseModel):
    """A what-if beside the score, which never changes with it.

    Everything about the lead counts fully scored candidates without an unwaived hard stop; changes of
    weight start from equal weights.
    """

    evaluation: Id
    leaders: list[Id]
    margin: int | None
    too_close: bool
    weight_flips: list[WeightFlipOut]
    smallest_shift: ShiftOut | None
    proven_leaders: list[Id]
    proven_weight_flips: list[WeightFlipOut]
    point_flips: list[PointFlipOut]
    leads: SharesOut


def robustness_out(evaluation: str, found: Robustness, dimensions: Sequence[str]) -> RobustnessOut:
    shift = found.stated.shift
    return RobustnessOut(
        evaluation=evaluation,
        leaders=list(found.leaders),
        margin=found.margin,
        too_close=found.is_too_close,
        weight_flips=weight_flips(found.stated.flips, dimensions),
        smallest_shift=shift_out(shift, dimensions) if shift else None,
        proven_leaders=list(found.proven.leaders),
        proven_weight_flips=weight_flips(found.proven.flips, dimensions),
        point_flips=[point_flip(flip, dimensions) for flip in found.point_flips],
        leads=shares_out(found.leads),
    )


def weight_flips(flips: Iterable[WeightFlip], dimensions: Sequence[str]) -> list[WeightFlipOut]:
    return [
        WeightFlipOut(
            candidate=flip.challenger, dimension=dimensions[flip.dimension], factor=float(flip.factor)
        )
        for flip in flips
    ]


def shift_out(shift: Shift, dimensions: Sequence[str]) -> ShiftOut:
    taken = [Taken(dimension=dimensions[each], part=float(part)) for each, part in shift.taken]
    return ShiftOut(
        candidate=shift.challenger, moved=float(shift.moved), to=dimensions[shift.to], taken=taken
    )


def point_flip(flip: PointFlip, dimensions: Sequence[str]) -> PointFlipOut:
    changes: dict[Literal["band", "ranks", "leaders"], bool] = {
        "band": flip.band_flips,
        "ranks": flip.ranks_flip,
        "leaders": flip.leaders_flip,
    }
    return PointFlipOut(
        candidate=flip.key,
        dimension=dimensions[flip.dimension],
        points=flip.points,
        band=flip.band,
        leaders=list(flip.leaders),
        changes=[name for name, is_so in changes.items() if is_so],
    )


def shares_out(leads: Leads) -> SharesOut:
    return SharesOut(
        exact=not leads.samples,
        error=float(leads.error),
        samples=leads.samples,
        shares=[ShareOut(candidate=one.key, share=float(one.share)) for one in leads.shares],
    )
