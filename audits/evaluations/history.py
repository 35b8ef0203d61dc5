"""The journal of an evaluation and of the workspace: who changed what, paged by key (R065)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from audits.evaluations.admission import closed_to
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.catalog import Catalog
from audits.journal.kinds import OPEN_KINDS, SCORE_KINDS
from audits.journal.models import Event, EventQuerySet
from audits.journal.words import Line, lines, own_part
from audits.kit.ids import key_of
from audits.kit.paging import number_before, page_of
from audits.people import roles
from audits.people.actor import Actor
from audits.vendors.models import Vendor


class Asked:
    """What part of the journal was asked for; what is not understood is as if not asked."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.scores_only = given.get("show") == "scores"
        self.candidate = key_of(given.get("candidate", ""))
        self.before = number_before(str(given.get("after", "")))

    @property
    def query(self) -> dict[str, str]:
        """For the link to the next page."""
        show = {"show": "scores"} if self.scores_only else {}
        return show | ({"candidate": str(self.candidate)} if self.candidate else {})


@dataclass(frozen=True, slots=True)
class History:
    """A page of the journal."""

    lines: list[Line]
    next_key: int | None


@dataclass(slots=True)
class Names:
    """What the subjects and parts of events are called."""

    candidates: dict[UUID, Candidate] = field(default_factory=dict)
    evaluations: dict[UUID, Evaluation] = field(default_factory=dict)
    vendors: dict[UUID, str] = field(default_factory=dict)

    def part(self, event: Event) -> str:
        """The dimension, question, object or candidate that an event is about."""
        if event.kind.startswith("candidate."):
            named = self.candidates.get(key_of(event.part) or event.subject)
            return named.vendor.name if named else event.part
        catalog = self.catalog(event)
        return part_name(event.part, catalog) if catalog else own_part(event)

    def catalog(self, event: Event) -> Catalog | None:
        candidate = self.candidates.get(event.subject)
        evaluation = candidate.evaluation if candidate else self.evaluations.get(event.subject)
        return evaluation.catalog if evaluation else None

    def place(self, event: Event) -> str:
        """The vendor, and where several evaluations are shown the evaluation too."""
        candidate = self.candidates.get(event.subject)
        if candidate:
            return f"{candidate.vendor.name}, {candidate.evaluation.code}"
        evaluation = self.evaluations.get(event.subject)
        if evaluation:
            return f"{evaluation.code} {evaluation.title}"
        return self.vendors.get(event.subject, "")


def part_name(part: str, catalog: Catalog) -> str:
    """A slug of the framework by its title."""
    framework = catalog.framework
    if part in framework.dimensions_by_slug:
        return framework.dimension(part).title
    if part in framework.questions_by_slug:
        return f"{part.upper()} {framework.question(part).short}"
    crm_slug, _slash, name = part.partition("/")
    for crm in framework.crms:
        if crm.slug == crm_slug:
            titles = {item.slug: f"{crm.title} {item.title}" for item in crm.objects}
            return titles.get(name, crm.title)
    return part


def evaluation_history(evaluation: Evaluation, asked: Asked) -> tuple[History, list[Candidate]]:
    """A page of an evaluation's journal, and its candidates to filter by."""
    rows = list(evaluation.candidates.select_related("vendor").order_by("vendor__name"))
    for row in rows:
        row.evaluation = evaluation
    names = Names(candidates={row.pk: row for row in rows}, evaluations={evaluation.pk: evaluation})
    subjects = [evaluation.pk, *names.candidates]
    if asked.candidate in names.candidates:
        subjects = [asked.candidate]
    events = Event.objects.for_workspace(evaluation.workspace_id).about(*subjects)
    return history(events, asked, names), rows


def workspace_history(actor: Actor, asked: Asked) -> History:
    """A page of the whole workspace's journal; people and settings only for those who may read them."""
    events = without_closed(Event.objects.for_workspace(actor.workspace_id), actor)
    if not actor.can(roles.READS_SETTINGS):
        events = events.filter(kind__in=OPEN_KINDS)
    return history(events, asked, None)


def without_closed(events: EventQuerySet, actor: Actor) -> EventQuerySet:
    """Leaves out what was written down in evaluations that the actor must not see into."""
    closed = list(closed_to(actor).values_list("pk", flat=True))
    if not closed:
        return events
    candidates = Candidate.objects.filter(evaluation__in=closed).values("pk")
    return events.exclude(subject__in=closed).exclude(subject__in=candidates)


def history(events: EventQuerySet, asked: Asked, names: Names | None) -> History:
    if asked.scores_only:
        events = events.filter(kind__in=SCORE_KINDS)
    if asked.before:
        events = events.filter(pk__lt=asked.before)
    page = page_of(events.newest_first())
    names = names or names_of(page.rows)
    return History(lines(page.rows, part=names.part, place=names.place), page.next_key)


def names_of(events: Iterable[Event]) -> Names:
    """The names of some events' subjects, in three queries."""
    subjects = {event.subject for event in events}
    subjects |= {key for event in events if (key := key_of(event.part))}
    candidates = Candidate.objects.with_parents().in_bulk(subjects)
    evaluations = Evaluation.objects.in_bulk(subjects)
    vendors = Vendor.objects.in_bulk(subjects)
    return Names(candidates, evaluations, {key: vendor.name for key, vendor in vendors.items()})
