"""What the stories of this half tell, read from their files."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from audits.operations.demo.people import ZONE
from audits.operations.demo.stories import Told, read


class Moment(NamedTuple):
    """So many days from a given one, at that time of the workspace's clock: `[-62, 09:40:00]` in a file."""

    days: int
    time: time

    def on(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=self.days), self.time, ZoneInfo(ZONE))


class DeedStory(Told):
    """Somebody does something."""

    by: str
    at: Moment


class ApprovalStory(DeedStory):
    recipe: str
    approved_by: str
    note: str = ""


class ConnectorStory(DeedStory):
    """One entry of the inventory; `expires` in so many days."""

    name: str
    system: str
    integration_type: str = ""
    vendor: str = ""
    owner: str = ""
    environment: str = "production"
    installed_version: str = ""
    pinning: str = ""
    scopes: str = ""
    credential_label: str = ""
    expires: int | None = None
    has_tracing: bool | None = None
    uses_cdc: bool | None = None
    status_url: str = ""
    console_url: str = ""
    note: str = ""
    reviewed: DeedStory | None = None
    approvals: list[ApprovalStory] = []


class ResolvedStory(DeedStory):
    fix: str
    regression_test: str = ""


class AcceptedStory(DeedStory):
    """Lived with for so many days from the one the demo is made on."""

    reason: str
    until: int


class PictureStory(DeedStory):
    picture: str
    name: str


class FindingStory(Told):
    """The record of a failure, as it is saved with its item, and what became of it."""

    title: str = ""
    connector: str = ""
    occurred_at: Moment | None = None
    steps: str = ""
    expected: str = ""
    observed: str = ""
    mitigation: str = ""
    mitigation_note: str = ""
    severity: str = "medium"
    affected_records: int | None = None
    is_revenue: bool = False
    failure_modes: list[str] = []
    owner: str = ""
    due: int | None = None
    ticket_url: str = ""
    pictures: list[PictureStory] = []
    resolved: ResolvedStory | None = None
    accepted: AcceptedStory | None = None


class ItemStory(DeedStory):
    """How one check was saved. Without a status its finding is a draft."""

    status: str = ""
    note: str = ""
    record: dict[str, Any] = {}
    finding: FindingStory | None = None


class AssignedStory(DeedStory):
    items: list[str]
    to: str = ""
    due: int | None = None


class ProposedStory(DeedStory):
    """Checks that a failed one brought into its run."""

    failed: str
    checks: list[str]


class ResumedStory(DeedStory):
    note: str


class PauseStory(DeedStory):
    name: str
    connector: str
    item: str
    reason: str
    resumed: ResumedStory | None = None


class RunStory(Told):
    """A run and what was done in it. Moments count from the day it starts on, dates from the demo's.

    A run of a schedule has no `starts`: its schedule says when, of what checklist and for whom.
    """

    by: str
    starts: Moment | None = None
    checklist: str = ""
    title: str = ""
    owner: str = ""
    due: int | None = None
    vendor: str = ""
    connectors: list[str] = []
    groups: list[str] = []
    commitments: list[str] = []
    # An acceptance is repeated every so many months.
    repeats: int | None = None
    assigned: list[AssignedStory] = []
    proposed: list[ProposedStory] = []
    items: dict[str, ItemStory] = {}
    pauses: list[PauseStory] = []
    # Its clock runs from its start to its end.
    is_timed: bool = False
    finished: DeedStory | None = None


class LinkStory(DeedStory):
    url: str
    name: str


class LineStory(DeedStory):
    text: str
    step: str = ""


class StepStory(DeedStory):
    """What one step captured, told by the kind of each field: a run or person by name, a log by its lines."""

    captured: dict[str, Any]
    note: str = ""


class IncidentStory(DeedStory):
    """An incident that came of a run's failed item. Moments count from the day it was opened on."""

    run: str
    item: str
    title: str
    severity: str
    owner: str
    links: list[LinkStory] = []
    lines: list[LineStory] = []
    steps: dict[str, StepStory]
    closed: DeedStory


class ClauseStory(Told):
    is_included: bool
    place: str


class ContractStory(DeedStory):
    """A contract, its dates as days from the one the demo is made on."""

    reference: str
    signed: int
    starts: int
    ends: int
    renews: int
    notice: int
    owner: str
    note: str = ""
    clauses: dict[str, ClauseStory]


class CommitmentStory(DeedStory):
    """What a person added to a promise that the decision took over."""

    text: str = ""
    comparison: str = ""
    limit: str = ""
    unit: str = ""
    owner: str = ""
    due: int | None = None


class LedgerStory(Told):
    """What was made of a vendor's promises."""

    vendor: str
    commitments: dict[str, CommitmentStory]
    contract: ContractStory


class ScheduleStory(DeedStory):
    """A rule of so many months, and the runs it has started, the latest `latest` days from the demo's."""

    checklist: str
    title: str
    every: int
    owner: str
    connectors: list[str]
    latest: int | None = None
    due: int | None = None
    runs: list[str] = []


def connectors() -> list[ConnectorStory]:
    return [ConnectorStory.model_validate(each) for each in read("afterwards/connectors")["connectors"]]


def schedules() -> list[ScheduleStory]:
    return [ScheduleStory.model_validate(each) for each in read("afterwards/schedules")["schedules"]]


def run(name: str) -> RunStory:
    return RunStory.model_validate(read(f"afterwards/{name}"))


def incident(name: str) -> IncidentStory:
    return IncidentStory.model_validate(read(f"afterwards/{name}"))


def ledger(name: str) -> LedgerStory:
    return LedgerStory.model_validate(read(f"afterwards/{name}"))
