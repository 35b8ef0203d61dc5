"""The one way a value becomes a spreadsheet cell: user text is never a formula."""

import re

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CELL_LIMIT = 32_767
CUT_MARK = " […cut: longer than a cell can hold]"
# What a spreadsheet takes for a formula when it opens a CSV, behind any number of guards.
FORMULA = re.compile("'*[=+@\t\r-]")
GUARD = "'"
# XML has no way to write these, not even escaped: one of them and no program opens the file.
UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(value: str) -> str:
    """`value` without what the XML of an office file cannot hold."""
    return UNWRITABLE.sub("", value)


def text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    """`value` as literal text, whatever it starts with; what a cell can't hold is cut visibly."""
    clean = writable(value)
    if len(clean) > CELL_LIMIT:
        clean = clean[: CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
    cell = WriteOnlyCell(sheet, value=clean)
    # openpyxl takes a leading "=" for a formula; the type says it is a string.
    cell.data_type = "s"
    return cell


def number_cell(sheet: WriteOnlyWorksheet, value: int | None) -> Cell:
    """A number, or an empty cell for None: blank is not zero."""
    return WriteOnlyCell(sheet, value=value)


def guarded(value: str) -> str:
    """`value` for a CSV, behind an apostrophe where a spreadsheet would take it for a formula."""
    return GUARD + value if FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """What `guarded` made of `value`, back as it was."""
    is_guarded = value.startswith(GUARD) and FORMULA.match(value)
    return value.removeprefix(GUARD) if is_guarded else value
