"""Shapes of runs and their items."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from audits.api.schemas.parts import Change, Day, Given, Id, Key, Moment, RowVersion, SomeKey, Version
from audits.checklists.models import Run, RunItem
from audits.checklists.models.run import DONE
from audits.people.models import User

ItemStatus = Literal["todo", "doing", "pass", "fail", "blocked", "n/a"]
MOST_KEYS = 200


class RunIn(Given):
    """`owner` is the email of a member who may own something; a due date in the past is taken."""

    checklist: str
    title: str = ""
    due: Day = None
    owner: str | None = None
    vendor: Key = None
    connectors: Annotated[list[SomeKey], Field(max_length=MOST_KEYS)] = []


class FailureIn(Given):
    """The record of a failure; `occurred_at` is now when left out, `mitigation` a kind or own words."""

    steps: str = ""
    expected: str = ""
    observed: str = ""
    mitigation: str = ""
    occurred_at: Moment = None
    title: str = ""
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


class ItemIn(Change):
    """What changes about an item; a field left out keeps its value. `fail` comes with its `finding`."""

    status: ItemStatus = "todo"
    owner: str | None = None
    due: Day = None
    note: str = ""
    record: dict[str, Any] = {}
    finding: FailureIn | None = None
    version: Version = 0


class ItemOut(BaseModel):
    """An item of a run. `owner` is an email; `finding` the id of its failure's record."""

    id: Id
    slug: str
    title: str
    group: str
    status: str
    owner: str | None
    due: date | None
    note: str
    record: dict[str, Any]
    version: RowVersion
    saved_at: datetime | None
    finding: Id | None

    @classmethod
    def of(cls, item: RunItem) -> "ItemOut":
        finding = getattr(item, "finding", None)
        return cls(
            id=str(item.pk),
            slug=item.slug,
            title=item.title,
            group=item.group,
            status=item.status,
            owner=email_of(item.owner),
            due=item.due_on,
            note=item.note,
            record=item.record,
            version=item.version,
            saved_at=item.saved_at,
            finding=str(finding.pk) if finding else None,
        )


class RunRef(BaseModel):
    """A run in a list; `done` of `total` items have their result, which is progress and no score.

    `status` is open, finished or withdrawn; a withdrawn run counts nowhere and says why.
    """

    id: Id
    code: str
    title: str
    kind: str
    checklist: str
    status: str
    owner: str | None
    due: date | None
    vendor: Id | None
    done: int
    total: int
    created_at: datetime
    finished_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str


class RunOut(RunRef):
    connectors: list[Id]
    items: list[ItemOut]


class RunList(BaseModel):
    items: list[RunRef]
    next: str | None


def email_of(person: User | None) -> str | None:
    return person.email if person else None


def run_fields(run: Run, done: int, total: int) -> dict[str, Any]:
    """What a list and a single answer have in common; checklist and owner are loaded."""
    return {
        "id": str(run.pk),
        "code": run.code,
        "title": run.title,
        "kind": run.kind,
        "checklist": run.checklist.slug,
        "status": run.status,
        "owner": email_of(run.owner),
        "due": run.due_on,
        "vendor": str(run.vendor_id) if run.vendor_id else None,
        "done": done,
        "total": total,
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "withdrawn_at": run.withdrawn_at,
        "withdrawn_reason": run.withdrawn_reason,
    }


def run_out(run: Run, items: Sequence[RunItem], connectors: Sequence[Any]) -> RunOut:
    done = sum(item.status in DONE for item in items)
    return RunOut(
        **run_fields(run, done, len(items)),
        connectors=[str(key) for key in connectors],
        items=[ItemOut.of(item) for item in items],
    )
