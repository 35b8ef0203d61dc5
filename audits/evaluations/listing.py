"""The list of evaluations, newest first, paged by key."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from audits.evaluations.models import Candidate, Condition, Evaluation
from audits.evaluations.models.condition import UNMET
from audits.evaluations.models.evaluation import Status
from audits.journal.models import Event
from audits.kit.ids import key_of
from audits.kit.paging import page_of

SHOWS = ("open", "decided", "archived")
MOST_NAMES = 6


class Listing:
    """Which evaluations were asked for; what is not understood is as if not asked."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.show = asked["show"] if asked.get("show") in SHOWS else "open"
        self.after = key_of(asked.get("after", ""))


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list."""

    evaluation: Evaluation
    vendors: list[str]
    more: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: list[Listed]
    next_key: UUID | None


def listed(workspace_id: UUID, *, show: str, after: UUID | None) -> ListPage:
    """A page of evaluations with their candidates' names and last change, in two queries."""
    rows = Evaluation.objects.for_workspace(workspace_id).order_by("-pk")
    if show == "archived":
        rows = rows.exclude(archived_at=None)
    else:
        rows = rows.current().filter(status=Status.DECIDED if show == "decided" else Status.OPEN)
    if after:
        rows = rows.filter(pk__lt=after)
    told = {"changed_at": last_event(workspace_id), "is_on_conditions": on_conditions()}
    page = page_of(rows.annotate(**told))
    running = running_of(workspace_id, [row.pk for row in page.rows])
    return ListPage([row_of(row, running[row.pk]) for row in page.rows], page.next_key)


def on_conditions() -> Exists:
    """Whether the decision that stands has a condition that is neither met nor waived."""
    unmet = Condition.objects.filter(decision__reopened_at=None, status__in=UNMET)
    return Exists(unmet.filter(decision__evaluation=OuterRef("pk")))


def last_event(workspace_id: UUID) -> Subquery:
    """When the journal last tells of a row."""
    events = Event.objects.for_workspace(workspace_id).filter(subject=OuterRef("pk"))
    return Subquery(events.order_by("-pk").values("at")[:1])


def running_of(workspace_id: UUID, keys: list[UUID]) -> dict[UUID, list[tuple[str, datetime | None]]]:
    """Names and last changes of the running candidates, by evaluation."""
    found: dict[UUID, list[tuple[str, datetime | None]]] = defaultdict(list)
    rows: QuerySet[Candidate] = Candidate.objects.running().filter(evaluation__in=keys)
    values = rows.annotate(changed_at=last_event(workspace_id)).order_by("vendor__name")
    for evaluation, name, at in values.values_list("evaluation_id", "vendor__name", "changed_at"):
        found[evaluation].append((name, at))
    return found


def row_of(evaluation: Evaluation, running: list[tuple[str, datetime | None]]) -> Listed:
    names = [name for name, _at in running]
    own: datetime | None = getattr(evaluation, "changed_at", None)
    moments = [at for at in (own, *(at for _name, at in running)) if at]
    return Listed(
        evaluation=evaluation,
        vendors=names[:MOST_NAMES],
        more=max(0, len(names) - MOST_NAMES),
        changed_at=max(moments, default=evaluation.created_at),
    )
