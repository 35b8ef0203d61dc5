"""What the demo tells, read from its files: who said what at which moment."""

import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict

from audits.evaluations.actions.cost import AMOUNTS, CostValues
from audits.scoring.cost import WEEKS
from audits.scoring.currencies import minor_units


class Told(BaseModel):
    """A part of a file; a name that nobody reads is a mistake in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VendorStory(Told):
    name: str
    product: str
    website: str
    crms: list[str]
    note: str = ""


class ContactStory(Told):
    name: str
    role: str
    email: str
    phone: str = ""


class PlanStory(Told):
    """A demo that is still to come."""

    held_at: AwareDatetime
    environment: str
    attendees: str
    vendor_people: str = ""
    recorder: str = ""
    recording_url: str = ""
    planned_minutes: dict[str, int] = {}


class DemoStory(PlanStory):
    """A demo that was held, with the seconds spent by dimension."""

    minutes: int
    seconds: dict[str, int]

    def at(self, second: int) -> datetime:
        return self.held_at + timedelta(seconds=second)


class AnswerStory(Told):
    by: str
    second: int
    verdict: str = ""
    proof: str = ""
    note: str = ""
    is_vague: bool = False
    follow_up: bool = False
    is_promise: bool = False
    red_flags: list[str] = []
    facts: dict[str, Any] = {}

    @property
    def values(self) -> dict[str, Any]:
        """What somebody filled in, as the action takes it."""
        return {
            **self.model_dump(exclude={"by", "second"}, exclude_defaults=True),
            "demo_second": self.second,
        }


class LaterStory(Told):
    """What was seen after the demo, in the own org."""

    question: str
    by: str
    at: AwareDatetime
    proof: str
    note: str
    facts: dict[str, Any] = {}

    @property
    def values(self) -> dict[str, Any]:
        return self.model_dump(include={"proof", "note", "facts"}, exclude_defaults=True)


class ScoreStory(Told):
    points: int
    second: int
    reason: str


class RescoredStory(Told):
    dimension: str
    at: AwareDatetime
    points: int
    reason: str


class ObjectsStory(Told):
    """The objects asked about one by one; the rest was confirmed in one go."""

    by: str
    second: int
    checks: dict[str, dict[str, Any]] = {}


class EvidenceStory(Told):
    """A picture drawn for the demo, or a link; taken in the demo's second or on a later day."""

    question: str
    by: str
    proof: str
    name: str
    picture: str = ""
    url: str = ""
    second: int | None = None
    at: AwareDatetime | None = None


class CaptureStory(Told):
    text: str
    by: str
    second: int
    filed: str = ""
    dropped: bool = False


class TaskStory(Told):
    question: str
    owner: str
    due_on: date
    done_at: AwareDatetime | None = None
    outcome: str = ""


class TrialStory(Told):
    planned_at: AwareDatetime
    starts_on: date
    ends_on: date
    tasks: list[TaskStory] = []


class AgreedStory(Told):
    """What the meeting made of the panel's points of one dimension."""

    dimension: str
    at: AwareDatetime
    points: int
    reason: str


class PanelStory(Told):
    """Points given blind, by person and dimension, and what became of them once they were revealed."""

    own: dict[str, dict[str, ScoreStory]]
    revealed_at: AwareDatetime | None = None
    agreed: list[AgreedStory] = []


class CostStory(Told):
    """What somebody entered on the cost sheet, amounts as they are typed."""

    at: AwareDatetime
    currency: str
    term_months: int
    amounts: dict[str, str]
    hours_low: Decimal
    hours_high: Decimal
    note: str = ""

    @property
    def values(self) -> CostValues:
        amounts = {name: minor_units(text, self.currency) for name, text in self.amounts.items()}
        own = self.model_dump(include={"currency", "term_months", "hours_low", "hours_high", "note"})
        return cast(CostValues, {**dict.fromkeys(AMOUNTS), "weeks": WEEKS, **own, **amounts})


class GapStory(Told):
    """A gap as somebody recorded and ruled on it."""

    at: AwareDatetime
    dimension: str
    title: str
    workflow: str
    owner: str
    ruling: str
    reason: str
    mitigation: str = ""
    vendor_on: date | None = None
    expires_on: date | None = None

    @property
    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude={"at", "owner"})


class SlaStory(Told):
    """What was agreed on besides the figures that the answers hold."""

    at: AwareDatetime
    percentile: Decimal
    measured_at: str
    notice_minutes: Decimal
    breach: str


class CandidateStory(Told):
    """One vendor in one purchase."""

    vendor: VendorStory
    contacts: list[ContactStory] = []
    plan: PlanStory | None = None
    demo: DemoStory | None = None
    answers: dict[str, AnswerStory] = {}
    later: list[LaterStory] = []
    scores: dict[str, ScoreStory] = {}
    rescored: list[RescoredStory] = []
    panel: PanelStory | None = None
    objects: ObjectsStory | None = None
    evidence: list[EvidenceStory] = []
    captures: list[CaptureStory] = []
    trial: TrialStory | None = None
    gaps: list[GapStory] = []
    sla: SlaStory | None = None
    cost: CostStory | None = None


class UnusedStory(Told):
    crm: str
    object: str
    reason: str


class DecisionStory(Told):
    candidate: str
    at: AwareDatetime
    reason: str


class PurchaseStory(Told):
    """One evaluation with its candidates, each by the name of its file."""

    workspace: str
    lead: str
    title: str
    opened_at: AwareDatetime
    crms: list[str]
    candidates: list[str]
    mode: str = "solo"
    panel: list[str] = []
    """Who has declared that nothing ties them to a vendor."""
    custom_objects: list[str] = []
    unused: list[UnusedStory] = []
    decision: DecisionStory | None = None


def read(name: str) -> dict[str, Any]:
    text = files("audits.operations.demo").joinpath(f"stories/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def purchases() -> list[PurchaseStory]:
    """All evaluations, in the order in which they were opened."""
    return [PurchaseStory.model_validate(each) for each in read("purchases")["purchases"]]


def candidate(name: str) -> CandidateStory:
    return CandidateStory.model_validate(read(name))
