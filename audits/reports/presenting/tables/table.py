"""One sheet of the workbook: its title, its columns, its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | None
Row: TypeAlias = Sequence[Cell]
NARROW, MIDDLE, WIDE = 12, 24, 60


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = MIDDLE


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def columns(*given: str | tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(one) if isinstance(one, str) else Column(*one) for one in given)
