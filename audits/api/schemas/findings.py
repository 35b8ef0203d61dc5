"""Shapes of findings."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from audits.api.schemas.parts import Change, Day, Given, Id, Key, Moment, RowVersion, Version
from audits.api.schemas.runs import email_of
from audits.checklists.models import Finding


class FindingIn(Change):
    """What changes about a finding; a field left out keeps its value."""

    title: str = ""
    steps: str = ""
    expected: str = ""
    observed: str = ""
    mitigation: str = ""
    occurred_at: Moment = None
    severity: str = "medium"
    affected_records: int | None = None
    is_revenue: bool = False
    failure_modes: Annotated[list[str], Field(max_length=20)] = []
    connector: Key = None
    owner: str | None = None
    due: Day = None
    fix: str = ""
    regression_test: str = ""
    ticket_url: str = ""
    version: Version = 0


class ResolveIn(Given):
    """What put it right, and the test that would notice it next time."""

    fix: str
    regression_test: str = ""
    version: Version | None = None


class AcceptIn(Given):
    """Why the risk is taken, and until when; on that day the finding is open again."""

    reason: str
    until: Day
    version: Version | None = None


class ReopenFindingIn(Given):
    reason: str
    version: Version | None = None


class FindingOut(BaseModel):
    """The record of a failure and what became of it."""

    id: Id
    code: str
    title: str
    state: str
    run: Id | None
    check: str
    vendor: Id | None
    connector: Id | None
    occurred_at: datetime | None
    steps: str
    expected: str
    observed: str
    mitigation: str
    mitigation_note: str
    severity: str
    affected_records: int | None
    is_revenue: bool
    failure_modes: list[str]
    owner: str | None
    due: date | None
    fix: str
    regression_test: str
    ticket_url: str
    recurs: Id | None
    accepted_reason: str
    accepted_until: date | None
    resolved_at: datetime | None
    version: RowVersion
    saved_at: datetime

    @classmethod
    def of(cls, finding: Finding) -> "FindingOut":
        same = {name: getattr(finding, name) for name in SAME}
        return cls(
            **same,
            id=str(finding.pk),
            run=key_of(finding.run_id),
            check=finding.check_slug,
            vendor=key_of(finding.vendor_id),
            connector=key_of(finding.connector_id),
            owner=email_of(finding.owner),
            due=finding.due_on,
            recurs=key_of(finding.recurs_id),
        )


SAME = [
    name
    for name in FindingOut.model_fields
    if name not in {"id", "run", "check", "vendor", "connector", "owner", "due", "recurs"}
]
"""Fields that are called the same on the row."""


class FindingList(BaseModel):
    items: list[FindingOut]
    next: str | None


def key_of(key: object) -> str | None:
    return str(key) if key else None
