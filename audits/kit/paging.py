"""Lists by key: one row more than fits tells whether there is a next page, without counting."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows; `next_key` is the last one's key when more follow."""

    rows: list[M]
    next_key: Any


def page_of(rows: QuerySet[M], size: int = PER_PAGE) -> Page[M]:
    """The first `size` of ordered rows."""
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    return Page(found, found[-1].pk if more else None)


def number_before(text: str) -> int | None:
    """The last key of the page before, of rows with numbers for keys; None when it is none."""
    # A bigint at most: longer digits are no key of ours.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
