"""Workbooks as tests need them: ordinary ones, and ones whose parts have been tampered with."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Iterable[Iterable[Any]], more: Callable[[Any], Any] | None = None) -> bytes:
    """A workbook of one sheet; `more` may do more to it."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if more:
        more(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tampered(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with the text of one part changed, or with a new part."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            text = source.read(name).decode()
            made.writestr(name, change(text) if name == part else text)
        if part not in source.namelist():
            made.writestr(part, change(""))
    return out.getvalue()


def with_rows(xml: str) -> bytes:
    """A workbook with a heading and one row, and this XML below them."""
    plain = workbook([["name"], ["A"]])
    return tampered(plain, SHEET, lambda text: text.replace("</sheetData>", f"{xml}</sheetData>"))
