"""Reading the spreadsheets that people send, CSV or XLSX: rows of text under known headings.

Every import reads through here, so each has the same limits. A formula is never evaluated and a merged
cell never guessed at: both are faults, named by their place. `read` takes the first row for known headings
and no fault at all; `grid` gives the cells of any sheet with the faults in it, as who asks may not need
the cells that are at fault.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from zipfile import ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from audits.kit.cells import unguarded
from audits.kit.refusals import Invalid, TooLarge
from audits.kit.workbooks import MOST_COLUMNS, Faults, Row, merged_in, opened, refuse, sheet_rows

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_000
MOST_LINES = 1_000_000
"""Rows looked at, empty ones included: a sheet that is formatted to its end has a million."""
MOST_SHEETS = 40
SEPARATORS = (",", ";", "\t")
FIRST_LINES = 20
"""Lines looked at to tell what separates the cells: a title may stand above the headings."""
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Line:
    """A row's number and its cells by heading."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet, rows that hold nothing left out; a CSV is a sheet without a name."""

    name: str
    rows: list[Row]
    faults: Faults = field(default_factory=Faults)
    is_csv: bool = False
    """Its text may stand behind guards, which a workbook's types make needless."""


def read(data: bytes, *, known: Sequence[str], needed: Sequence[str]) -> list[Line]:
    """The rows of a file under its headings, all of them `known`; `Invalid` says what is wrong."""
    found = grid(data, known=known)
    if said := found.faults.first:
        raise refuse(said)
    rows = found.rows
    if len(rows) < 2:
        raise refuse(_("There is no row below the headings."))
    names = headings(rows[0][1], known, needed)
    return [Line(number, under(names, number, cells)) for number, cells in rows[1:]]


def grid(data: bytes, *, known: Sequence[str], sheet: int = 0) -> Grid:
    """One sheet of a file as it is; `known` helps to tell what separates the cells of a CSV."""
    refuse_large(data)
    if not data.startswith(ZIP):
        return Grid("", kept(csv_rows(data, known)), is_csv=True)
    with opened(data) as (package, book):
        if not 0 <= sheet < len(book.worksheets):
            raise refuse(_("There is no such sheet in this workbook."))
        return grid_of(package, book.worksheets[sheet])


def openings(data: bytes, *, known: Sequence[str], rows: int) -> list[Grid]:
    """The first rows of each sheet, to choose one by."""
    refuse_large(data)
    if not data.startswith(ZIP):
        return [Grid("", kept(islice(csv_rows(data, known), rows)), is_csv=True)]
    with opened(data) as (_package, book):
        if len(book.worksheets) > MOST_SHEETS:
            raise refuse(_("There are more than %(most)d sheets.") % {"most": MOST_SHEETS})
        return [Grid(sheet.title, opening(sheet, rows)) for sheet in book.worksheets]


def opening(sheet: Any, rows: int) -> list[Row]:
    """The first rows as far as they can be read: a sheet is refused only when it is the one wanted."""
    try:
        return kept(islice(sheet_rows(sheet, {}), rows))
    except Invalid:
        return []


def grid_of(package: ZipFile, sheet: Any) -> Grid:
    faults = Faults(merged=merged_in(package, sheet))
    return Grid(sheet.title, kept(sheet_rows(sheet, faults.cells)), faults)


def refuse_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        limit = {"limit": filesizeformat(MOST_BYTES)}
        raise TooLarge({"file": [_("This file is larger than %(limit)s.") % limit]})


def heading(cell: str) -> str:
    """A heading as it is compared: case, underscores and doubled blanks aside."""
    return " ".join(cell.replace("_", " ").lower().split())


def headings(cells: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> list[str]:
    """The first row as names that are known, each at most once."""
    names = [heading(cell) for cell in cells]
    listed = _("Known are: %(known)s.") % {"known": ", ".join(known)}
    for place, name in enumerate(names, 1):
        if name not in known:
            wrong = _("Column %(place)d: “%(name)s” is no heading that is known.")
            raise refuse(f"{wrong % {'place': place, 'name': cells[place - 1][:100]}} {listed}")
        if name in names[: place - 1]:
            twice = _("The heading “%(name)s” stands there twice.") % {"name": name}
            raise refuse(f"{twice} {listed}")
    if missing := [name for name in needed if name not in names]:
        raise refuse(_("The heading “%(name)s” is missing.") % {"name": missing[0]} + f" {listed}")
    return names


def under(names: Sequence[str], number: int, cells: Sequence[str]) -> dict[str, str]:
    """A row's cells by heading; what is missing at its end is empty."""
    if len(cells) > len(names):
        place = {"row": number, "column": len(cells)}
        raise refuse(_("Row %(row)d, column %(column)d: this cell has no heading above it.") % place)
    padded = [*cells, *[""] * (len(names) - len(cells))]
    return {name: unguarded(cell) for name, cell in zip(names, padded, strict=True)}


def kept(rows: Iterable[Row]) -> list[Row]:
    """The rows that hold something, within the limits."""
    found: list[Row] = []
    for number, cells in rows:
        if number > MOST_LINES:
            raise refuse(_("There are more than %(most)d rows.") % {"most": MOST_LINES})
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            places = {"row": number, "most": MOST_COLUMNS}
            raise refuse(_("Row %(row)d has more than %(most)d columns.") % places)
        if cells:
            found.append((number, cells))
        if len(found) > MOST_ROWS + 1:
            raise refuse(_("There are more than %(most)d rows.") % {"most": MOST_ROWS})
    return found


def csv_rows(data: bytes, known: Sequence[str]) -> Iterator[Row]:
    text = decoded(data)
    return enumerate(records(text, separator_of(text, known)), 1)


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else what Excel writes on Windows."""
    encodings = ["utf-16"] if data.startswith(UTF16) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(_("This is neither CSV nor XLSX."))


def separator_of(text: str, known: Sequence[str]) -> str:
    """What splits a row into most headings that are known; where none is, what stands there most often."""
    lines = text.splitlines()[:FIRST_LINES]
    found = {one: max((headings_in(line, one, known) for line in lines), default=0) for one in SEPARATORS}
    if any(found.values()):
        return max(SEPARATORS, key=lambda one: found[one])
    return max(SEPARATORS, key=lambda one: sum(line.count(one) for line in lines))


def headings_in(line: str, separator: str, known: Sequence[str]) -> int:
    """How many of the known headings a line holds when it is split there."""
    return sum(heading(cell.strip('"')) in known for cell in line.split(separator))


def records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        place = {"line": reader.line_num}
        message = _("Line %(line)d cannot be read: look at the quotation marks there.")
        raise refuse(message % place) from error
