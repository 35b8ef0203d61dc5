"""The frozen shapes of the read model. Blank is None, never zero and never ""."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from audits.evaluations.comparison.awarded import ConditionView, SignatureView
from audits.evaluations.comparison.registers import GapView, SlaView
from audits.evaluations.comparison.replies import ClarificationView, ReplyView
from audits.scoring.asknext import AskNext
from audits.scoring.cost import Cost, Sheet
from audits.scoring.facts import Latency
from audits.scoring.objects import Obstacle
from audits.scoring.panel import PanelTotal
from audits.scoring.score import CandidateScore, Proof, Verdict

SCHEMA = 2
"""2 added panel, cost, clarifications, gaps, SLA. An older snapshot loads: what is new has a default."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who saved something, and when."""

    name: str
    at: datetime
    id: UUID | None = None
    """The person's key, where a page must tell somebody else's work from one's own."""


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """A piece of evidence in its place; `question` is None when it stands on the dimension."""

    id: UUID
    evidence_id: UUID
    code: str
    name: str
    dimension: str
    question: str | None
    url: str
    media_type: str
    size: int | None
    sha256: str
    width: int | None
    height: int | None
    has_thumbnail: bool
    effective_on: date
    proof: Proof | None
    demo_second: int | None
    uploaded: Stamp
    withdrawn: Stamp | None
    withdrawal_reason: str
    clarification: str = ""
    """The request (CL-01) with which the vendor itself sent it; blank for what we took in."""

    @property
    def is_link(self) -> bool:
        return bool(self.url)

    @property
    def is_standing(self) -> bool:
        return self.withdrawn is None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What one of a panel proposed to the recorder, and their own note."""

    id: UUID
    person: Stamp
    verdict: Verdict | None
    proof: Proof | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The answer to one question; `is_vague` means asked without a specific answer."""

    question: str
    verdict: Verdict | None
    proof: Proof | None
    note: str
    is_vague: bool
    follow_up: bool
    is_promise: bool
    red_flags: tuple[str, ...]
    facts: dict[str, Any]
    demo_second: int | None
    version: int
    saved: Stamp | None
    is_evidenced: bool
    exhibits: tuple[ExhibitView, ...]
    proposals: tuple[ProposalView, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelStep:
    """One save of a panelist's own points."""

    at: datetime
    points: int | None
    is_abstained: bool
    rationale: str


@dataclass(frozen=True, slots=True)
class PanelPoints:
    """What one panelist gave one dimension on their own; theirs for good, also when they leave."""

    panelist: UUID
    name: str
    email: str
    points: int | None
    is_abstained: bool
    rationale: str
    demo_second: int | None
    saved_at: datetime | None
    """None when they never said anything and the reveal counted them as abstaining."""
    trail: tuple[PanelStep, ...]


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel's own points of one dimension, once revealed; `start` is what was agreed on at first."""

    given: tuple[PanelPoints, ...]
    mean: Fraction | None
    start: int | None
    is_half: bool
    lowest: int | None
    highest: int | None
    spread: int | None
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension of one candidate: points with their reason, what the answers suggest, what is proven."""

    slug: str
    points: int | None
    rationale: str
    suggested: int | None
    proven: int | None
    answered: int
    questions: int
    shown: int
    """Answers shown in production or in the own org."""
    is_claimed_only: bool
    """4 or more points although nothing was shown (R064)."""
    demo_second: int | None
    version: int
    saved: Stamp | None
    answers: tuple[AnswerView, ...]
    exhibits: tuple[ExhibitView, ...]
    panel: PanelView | None = None
    """None in solo mode, and before the reveal."""
    is_abstained: bool = False
    """Only in a panelist's own view."""


@dataclass(frozen=True, slots=True)
class WaiverView:
    """Why an object may be missing; `is_unused` when it is waived on every candidate."""

    reason: str
    author: str
    at: datetime
    is_unused: bool
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class ObjectView:
    """One required object of one CRM."""

    crm: str
    object: str
    read: bool | None
    write: bool | None
    parts: dict[str, dict[str, bool | None]]
    version: int
    saved: Stamp | None
    waiver: WaiverView | None
    expired: WaiverView | None = None
    """The waiver of its present answer, if its last day is over: it clears nothing."""


@dataclass(frozen=True, slots=True)
class DemoView:
    """One demo: when, who, where it was shown, and its minutes by dimension."""

    id: UUID
    held_at: datetime
    environment: str
    attendees: str
    vendor_people: str
    recorder: str
    recording_url: str
    status: str
    seconds: int
    dimension_seconds: dict[str, int]
    planned_minutes: dict[str, int]
    """Where they differ from the framework's, by dimension."""
    recorder_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to point out about a candidate (R025-R031): slugs and numbers, no words."""

    unanswered: tuple[str, ...]
    not_specific: tuple[str, ...]
    vague_core: tuple[str, ...]
    """Core dimensions that lack specific answers."""
    proof_gaps: tuple[str, ...]
    """Questions believed on less proof than they need."""
    warnings: tuple[str, ...]
    slowest: Latency | None
    optout_exposure: int | None
    """Minutes in which an opt-out is not honoured."""
    ask_next: tuple[AskNext, ...]


@dataclass(frozen=True, slots=True)
class CostView:
    """What a candidate costs to own: as entered, and worked out."""

    sheet: Sheet
    cost: Cost
    note: str
    version: int
    saved: Stamp | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Not taken along into the next round: at the end of which one, why, by whom."""

    round: int
    reason: str
    by: Stamp


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One vendor under evaluation with everything recorded and computed."""

    id: UUID
    vendor_id: UUID
    vendor: str
    product: str
    change: int
    score: CandidateScore[WaiverView]
    dimensions: tuple[DimensionView, ...]
    objects: tuple[ObjectView, ...]
    demos: tuple[DemoView, ...]
    obstacles: tuple[Obstacle, ...]
    """Why it cannot be chosen; empty when it can."""
    advice: Advice
    rank: int
    is_blind: bool = False
    """Its panelists' points are hidden from each other; the agreed ones are blank."""
    is_own: bool = False
    """A panelist's own view: the points are theirs alone."""
    revealed: Stamp | None = None
    panel: PanelTotal | None = None
    """The panel's means beside the agreed total, once revealed."""
    cost: CostView | None = None
    """Loaded with comparisons only."""
    clarifications: tuple[ClarificationView, ...] = ()
    sla: SlaView | None = None
    """Loaded with comparisons only."""
    gaps: tuple[GapView, ...] = ()
    has_blocking_gap: bool = False
    """Beside `gaps`, because a save asks for no more than this."""

    @property
    def blocking_gaps(self) -> tuple[GapView, ...]:
        return tuple(gap for gap in self.gaps if gap.is_blocking)

    @property
    def unruled_gaps(self) -> tuple[GapView, ...]:
        return tuple(gap for gap in self.gaps if gap.is_unruled)

    left_out: LeftOut | None = None

    def replies(self, question: str) -> tuple[tuple[ClarificationView, ReplyView], ...]:
        """What the vendor has said to a question in writing, the newest request last."""
        return tuple(
            (each, reply)
            for each in self.clarifications
            for reply in each.replies
            if reply.question == question and reply.is_answered
        )

    @property
    def answers(self) -> tuple[AnswerView, ...]:
        return tuple(answer for dimension in self.dimensions for answer in dimension.answers)

    @property
    def exhibits(self) -> tuple[ExhibitView, ...]:
        """All evidence by number."""
        own = [exhibit for dimension in self.dimensions for exhibit in dimension.exhibits]
        own += [exhibit for answer in self.answers for exhibit in answer.exhibits]
        return tuple(sorted(own, key=lambda exhibit: exhibit.code))

    @property
    def is_stopped(self) -> bool:
        """A hard stop stands without a waiver."""
        return any(stop.waiver is None for stop in self.score.hard_stops)

    @property
    def unscored(self) -> tuple[str, ...]:
        return tuple(dimension.slug for dimension in self.dimensions if dimension.points is None)


@dataclass(frozen=True, slots=True)
class FrameworkRef:
    """The pinned framework version; its texts are read from it, it never changes."""

    id: int
    slug: str
    title: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """Somebody's declaration of interest and the ruling on it; `ruling` is blank while there is none."""

    person: Stamp
    interest: str
    note: str
    ruling: str
    ruled: Stamp | None
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The decision this read model was frozen for; what stays open after it as it stands now."""

    revision: int
    candidate_id: UUID | None
    vendor: str | None
    reason: str
    decided: Stamp
    conditions: tuple[ConditionView, ...] = ()
    signatures: tuple[SignatureView, ...] = ()

    @property
    def is_on_conditions(self) -> bool:
        """One of its conditions is neither met nor waived."""
        return self.unmet > 0

    @property
    def signed(self) -> int:
        return sum(signature.state == "signed" for signature in self.signatures)

    @property
    def challenged(self) -> int:
        return sum(signature.state == "challenged" for signature in self.signatures)

    @property
    def unmet(self) -> int:
        return sum(condition.is_unmet for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One evaluation: its candidates in rank order, who leads and how clearly."""

    schema: int
    evaluation_id: UUID
    code: str
    title: str
    workspace: str
    status: str
    mode: str
    revision: int
    change: int
    framework: FrameworkRef
    crms: tuple[str, ...]
    custom_objects: tuple[str, ...]
    candidates: tuple[CandidateView, ...]
    leaders: tuple[UUID, ...]
    margin: int | None
    is_too_close: bool
    decision: DecisionView | None
    declarations: tuple[DeclarationView, ...] = ()
    round: int = 1

    @property
    def racing(self) -> tuple[CandidateView, ...]:
        """The shortlist: everybody who was not left out, in rank order."""
        return tuple(one for one in self.candidates if one.left_out is None)
