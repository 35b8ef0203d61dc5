"""Shapes of a candidate: its score, and what it is made of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from audits.api.schemas.parts import Given, Id, RowVersion, Version, WaiverOut, stamped
from audits.api.schemas.vendors import VendorRef
from audits.evaluations.comparison.shapes import (
    AnswerView,
    CandidateView,
    DimensionView,
    ExhibitView,
    ObjectView,
    WaiverView,
)
from audits.scoring.framework import Framework
from audits.scoring.objects import HardStop, StopReason
from audits.scoring.score import CandidateScore

Verdict = Literal["strong", "partial", "none"]
Proof = Literal["claimed", "sandbox", "production", "own-org"]
S = TypeVar("S", bound="ScoreOut")


class ScoreIn(Given):
    """Points of one dimension; null takes them back, a field left out keeps its value."""

    points: Annotated[int, Field(ge=0, le=5)] | None = None
    rationale: str = ""
    version: Version = 0


class AnswerIn(Given):
    """The answer to one question; a field left out keeps its value."""

    verdict: Verdict | None = None
    proof: Proof | None = None
    note: str = ""
    version: Version = 0


class PartIn(Given):
    read: bool | None = None
    write: bool | None = None


class ObjectIn(Given):
    """Whether an object is read and written; null is not asked yet, a field left out keeps its value.

    An object with parts is true only when every part is; setting it sets all its parts.
    """

    read: bool | None = None
    write: bool | None = None
    parts: Annotated[dict[str, PartIn], Field(max_length=20)] = {}
    version: Version = 0


class WaiverIn(Given):
    crm: str
    object: str
    reason: str


class EvidenceIn(Given):
    """A link with its place; a file comes as multipart with the same fields, without `url`."""

    url: str = ""
    question: str | None = None
    dimension: str = ""
    name: str = ""
    proof: Proof | None = None
    effective_on: str | None = None


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
    """The score after a PUT, with the new version of the row that was written."""

    version: RowVersion


class AnswerOut(BaseModel):
    question: str
    verdict: Verdict | None
    proof: Proof | None
    note: str
    no_specific_answer: bool
    follow_up: bool
    promise: bool
    red_flags: list[str]
    facts: dict[str, Any]
    demo_second: int | None
    version: RowVersion
    saved_by: str | None
    saved_at: datetime | None


class DimensionOut(BaseModel):
    """One dimension: points given, points the answers suggest, points proven."""

    slug: str
    title: str
    points: int | None
    rationale: str
    suggested: int | None
    proven: int | None
    answered: int
    questions: int
    claimed_only: bool
    version: RowVersion
    saved_by: str | None
    saved_at: datetime | None


class PartState(BaseModel):
    read: bool | None = None
    write: bool | None = None


class ObjectOut(BaseModel):
    crm: str
    object: str
    read: bool | None
    write: bool | None
    parts: dict[str, PartState]
    waiver: WaiverOut | None
    version: RowVersion
    saved_by: str | None
    saved_at: datetime | None


class EvidenceOut(BaseModel):
    """A file or link and where it stands; withdrawn pieces stay listed with the reason."""

    id: Id
    code: str
    name: str
    dimension: str
    question: str | None
    url: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    effective_on: date
    proof: Proof | None
    uploaded_by: str
    uploaded_at: datetime
    withdrawn_at: datetime | None
    withdrawal_reason: str | None


class CandidateParts(BaseModel):
    """Everything recorded about a candidate, and what it comes to."""

    id: Id
    vendor: VendorRef
    score: ScoreOut
    dimensions: list[DimensionOut]
    answers: list[AnswerOut]
    objects: list[ObjectOut]
    evidence: list[EvidenceOut]
    change: int


class CandidateOut(CandidateParts):
    evaluation: Id


class EvidenceSaved(BaseModel):
    id: Id
    code: str
    name: str
    dimension: str
    question: str | None
    url: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    effective_on: date
    proof: Proof | None
    change: int


class WaiverSaved(BaseModel):
    """A waiver that was just given."""

    id: Id
    crm: str
    object: str
    reason: str
    author: str
    at: datetime


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


def answer_out(answer: AnswerView) -> AnswerOut:
    return AnswerOut(
        question=answer.question,
        verdict=answer.verdict.value if answer.verdict else None,
        proof=answer.proof.value if answer.proof else None,
        note=answer.note,
        no_specific_answer=answer.is_vague,
        follow_up=answer.follow_up,
        promise=answer.is_promise,
        red_flags=list(answer.red_flags),
        facts=answer.facts,
        demo_second=answer.demo_second,
        version=answer.version,
        **stamped(answer.saved),
    )


def dimension_out(dimension: DimensionView, title: str) -> DimensionOut:
    return DimensionOut(
        slug=dimension.slug,
        title=title,
        points=dimension.points,
        rationale=dimension.rationale,
        suggested=dimension.suggested,
        proven=dimension.proven,
        answered=dimension.answered,
        questions=dimension.questions,
        claimed_only=dimension.is_claimed_only,
        version=dimension.version,
        **stamped(dimension.saved),
    )


def object_out(item: ObjectView) -> ObjectOut:
    return ObjectOut(
        crm=item.crm,
        object=item.object,
        read=item.read,
        write=item.write,
        parts={slug: PartState(**part) for slug, part in item.parts.items()},
        waiver=WaiverOut.of(item.waiver),
        version=item.version,
        **stamped(item.saved),
    )


def evidence_out(exhibit: ExhibitView) -> EvidenceOut:
    return EvidenceOut(
        id=str(exhibit.id),
        code=exhibit.code,
        name=exhibit.name,
        dimension=exhibit.dimension,
        question=exhibit.question,
        url=exhibit.url or None,
        media_type=exhibit.media_type or None,
        size=exhibit.size,
        sha256=exhibit.sha256 or None,
        effective_on=exhibit.effective_on,
        proof=exhibit.proof.value if exhibit.proof else None,
        uploaded_by=exhibit.uploaded.name,
        uploaded_at=exhibit.uploaded.at,
        withdrawn_at=exhibit.withdrawn.at if exhibit.withdrawn else None,
        withdrawal_reason=exhibit.withdrawal_reason or None,
    )


def parts_of(view: CandidateView, framework: Framework) -> dict[str, Any]:
    """The fields of `CandidateParts`."""
    return {
        "id": str(view.id),
        "vendor": VendorRef(id=str(view.vendor_id), name=view.vendor, product=view.product),
        "score": score_out(view.score, ScoreOut),
        "dimensions": dimension_list(view.dimensions, framework),
        "answers": [answer_out(answer) for answer in view.answers],
        "objects": [object_out(item) for item in view.objects],
        "evidence": [evidence_out(exhibit) for exhibit in view.exhibits],
        "change": view.change,
    }


def dimension_list(dimensions: Sequence[DimensionView], framework: Framework) -> list[DimensionOut]:
    return [dimension_out(one, framework.dimension(one.slug).title) for one in dimensions]
