"""What a report is made from: the read model and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison.shapes import ComparisonView, Stamp
from audits.evaluations.remarks import RemarkView
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """A line caught in the demo that nobody has filed under a question."""

    text: str
    demo_second: int | None
    caught: Stamp


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One save of a dimension's points or reason, as the journal holds it."""

    dimension: str
    saved: Stamp
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a candidate has beside the read model."""

    captures: tuple[CaptureLine, ...] = ()
    history: tuple[ScoreChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the journal's chain, by which the journal behind the report can be checked."""

    number: int
    head: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """Everything one report shows; the same for PDF and workbook."""

    view: ComparisonView
    framework: Framework
    zone: ZoneInfo
    made_at: datetime
    beside: Mapping[UUID, Beside] = field(default_factory=dict)
    pictures: frozenset[UUID] | None = None
    """Evidence of which a sound thumbnail was found; None where a report shows no pictures."""
    snapshot_sha256: str = ""
    journal_head: Head | None = None
    """The seal that holds the decision, or the last one while the evaluation is open."""
    earlier: ComparisonView | None = None
    """What the decision before this revision rested on."""
    remarks: tuple[RemarkView, ...] = ()
    """As they stand now: a decision closes none."""

    def beside_of(self, candidate: UUID) -> Beside:
        return self.beside.get(candidate, Beside())
