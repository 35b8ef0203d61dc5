"""Shapes of incidents, their steps and their timeline."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from audits.api.schemas.findings import key_of
from audits.api.schemas.parts import Change, Given, Id, Key, Moment, RowVersion, Version
from audits.api.schemas.runs import email_of
from audits.checklists.models import Incident, IncidentEntry, IncidentStep

SeverityName = Literal["critical", "high", "medium", "low"]


class IncidentIn(Given):
    """`owner` is an email; `finding` the one it is opened from, if any."""

    title: str
    severity: SeverityName = "high"
    owner: str | None = None
    vendor: Key = None
    finding: Key = None


class StepIn(Change):
    """What a step captured, by field; `done` says that it is complete."""

    captured: dict[str, Any] = {}
    note: str = ""
    done: bool = False
    version: Version = 0


class EntryIn(Given):
    """A line of the timeline; it is never changed. `happened_at` is now when left out."""

    text: str
    happened_at: Moment = None
    step: str = ""


class CloseIn(Given):
    """An empty object: what closes an incident stands in its steps."""


class ReopenIncidentIn(Given):
    reason: str


class StepOut(BaseModel):
    slug: str
    title: str
    captured: dict[str, Any]
    note: str
    done_at: datetime | None
    version: RowVersion

    @classmethod
    def of(cls, step: IncidentStep) -> "StepOut":
        names = ("slug", "title", "captured", "note", "done_at", "version")
        return cls(**{name: getattr(step, name) for name in names})


class EntryOut(BaseModel):
    id: Id
    text: str
    happened_at: datetime
    written_at: datetime
    by: str
    step: str

    @classmethod
    def of(cls, entry: IncidentEntry) -> "EntryOut":
        return cls(
            id=str(entry.pk),
            text=entry.text,
            happened_at=entry.happened_at,
            written_at=entry.written_at,
            by=str(entry.written_by),
            step=entry.step,
        )


class IncidentRef(BaseModel):
    id: Id
    code: str
    title: str
    status: str
    severity: str
    owner: str | None
    vendor: Id | None
    finding: Id | None
    opened_at: datetime
    closed_at: datetime | None
    fix_reference: str
    test_reference: str


class IncidentOut(IncidentRef):
    """An incident with its six steps in order and its timeline as it happened."""

    steps: list[StepOut]
    timeline: list[EntryOut]


class IncidentList(BaseModel):
    items: list[IncidentRef]
    next: str | None


SAME = ("code", "title", "status", "severity", "opened_at", "closed_at", "fix_reference", "test_reference")


def incident_fields(incident: Incident) -> dict[str, Any]:
    """What a list and a single answer have in common; the owner is loaded."""
    return {
        **{name: getattr(incident, name) for name in SAME},
        "id": str(incident.pk),
        "owner": email_of(incident.owner),
        "vendor": key_of(incident.vendor_id),
        "finding": key_of(incident.finding_id),
    }


def incident_out(incident: Incident) -> IncidentOut:
    entries = incident.entries.select_related("written_by")
    return IncidentOut(
        **incident_fields(incident),
        steps=[StepOut.of(step) for step in incident.steps.all()],
        timeline=[EntryOut.of(entry) for entry in entries],
    )
