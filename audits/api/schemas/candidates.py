"""Shapes of a candidate: its score, and what it is made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from audits.api.schemas.bodies import Proof, Verdict
from audits.api.schemas.panel import OwnOut, PanelPart, PanelTotalOut, panel_part, total_out
from audits.api.schemas.parts import Id, RowVersion, WaiverOut, stamped
from audits.api.schemas.scores import ScoreOut, score_out
from audits.api.schemas.vendors import VendorRef
from audits.evaluations.comparison.shapes import (
    AnswerView,
    CandidateView,
    DimensionView,
    ExhibitView,
    ObjectView,
)
from audits.scoring.framework import Framework


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


class DimensionOut(PanelPart):
    """One dimension: points given, points the answers suggest, points proven.

    In panel mode before the reveal points are null, `version` is that of your own points, and
    `suggested` appears once you gave some.
    """

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
    revealed_at: datetime | None
    panel: PanelTotalOut | None


class CandidateOut(CandidateParts):
    evaluation: Id
    own: OwnOut | None = None


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
        **dict(panel_part(dimension.panel)),
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
        "revealed_at": view.revealed.at if view.revealed else None,
        "panel": total_out(view.panel),
    }


def dimension_list(dimensions: Sequence[DimensionView], framework: Framework) -> list[DimensionOut]:
    return [dimension_out(one, framework.dimension(one.slug).title) for one in dimensions]


def own_dimension_list(
    blind: Sequence[DimensionView], own: Sequence[DimensionView], framework: Framework
) -> list[DimensionOut]:
    """The dimensions before the reveal: of one's own rows only the version, and what they may suggest."""
    seen = [
        replace(one, version=mine.version, suggested=mine.suggested)
        for one, mine in zip(blind, own, strict=True)
    ]
    return dimension_list(seen, framework)
