"""Shapes of a score: points with their range, and what stands in the way."""

from typing import Any, Literal, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel

from audits.api.schemas.panel import OwnOut
from audits.api.schemas.parts import RowVersion, WaiverOut
from audits.evaluations.comparison.shapes import WaiverView
from audits.scoring.objects import HardStop, StopReason
from audits.scoring.score import CandidateScore

S = TypeVar("S", bound="ScoreOut")


class HardStopOut(BaseModel):
    """An object that does not go both ways; `missing` is the stable word for `reason`."""

    crm: str
    object: str
    reason: str
    missing: Literal["not-read", "not-written", "neither"]
    waiver: WaiverOut | None


class UnconfirmedOut(BaseModel):
    crm: str
    object: str
    waiver: WaiverOut | None


class ScoreOut(BaseModel):
    """Points with their range and band, what of them is proven, and what stands in the way."""

    points: int
    proven: int
    max: int
    scored: int
    total_dimensions: int
    answered: int
    questions: int
    floor: int
    ceiling: int
    band: str | None
    possible_bands: list[str]
    hard_stops: list[HardStopOut]
    unconfirmed: list[UnconfirmedOut]


class ScoreSaved(ScoreOut):
    """The score after a PUT, with the new version of the row that was written.

    `own` is your own view in panel mode before the reveal, when the score itself stays blank.
    """

    version: RowVersion
    own: OwnOut | None = None


def score_out(score: CandidateScore[WaiverView], kind: type[S], **more: Any) -> S:
    return kind(
        points=score.points,
        proven=score.proven,
        max=score.max,
        scored=score.scored,
        total_dimensions=score.total_dimensions,
        answered=score.answered,
        questions=score.questions,
        floor=score.floor,
        ceiling=score.ceiling,
        band=score.band,
        possible_bands=list(score.possible_bands),
        hard_stops=[hard_stop_out(stop) for stop in score.hard_stops],
        unconfirmed=[
            UnconfirmedOut(crm=one.crm, object=one.object, waiver=WaiverOut.of(one.waiver))
            for one in score.unconfirmed
        ],
        **more,
    )


def hard_stop_out(stop: HardStop[WaiverView]) -> HardStopOut:
    return HardStopOut(
        crm=stop.crm,
        object=stop.object,
        reason=stop_text(stop),
        missing=stop.reason.value,
        waiver=WaiverOut.of(stop.waiver),
    )


def stop_text(stop: HardStop[WaiverView]) -> str:
    """The stop in words."""
    values = {"object": stop.object, "crm": stop.crm}
    match stop.reason:
        case StopReason.NOT_READ:
            return _("The %(object)s object of %(crm)s is not read.") % values
        case StopReason.NOT_WRITTEN:
            return _("The %(object)s object of %(crm)s is not written.") % values
    return _("The %(object)s object of %(crm)s is neither read nor written.") % values
