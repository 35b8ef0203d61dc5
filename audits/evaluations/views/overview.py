"""What the overview of an evaluation shows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.models import Candidate, Demo, Evaluation
from audits.evaluations.remarks import tally_of
from audits.evaluations.views.compare_shown import Column, column, object_titles
from audits.evaluations.views.decide_shown import standing_deferral
from audits.evaluations.views.overview_panel import Progress, panel_news
from audits.frameworks.models import FrameworkVersion
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class Running:
    """A candidate in the race with its demos."""

    column: Column
    unconfirmed: int
    demos: list[Demo]
    can_waive: bool
    progress: Progress | None
    """Of a panel that is still blind."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A candidate that left, and why."""

    id: UUID
    vendor: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnusedMark:
    """An object the buyer does not use."""

    key: str
    title: str
    reason: str
    author: str


def overview(actor: Actor, evaluation: Evaluation, view: ComparisonView) -> dict[str, Any]:
    """The context of the page; the same number of queries whatever the number of candidates."""
    framework = evaluation.document
    news = panel_news(actor, evaluation, view)
    return {
        **news,
        "evaluation": evaluation,
        "view": view,
        "framework": framework,
        "decision": view.decision,
        "deferral": standing_deferral(evaluation),
        "candidates": running(view, framework, news.get("progress", {})),
        "withdrawn": withdrawn(evaluation),
        "unused": unused_marks(evaluation),
        "newer": newer_version(actor, evaluation),
        "can_edit": evaluation.is_open,
        "tally": tally_of(evaluation.pk),
    }


def running(view: ComparisonView, framework: Framework, progress: dict[UUID, Progress]) -> list[Running]:
    """The candidates in rank order."""
    demos: dict[UUID, list[Demo]] = defaultdict(list)
    keys = [candidate.id for candidate in view.candidates]
    for demo in Demo.objects.filter(candidate__in=keys).select_related("recorder").order_by("held_at"):
        demos[demo.candidate_id].append(demo)
    return [
        Running(
            column=column(candidate, framework),
            unconfirmed=sum(item.waiver is None for item in candidate.score.unconfirmed),
            demos=demos[candidate.id],
            can_waive=bool(candidate.obstacles),
            progress=progress.get(candidate.id),
        )
        for candidate in view.candidates
    ]


def withdrawn(evaluation: Evaluation) -> list[Withdrawn]:
    """Candidates that left; the reason is the journal's latest."""
    events = Event.objects.for_workspace(evaluation.workspace_id).about(evaluation.pk)
    said = {
        event.part: (event.payload.get("after") or {}).get("reason") or ""
        for event in events.filter(kind="candidate.withdrawn").order_by("pk")
    }
    rows = evaluation.candidates.exclude(archived_at=None).select_related("vendor").order_by("archived_at")
    return [Withdrawn(row.pk, row.vendor.name, said.get(str(row.pk), "")) for row in rows]


def unused_marks(evaluation: Evaluation) -> list[UnusedMark]:
    """The marks on objects of the CRMs that the purchase needs now."""
    titles = object_titles(evaluation.document)
    return [
        UnusedMark(
            f"{mark['crm']}/{mark['object']}",
            titles[mark["crm"], mark["object"]],
            mark["reason"],
            mark["author"],
        )
        for mark in evaluation.unused_objects
        if mark["crm"] in evaluation.crms
    ]


def newer_version(actor: Actor, evaluation: Evaluation) -> FrameworkVersion | None:
    """A version of the same framework published since; this evaluation keeps its own (R009)."""
    pinned = evaluation.document
    usable = FrameworkVersion.objects.usable_in(actor.workspace_id).current().defer("document")
    newer = usable.filter(slug=pinned.slug, version__gt=pinned.version)
    return newer.order_by("-version").first()


def candidates_of(evaluation: Evaluation) -> dict[UUID, Candidate]:
    """Every candidate, withdrawn ones too, with its vendor."""
    return {row.pk: row for row in evaluation.candidates.select_related("vendor")}
