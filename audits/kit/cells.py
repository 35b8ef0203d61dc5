"""The one way a value becomes a spreadsheet cell: user text is never a formula."""

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CELL_LIMIT = 32_767
CUT_MARK = " […cut: longer than a cell can hold]"


def text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    """`value` as literal text, whatever it starts with; what a cell can't hold is cut visibly."""
    clean = "".join(char for char in value if char in "\n\t" or char >= " ")
    if len(clean) > CELL_LIMIT:
        clean = clean[: CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
    cell = WriteOnlyCell(sheet, value=clean)
    # openpyxl takes a leading "=" for a formula; the type says it is a string.
    cell.data_type = "s"
    return cell


def number_cell(sheet: WriteOnlyWorksheet, value: int | None) -> Cell:
    """A number, or an empty cell for None: blank is not zero."""
    return WriteOnlyCell(sheet, value=value)
