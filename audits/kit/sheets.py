"""Reading the spreadsheets that people send, CSV or XLSX: rows of text under known headings.

Every import reads through here, so each has the same limits. A formula is never evaluated and a merged
cell never guessed at: both are refused by their place.
"""

import codecs
import csv
import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter

from audits.kit.cells import unguarded
from audits.kit.refusals import Invalid, Refusal, TooLarge

log = logging.getLogger(__name__)
MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 40
MOST_LINES = 1_000_000
"""Rows looked at, empty ones included: a sheet that is formatted to its end has a million."""
MOST_UNPACKED = 8 * 1024 * 1024
MOST_TAGS = 500_000
MOST_PARTS = 200
"""A workbook's parts when unpacked: twice what the rows above need, and read within seconds."""
SEPARATORS = (",", ";", "\t")
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ZIP = b"PK\x03\x04"
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]+)")

Row = tuple[int, list[str]]
"""A row's number, as a spreadsheet counts, and its cells up to the last one that holds something."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row's number and its cells by heading."""

    number: int
    cells: dict[str, str]


def read(data: bytes, *, known: Sequence[str], needed: Sequence[str]) -> list[Line]:
    """The rows of a file under its headings, all of them `known`; `Invalid` says what is wrong."""
    if len(data) > MOST_BYTES:
        limit = {"limit": filesizeformat(MOST_BYTES)}
        raise TooLarge({"file": [_("This file is larger than %(limit)s.") % limit]})
    rows = workbook_rows(data) if data.startswith(ZIP) else csv_rows(data, known)
    if len(rows) < 2:
        raise refuse(_("There is no row below the headings."))
    names = headings(rows[0][1], known, needed)
    return [Line(number, under(names, number, cells)) for number, cells in rows[1:]]


def refuse(message: str) -> Invalid:
    return Invalid({"file": [message]})


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


def csv_rows(data: bytes, known: Sequence[str]) -> list[Row]:
    text = decoded(data)
    found = max(SEPARATORS, key=lambda separator: headings_found(text, separator, known))
    return kept(enumerate(records(text, found), 1))


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


def headings_found(text: str, separator: str, known: Sequence[str]) -> int:
    """How many of the known headings the first row holds when it is split there."""
    first = next(iter(text.lstrip().splitlines()), "")
    return sum(heading(cell.strip('"')) in known for cell in first.split(separator))


def records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        place = {"line": reader.line_num}
        message = _("Line %(line)d cannot be read: look at the quotation marks there.")
        raise refuse(message % place) from error


def workbook_rows(data: bytes) -> list[Row]:
    """The rows of a workbook's first sheet."""
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
            # openpyxl tells of decoration that it leaves out.
            warnings.simplefilter("ignore")
            check_package(package)
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            refuse_merged(package, sheet)
            return kept(sheet_rows(sheet))
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


def refuse_merged(package: zipfile.ZipFile, sheet: Any) -> None:
    """Read row by row, a sheet does not tell of merged cells: its own text does."""
    if merged := MERGED.search(package.read(sheet._worksheet_path)):
        raise refuse(_("The cells %(cells)s are merged; take them apart.") % {"cells": merged[1].decode()})


def sheet_rows(sheet: Any) -> Iterator[Row]:
    # What a sheet says of its own size may be wrong; rows are as long as they are.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len(row) > MOST_COLUMNS:
            place = {"row": number, "column": get_column_letter(len(row)), "most": MOST_COLUMNS}
            message = _("Row %(row)d reaches column %(column)s; %(most)d columns are possible.")
            raise refuse(message % place)
        yield number, [cell_text(cell) for cell in row]


def cell_text(cell: Any) -> str:
    """A cell as text: dates as 2026-12-31, whole numbers without a point; no formula and no error."""
    if isinstance(cell, ReadOnlyCell) and cell.data_type == "f":
        raise refuse(_("Cell %(cell)s holds a formula; put its value there.") % {"cell": cell.coordinate})
    if isinstance(cell, ReadOnlyCell) and cell.data_type == "e":
        raise refuse(_("Cell %(cell)s holds an error.") % {"cell": cell.coordinate})
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
