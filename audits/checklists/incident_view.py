"""An incident as its page, its Markdown and its PDF show it: one read model, in five queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from audits.checklists.captures import said, unfilled
from audits.checklists.catalog import check_of
from audits.checklists.document import RecordField
from audits.checklists.models import Attachment, Incident, IncidentEntry, IncidentStep, PausedAutomation


@dataclass(frozen=True, slots=True)
class Capture:
    """One thing that a step captures, in words; a time and counts also as they are."""

    slug: str
    label: str
    kind: str
    said: str
    is_needed: bool
    systems: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_filled(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps with what it captured."""

    id: UUID
    slug: str
    number: int
    title: str
    test: str
    how: tuple[str, ...]
    expected: str
    remedy: str
    captures: tuple[Capture, ...]
    missing: tuple[str, ...]
    note: str
    version: int
    saved_by: str
    saved_at: datetime | None
    done_by: str
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; `number` is its place, by which a later line corrects it."""

    id: UUID
    number: int
    at: datetime
    text: str
    by: str
    written_at: datetime
    step: str
    is_system: bool
    corrects: int | None
    corrected_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence."""

    id: UUID
    code: str
    name: str
    url: str
    sha256: str
    has_thumbnail: bool
    by: str
    at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pause:
    """An automation that was put on hold, until when."""

    id: UUID
    name: str
    connector: str
    reason: str
    by: str
    at: datetime
    resumed_by: str
    resumed_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything of an incident."""

    id: UUID
    code: str
    title: str
    severity: str
    severity_label: str
    is_open: bool
    owner: str
    vendor: str
    finding: str
    run: str
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    fix_reference: str
    test_reference: str
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    evidence: tuple[Piece, ...]
    pauses: tuple[Pause, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def current(self) -> str:
        """The slug of the first step that is not done, or nothing."""
        return next((step.slug for step in self.steps if not step.is_done), "")


PARTS = ("owner", "vendor", "finding", "run", "opened_by", "closed_by")


def view_of(incident: Incident) -> IncidentView:
    """The incident comes with its `PARTS`; four queries more."""
    return IncidentView(
        id=incident.pk,
        code=incident.code,
        title=incident.title,
        severity=incident.severity,
        severity_label=incident.get_severity_display(),
        is_open=incident.is_open,
        owner=name_of(incident.owner),
        vendor=name_of(incident.vendor),
        finding=f"{incident.finding.code} {incident.finding.title}" if incident.finding else "",
        run=f"{incident.run.code} {incident.run.title}" if incident.run else "",
        opened_by=str(incident.opened_by),
        opened_at=incident.opened_at,
        closed_by=name_of(incident.closed_by),
        closed_at=incident.closed_at,
        fix_reference=incident.fix_reference,
        test_reference=incident.test_reference,
        steps=tuple(map(step_of, incident.steps.select_related("saved_by", "done_by"))),
        lines=lines_of(list(incident.entries.select_related("written_by"))),
        evidence=tuple(map(piece_of, incident.attachments.select_related("evidence__uploaded_by"))),
        pauses=pauses_of(incident),
    )


def name_of(row: object | None) -> str:
    return "" if row is None else str(row)


def step_of(row: IncidentStep) -> Step:
    check = check_of(row.document)
    return Step(
        id=row.pk,
        slug=row.slug,
        number=row.position,
        title=row.title,
        test=check.test.text,
        how=tuple(each.text for each in check.how),
        expected=check.expected.text if check.expected else "",
        remedy=check.remedy.text if check.remedy else "",
        captures=tuple(capture_of(field, row.captured.get(field.slug)) for field in check.record),
        missing=tuple(field.label for field in unfilled(check, row.captured)),
        note=row.note,
        version=row.version,
        saved_by=name_of(row.saved_by),
        saved_at=row.saved_at,
        done_by=name_of(row.done_by),
        done_at=row.done_at,
    )


def capture_of(field: RecordField, value: Any) -> Capture:
    return Capture(
        slug=field.slug,
        label=field.label,
        kind=field.kind,
        said=said(field, value),
        is_needed=field.capture,
        systems=tuple(value or ()) if field.kind == "systems" else (),
    )


def lines_of(rows: Sequence[IncidentEntry]) -> tuple[Line, ...]:
    """Numbered as they were written, shown as they happened: a number never moves."""
    written = sorted(rows, key=lambda row: row.pk)
    numbers = {row.pk: place for place, row in enumerate(written, 1)}
    corrections: dict[UUID, list[int]] = {}
    for row in written:
        if row.corrects_id:
            corrections.setdefault(row.corrects_id, []).append(numbers[row.pk])
    return tuple(line_of(row, numbers, corrections.get(row.pk, [])) for row in rows)


def line_of(row: IncidentEntry, numbers: Mapping[UUID, int], corrected_by: Sequence[int]) -> Line:
    return Line(
        id=row.pk,
        number=numbers[row.pk],
        at=row.happened_at,
        text=row.text,
        by=str(row.written_by),
        written_at=row.written_at,
        step=row.step,
        is_system=row.is_system,
        corrects=numbers[row.corrects_id] if row.corrects_id else None,
        corrected_by=tuple(corrected_by),
    )


def piece_of(row: Attachment) -> Piece:
    evidence = row.evidence
    return Piece(
        id=row.pk,
        code=row.code,
        name=evidence.name,
        url=evidence.url,
        sha256=evidence.sha256,
        has_thumbnail=bool(evidence.thumbnail_key),
        by=str(evidence.uploaded_by),
        at=evidence.uploaded_at,
        withdrawn_at=evidence.withdrawn_at,
    )


def pauses_of(incident: Incident) -> tuple[Pause, ...]:
    rows = PausedAutomation.objects.of_incident(incident).order_by("pk")
    return tuple(map(pause_of, rows.select_related("connector", "paused_by", "resumed_by")))


def pause_of(row: PausedAutomation) -> Pause:
    return Pause(
        id=row.pk,
        name=row.name,
        connector=name_of(row.connector),
        reason=row.reason,
        by=str(row.paused_by),
        at=row.paused_at,
        resumed_by=name_of(row.resumed_by),
        resumed_at=row.resumed_at,
    )
