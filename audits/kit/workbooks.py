"""Reading a workbook row by row: what is in its cells, and what is wrong with them, within limits."""

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter, range_boundaries

from audits.kit.refusals import Invalid, Refusal

log = logging.getLogger(__name__)
MOST_COLUMNS = 40
MOST_UNPACKED = 8 * 1024 * 1024
MOST_TAGS = 500_000
MOST_PARTS = 200
"""A workbook's parts when unpacked: twice what its rows need, and read within seconds."""
MOST_MERGED = 200
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]+)")
# The value that a formula had when it was saved may be old or missing, so it is not taken.
FORMULA, ERROR = "f", "e"

Row = tuple[int, list[str]]
"""A row's number, as a spreadsheet counts, and its cells up to the last one that holds something."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A stretch of cells that were made one; what stands in it belongs to all of them or to the first."""

    cells: str
    rows: range
    columns: range

    @property
    def said(self) -> str:
        return _("The cells %(cells)s are merged; take them apart.") % {"cells": self.cells}


@dataclass(frozen=True, slots=True)
class Faults:
    """What cannot be taken as it is: single cells by row and column, counting from 1, and merged ones."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)

    @property
    def first(self) -> str:
        found = [one.said for one in self.merged] or list(self.cells.values())
        return found[0] if found else ""

    def at(self, row: int, column: int) -> str:
        """Why a cell cannot be taken; blank when it can."""
        if said := self.cells.get((row, column)):
            return said
        return next((one.said for one in self.merged if row in one.rows and column in one.columns), "")


def refuse(message: str) -> Invalid:
    return Invalid({"file": [message]})


@contextmanager
def opened(data: bytes) -> Iterator[tuple[zipfile.ZipFile, Any]]:
    """A workbook to be read row by row, once its package is known to be harmless."""
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
            # openpyxl tells of decoration that it leaves out.
            warnings.simplefilter("ignore")
            check_package(package)
            yield package, load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Refusal:
        raise
    except Exception as error:
        # A reader fed a broken package may raise anything; whatever it was, this is no workbook.
        log.info("workbook refused: %r", error)
        raise refuse(_("This workbook cannot be read. Save it again as XLSX or CSV.")) from error


def check_package(package: zipfile.ZipFile) -> None:
    """Refuses by its directory what would unpack to too much, and XML that declares things of its own."""
    parts = package.infolist()
    too_much = refuse(_("This workbook holds too much. Copy the rows into a new one."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_much
    texts = [package.read(part) for part in parts]
    if sum(text.count(b"<") for text in texts) > MOST_TAGS:
        raise too_much
    if any(DECLARATION.search(text) for text in texts):
        raise refuse(_("This workbook is built in an unusual way. Save it again as XLSX or CSV."))


def merged_in(package: zipfile.ZipFile, sheet: Any) -> list[Merged]:
    """Read row by row, a sheet does not tell of merged cells: its own text does."""
    found = [match[1].decode() for match in MERGED.finditer(package.read(sheet._worksheet_path))]
    if len(found) > MOST_MERGED:
        raise refuse(_("More than %(most)d groups of cells are merged.") % {"most": MOST_MERGED})
    return [merged(cells) for cells in found]


def merged(cells: str) -> Merged:
    first_column, first_row, last_column, last_row = (edge or 0 for edge in range_boundaries(cells))
    return Merged(cells, range(first_row, last_row + 1), range(first_column, last_column + 1))


def sheet_rows(sheet: Any, wrong: dict[tuple[int, int], str]) -> Iterator[Row]:
    """The rows as they are read; `wrong` is told which of their cells hold no value."""
    # What a sheet says of its own size may be wrong; rows are as long as they are.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len(row) > MOST_COLUMNS:
            place = {"row": number, "column": get_column_letter(len(row)), "most": MOST_COLUMNS}
            message = _("Row %(row)d reaches column %(column)s; %(most)d columns are possible.")
            raise refuse(message % place)
        for cell in row:
            if isinstance(cell, ReadOnlyCell) and cell.data_type in (FORMULA, ERROR):
                wrong[cell.row, cell.column] = wrong_with(cell)
        yield number, [cell_text(cell) for cell in row]


def wrong_with(cell: ReadOnlyCell) -> str:
    if cell.data_type == FORMULA:
        return _("Cell %(cell)s holds a formula; put its value there.") % {"cell": cell.coordinate}
    return _("Cell %(cell)s holds an error.") % {"cell": cell.coordinate}


def cell_text(cell: Any) -> str:
    """A cell as text: dates as 2026-12-31, whole numbers without a point."""
    match cell.value:
        case None:
            return ""
        case bool() as is_so:
            return "yes" if is_so else "no"
        case datetime() as moment if moment.time() == datetime.min.time():
            return moment.date().isoformat()
        case date() as day:
            return day.isoformat()
        case float() as number if number.is_integer():
            return str(int(number))
    return str(cell.value)
