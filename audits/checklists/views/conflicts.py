"""Two people wrote the same: their words beside one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.journal.words import field_name, shown_as
from audits.kit.refusals import Conflict


@dataclass(frozen=True, slots=True)
class Side:
    """One field as each of them wrote it."""

    label: str
    theirs: str
    yours: str


def sides(conflict: Conflict) -> list[Side]:
    """The fields that differ."""
    return list(differing(conflict.theirs, conflict.yours))


def differing(theirs: dict[str, Any], yours: dict[str, Any]) -> Iterator[Side]:
    for name, value in yours.items():
        if name in theirs and theirs[name] != value:
            yield Side(field_name(name), in_words(name, theirs[name]), in_words(name, value))


def in_words(name: str, value: Any) -> str:
    return shown_as(name, value.isoformat() if isinstance(value, date) else value)
