"""What somebody has to do, over every app: one list by one query, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from django.db.models import F, Q

from audits.checklists.models import Finding, Incident, Run, RunItem
from audits.commitments.models import Commitment, Contract
from audits.connectors.models import Connector
from audits.evaluations.models import (
    Clarification,
    Condition,
    Deferral,
    Gap,
    Remark,
    Signature,
    TrialTask,
    Waiver,
)
from audits.inbox.kinds import KINDS, Kind
from audits.people.work import Work, WorkRows

PER_PAGE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do as its reader sees it."""

    work: Work
    kind: str
    label: str
    icon: str
    code: str
    name: str
    detail: str
    due_on: date | None
    path: str

    @classmethod
    def of(cls, work: Work, slug: str) -> "Entry":
        """Work in the words of the workspace with that address."""
        kind: Kind = KINDS[work.kind]
        return cls(
            work=work,
            kind=work.kind,
            label=str(kind.label),
            icon=kind.icon,
            code=kind.code_of(work),
            name=work.title,
            detail=kind.words(work),
            due_on=work.due_on,
            path=kind.path(slug, work),
        )

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """The last entry of a page: what the next page goes on from."""

    owner: UUID
    due_on: date | None
    key: UUID

    @classmethod
    def of(cls, work: Work) -> "Mark":
        return cls(work.owner, work.due_on, work.key)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """As written in an address; what is no mark is as if not given."""
        try:
            owner, due, key = text.split("_")
            return cls(UUID(owner), date.fromisoformat(due) if due else None, UUID(key))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.owner.hex}_{self.due_on or ''}_{self.key.hex}"


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Some of the work; `next_key` is where it goes on when there is more."""

    rows: list[Work]
    next_key: Mark | None


def sources(workspace_id: UUID, of: UUID | None, today: date) -> list[WorkRows]:
    """The work of one person, or of everybody, from every app that has some."""
    return [
        RunItem.objects.for_workspace(workspace_id).as_work(of, today),
        Finding.objects.for_workspace(workspace_id).as_work(of, today),
        Run.objects.for_workspace(workspace_id).as_work(of, today),
        Incident.objects.for_workspace(workspace_id).as_work(of, today),
        TrialTask.objects.for_workspace(workspace_id).as_work(of, today),
        Gap.objects.for_workspace(workspace_id).as_work(of, today),
        Clarification.objects.for_workspace(workspace_id).as_work(of, today),
        Deferral.objects.for_workspace(workspace_id).as_work(of, today),
        Condition.objects.for_workspace(workspace_id).as_work(of, today),
        Waiver.objects.for_workspace(workspace_id).as_work(of, today),
        Signature.objects.for_workspace(workspace_id).as_work(of, today),
        Signature.objects.for_workspace(workspace_id).challenges_as_work(of, today),
        Remark.objects.for_workspace(workspace_id).as_work(of, today),
        Connector.objects.for_workspace(workspace_id).as_work(of, today),
        Commitment.objects.for_workspace(workspace_id).as_work(of, today),
        Contract.objects.for_workspace(workspace_id).as_work(of, today),
    ]


def ordered(parts: Iterable[WorkRows], *, by_owner: bool = False) -> WorkRows:
    """One list in the order in which it is due; with `by_owner`, person by person."""
    first, *rest = parts
    order = [F("work_due_on").asc(nulls_last=True), F("work_key").asc()]
    if by_owner:
        order.insert(0, F("work_owner").asc())
    union: WorkRows = first.union(*rest, all=True).order_by(*order)
    return union


def work_page(workspace_id: UUID, *, of: UUID | None, today: date, after: Mark | None = None) -> WorkPage:
    """A page of one person's work, or person by person of everybody's."""
    parts = sources(workspace_id, of, today)
    if after:
        rest = beyond(after, by_owner=of is None)
        parts = [part.filter(rest) for part in parts]
    found = [Work(*row) for row in ordered(parts, by_owner=of is None)[: PER_PAGE + 1]]
    rows = found[:PER_PAGE]
    return WorkPage(rows, Mark.of(rows[-1]) if len(found) > PER_PAGE else None)


def beyond(mark: Mark, *, by_owner: bool) -> Q:
    """What stands behind a mark; work without a date stands last."""
    behind = Q(work_due_on=mark.due_on, work_key__gt=mark.key)
    if mark.due_on:
        behind |= Q(work_due_on__gt=mark.due_on) | Q(work_due_on=None)
    if by_owner:
        return Q(work_owner__gt=mark.owner) | (Q(work_owner=mark.owner) & behind)
    return behind
