"""The comparison as a workbook: named sheets, every cell a value, user text never a formula (R072, T33)."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from audits.kit.cells import number_cell, text_cell
from audits.reports.presenting.material import Material
from audits.reports.presenting.tables import tables
from audits.reports.presenting.tables.table import Cell, Table


def workbook(material: Material) -> bytes:
    """The whole comparison; openpyxl writes row by row, so its size does not matter."""
    book = Workbook(write_only=True)
    for table in tables(material):
        add_sheet(book, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    append(sheet, [column.title for column in table.columns])
    for row in table.rows:
        append(sheet, row)


def append(sheet: WriteOnlyWorksheet, row: Iterable[Cell]) -> None:
    """Numbers as numbers, blanks as blanks, everything else as text."""
    sheet.append(
        [text_cell(sheet, value) if isinstance(value, str) else number_cell(sheet, value) for value in row]
    )
