"""Shapes of evaluations, decisions and the comparison."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from audits.api.schemas.candidates import CandidateParts, parts_of
from audits.api.schemas.parts import Given, Id, SomeKey
from audits.api.schemas.scores import ScoreOut, score_out
from audits.api.schemas.vendors import VendorRef, vendor_ref
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView, DecisionView
from audits.evaluations.models import Evaluation
from audits.scoring.framework import Framework


class EvaluationIn(Given):
    """`crms` are all of the framework's when left out."""

    title: str
    framework: str = "crm-integration"
    mode: Literal["solo", "panel"] = "solo"
    crms: Annotated[list[str], Field(max_length=20)] | None = None
    vendors: Annotated[list[SomeKey], Field(max_length=50)]


class DecisionIn(Given):
    """`candidate` is null when none is chosen."""

    candidate: str | None
    reason: str


class ReopenIn(Given):
    reason: str


class CandidateRef(BaseModel):
    id: Id
    vendor: VendorRef


class RankedCandidate(CandidateRef):
    score: ScoreOut
    rank: int


class DecisionOut(BaseModel):
    candidate: Id | None
    reason: str
    by: str
    at: datetime
    revision: int

    @classmethod
    def of(cls, decision: DecisionView | None) -> "DecisionOut | None":
        if decision is None:
            return None
        return cls(
            candidate=str(decision.candidate_id) if decision.candidate_id else None,
            reason=decision.reason,
            by=decision.decided.name,
            at=decision.decided.at,
            revision=decision.revision,
        )


class EvaluationHead(BaseModel):
    """What an evaluation is about and how far it is."""

    id: Id
    code: str
    title: str
    framework: str
    framework_version: int
    mode: str
    crms: list[str]
    status: Literal["open", "decided"]
    revision: int
    created_at: datetime


class EvaluationOut(EvaluationHead):
    candidates: list[CandidateRef]


class EvaluationDetail(EvaluationHead):
    """An evaluation with where its candidates stand, and its decision once it is taken."""

    candidates: list[RankedCandidate]
    decision: DecisionOut | None


class EvaluationList(BaseModel):
    items: list[EvaluationOut]
    next: str | None


class ComparedCandidate(CandidateParts):
    rank: int


class ComparisonOut(BaseModel):
    """Everything about every candidate, in rank order; once decided, as it was decided on.

    `margin` and `leaders` count fully scored candidates without an unwaived hard stop.
    """

    evaluation: Id
    code: str
    title: str
    framework: str
    framework_version: int
    mode: str
    crms: list[str]
    status: str
    revision: int
    change: int
    candidates: list[ComparedCandidate]
    leaders: list[Id]
    margin: int | None
    too_close: bool
    decision: DecisionOut | None


def head_of(evaluation: Evaluation) -> dict[str, Any]:
    """The fields of `EvaluationHead`."""
    framework = evaluation.document
    return {
        "id": str(evaluation.pk),
        "code": evaluation.code,
        "title": evaluation.title,
        "framework": framework.slug,
        "framework_version": framework.version,
        "mode": evaluation.mode,
        "crms": evaluation.crms,
        "status": evaluation.status,
        "revision": evaluation.revision,
        "created_at": evaluation.created_at,
    }


def evaluation_out(evaluation: Evaluation) -> EvaluationOut:
    """An evaluation whose candidates are loaded with their vendors."""
    refs = [
        CandidateRef(id=str(one.pk), vendor=vendor_ref(one.vendor)) for one in evaluation.candidates.all()
    ]
    return EvaluationOut(**head_of(evaluation), candidates=refs)


def evaluation_detail(
    evaluation: Evaluation, view: ComparisonView, order: Sequence[UUID]
) -> EvaluationDetail:
    """An evaluation with its candidates in the order given, as when it was made."""
    return EvaluationDetail(
        **head_of(evaluation),
        candidates=[ranked(one) for one in sorted(view.candidates, key=lambda one: order.index(one.id))],
        decision=DecisionOut.of(view.decision),
    )


def ranked(view: CandidateView) -> RankedCandidate:
    vendor = VendorRef(id=str(view.vendor_id), name=view.vendor, product=view.product)
    return RankedCandidate(
        id=str(view.id), vendor=vendor, score=score_out(view.score, ScoreOut), rank=view.rank
    )


def comparison_out(view: ComparisonView, framework: Framework) -> ComparisonOut:
    return ComparisonOut(
        evaluation=str(view.evaluation_id),
        code=view.code,
        title=view.title,
        framework=view.framework.slug,
        framework_version=view.framework.version,
        mode=view.mode,
        crms=list(view.crms),
        status=view.status,
        revision=view.revision,
        change=view.change,
        candidates=[
            ComparedCandidate(**parts_of(candidate, framework), rank=candidate.rank)
            for candidate in view.candidates
        ],
        leaders=[str(leader) for leader in view.leaders],
        margin=view.margin,
        too_close=view.is_too_close,
        decision=DecisionOut.of(view.decision),
    )
