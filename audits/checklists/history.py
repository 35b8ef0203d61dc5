"""The journal of a run: what happened to it, its items and its failures, paged by key (R157)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from audits.checklists.models import Run
from audits.journal.models import Event
from audits.journal.words import Line, lines, own_part
from audits.kit.paging import page_of


@dataclass(frozen=True, slots=True)
class History:
    """A page of the journal."""

    lines: list[Line]
    next_key: int | None


def history_of(run: Run, before: int | None) -> History:
    """The latest first; `before` is the last key of the page before."""
    failures = dict(run.findings.values_list("pk", "number"))
    events = Event.objects.for_workspace(run.workspace_id).about(run.pk, *failures)
    if before:
        events = events.filter(pk__lt=before)
    page = page_of(events.newest_first())
    told = lines(page.rows, part=part_of, place=lambda event: place_of(event, failures))
    return History(told, page.next_key)


def part_of(event: Event) -> str:
    """The check that an event is about, as people call it."""
    return event.part.upper() if event.kind.startswith("item") else own_part(event)


def place_of(event: Event, failures: Mapping[UUID, int]) -> str:
    number = failures.get(event.subject)
    return f"F-{number:04d}" if number else ""
