"""Shapes of commitments."""

from datetime import date, datetime

from pydantic import BaseModel

from audits.api.schemas.parts import Id
from audits.api.schemas.runs import email_of
from audits.commitments.ledger import Entry, Place
from audits.commitments.models import Judgement


class CommitmentLimit(BaseModel):
    """How a measured value is held against which number: `value` is decimal, as text."""

    comparison: str
    value: str
    unit: str


class CommitmentSource(BaseModel):
    """Where it was promised. `url` leads to the demo's answer; null for one made by hand."""

    title: str
    question: str
    dimension: str
    words: str
    verdict: str | None
    proof: str | None
    said_by: str
    said_on: date | None
    demo_second: int | None
    url: str | None


class JudgementOut(BaseModel):
    """One result: `kept` is null where a check took its earlier one back."""

    kept: bool | None
    note: str
    by: str
    at: datetime
    run: Id | None
    run_title: str

    @classmethod
    def of(cls, judgement: Judgement) -> "JudgementOut":
        return cls(
            kept=judgement.is_kept,
            note=judgement.note,
            by=str(judgement.judged_by),
            at=judgement.judged_at,
            run=str(judgement.run) if judgement.run else None,
            run_title=judgement.run_title,
        )


class ClauseOut(BaseModel):
    """Whether a contract holds it, null where nobody looked; where, or why not."""

    contract: Id
    reference: str
    included: bool | None
    place: str

    @classmethod
    def of(cls, place: Place) -> "ClauseOut":
        return cls(
            contract=str(place.contract.pk),
            reference=place.contract.reference,
            included=place.is_included,
            place=place.words,
        )


class CommitmentOut(BaseModel):
    """What a vendor promised, and what became of it; the judgements are newest first."""

    id: Id
    code: str
    vendor: Id
    text: str
    limit: CommitmentLimit | None
    state: str
    judged_at: datetime | None
    release_reason: str
    owner: str | None
    due: date | None
    source: CommitmentSource
    judgements: list[JudgementOut]
    contracts: list[ClauseOut]
    version: int
    created_at: datetime


class CommitmentList(BaseModel):
    items: list[CommitmentOut]
    next: str | None


def commitment_out(entry: Entry, site: str) -> CommitmentOut:
    """A commitment as the ledger knows it; `site` is the address that paths stand under."""
    row = entry.commitment
    return CommitmentOut(
        id=str(row.pk),
        code=row.code,
        vendor=str(row.vendor_id),
        text=row.text,
        limit=limit_of(entry),
        state=row.state,
        judged_at=row.judged_at,
        release_reason=row.release_reason,
        owner=email_of(row.owner),
        due=row.due_on,
        source=source_of(entry, site),
        judgements=[JudgementOut.of(each) for each in entry.history],
        contracts=[ClauseOut.of(place) for place in entry.places],
        version=row.version,
        created_at=row.created_at,
    )


def limit_of(entry: Entry) -> CommitmentLimit | None:
    row = entry.commitment
    if row.limit is None:
        return None
    return CommitmentLimit(comparison=row.comparison, value=row.value, unit=row.unit)


def source_of(entry: Entry, site: str) -> CommitmentSource:
    row = entry.commitment
    return CommitmentSource(
        title=row.source_title,
        question=row.question,
        dimension=row.dimension,
        words=row.words,
        verdict=row.verdict or None,
        proof=row.proof or None,
        said_by=row.said_by,
        said_on=row.said_on,
        demo_second=row.demo_second,
        url=f"{site}{row.source_path}" if row.source_path else None,
    )
