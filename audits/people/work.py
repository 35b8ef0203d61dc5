"""What somebody has to do, as rows of one shape: every kind of it fits into one list, by one query."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import CharField, F, IntegerField, Model, QuerySet, Value
from django.db.models.expressions import Combinable

M = TypeVar("M", bound=Model)
WorkRows = QuerySet[Any, tuple[Any, ...]]
BLANK = Value("", output_field=CharField())


class Work(NamedTuple):
    """A row of work; `parent` is what its page belongs to, `version` what a save goes on from."""

    kind: str
    key: UUID
    owner: UUID
    due_on: date | None
    title: str
    code: str
    detail: str
    more: str
    state: str
    parent: UUID
    version: int


# Names of their own: a model may have a field of the plain one.
NAMES = tuple(f"work_{name}" for name in Work._fields)
DEFAULTS: Mapping[str, Combinable] = {
    "key": F("pk"),
    "owner": F("owner_id"),
    "due_on": F("due_on"),
    "code": BLANK,
    "detail": BLANK,
    "more": BLANK,
    "state": BLANK,
    "parent": F("pk"),
    "version": Value(0, output_field=IntegerField()),
}


def as_work(
    rows: QuerySet[M], kind: str, of: UUID | None, *, whose: str = "owner_id", **columns: Combinable
) -> WorkRows:
    """These rows as work of one person, or of everybody who owns some; unnamed columns are left blank."""
    owned = rows.filter(**{whose: of}) if of else rows.filter(**{f"{whose}__isnull": False})
    shape = {"kind": Value(kind, output_field=CharField()), **DEFAULTS, "owner": F(whose), **columns}
    named = {f"work_{name}": expression for name, expression in shape.items()}
    found: WorkRows = owned.order_by().annotate(**named).values_list(*NAMES)
    return found
