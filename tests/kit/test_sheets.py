"""Spreadsheets are read as rows of text, within limits, or refused by the place that is wrong."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.kit import sheets
from audits.kit.cells import guarded, unguarded
from audits.kit.refusals import Invalid, TooLarge
from audits.kit.sheets import Line
from tests.kit.workbooks import tampered, with_rows, workbook

KNOWN = ("name", "credential expires", "note")


def read(data: bytes) -> list[Line]:
    return sheets.read(data, known=KNOWN, needed=("name",))


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        read(data)
    assert set(refusal.value.fields) == {"file"}
    return refusal.value.detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_as_it_comes(encoding: str, separator: str, end: str) -> None:
    text = end.join(["Name{0}NOTE", "Büro{0}–", "Öl{0}x"]).format(separator)
    assert read(text.encode(encoding)) == [
        Line(2, {"name": "Büro", "note": "–"}),
        Line(3, {"name": "Öl", "note": "x"}),
    ]


def test_a_quoted_cell_may_hold_separators_and_line_breaks() -> None:
    lines = read(b'name,note\n"A, B","one\ntwo ""three"""\nC,\n')
    assert lines == [
        Line(2, {"name": "A, B", "note": 'one\ntwo "three"'}),
        Line(3, {"name": "C", "note": ""}),
    ]


def test_rows_keep_their_numbers_where_others_are_empty() -> None:
    assert [line.number for line in read(b"\n\nname,note\n,\nA,b\n\nC,d\n")] == [5, 7]
    assert [line.number for line in read(workbook([["name"], [None], ["A"], [], ["B"]]))] == [3, 5]


def test_the_cells_of_a_workbook_become_text() -> None:
    rows: list[list[object]] = [
        ["Name", "credential_expires", "Note"],
        ["A", date(2031, 2, 3), 4.0],
        [7, None, True],
    ]
    rows += [[1.5, datetime(2031, 2, 3, 4, 5), "x"]]
    assert [list(line.cells.values()) for line in read(workbook(rows))] == [
        ["A", "2031-02-03", "4"],
        ["7", "", "yes"],
        ["1.5", "2031-02-03T04:05:00", "x"],
    ]


def test_a_missing_end_of_a_row_is_empty() -> None:
    assert read(b"name,note\nA\n") == [Line(2, {"name": "A", "note": ""})]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no row below"),
        (b"name,note\n\n", "no row below"),
        (b"name,onwer\nA,b\n", "Column 2: “onwer” is no heading that is known. Known are: name, credential"),
        (b"name,,note\nA,b,c\n", "Column 2: “” is no heading"),
        (b"name,Name\nA,b\n", "“name” stands there twice"),
        (b"note\nA\n", "“name” is missing"),
        (b"name,note\nA,b,c\n", "Row 2, column 3: this cell has no heading"),
        (b'name,note\nA,b\n"C,d\n', "Line 3 cannot be read"),
        (b'name,note\n"A"x,b\n', "Line 2 cannot be read"),
        (b"\x89PNG\r\n\x1a\n\0\0", "neither CSV nor XLSX"),
        (b"\xff\xfea", "neither CSV nor XLSX"),
        (b"name\n" + b"," * 41 + b"x\n", "Row 2 has more than 40 columns"),
        (b"name\n" + b"A\n" * 2001, "more than 2000 rows"),
        (b"PK\x03\x04 and nothing else", "cannot be read"),
    ],
)
def test_what_is_wrong_is_named(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_2000_rows_are_read() -> None:
    assert len(read(b"name\n" + b"A\n" * 2000)) == 2000
    assert len(read(workbook([["name"], *[["A"]] * 2000]))) == 2000


def test_a_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        read(b"name\n" + b"x" * sheets.MOST_BYTES)


def test_a_formula_is_refused_by_its_cell() -> None:
    assert "Cell B2 holds a formula" in refused(workbook([["name", "note"], ["A", "=1+1"]]))


def test_an_error_is_refused_by_its_cell() -> None:
    assert "Cell A2 holds an error" in refused(workbook([["name"], ["#N/A"]]))


def test_merged_cells_are_refused_by_their_place() -> None:
    data = workbook([["name", "note"], ["A", "b"]], lambda sheet: sheet.merge_cells("A2:B2"))
    assert "The cells A2:B2 are merged" in refused(data)


def test_merged_cells_of_another_sheet_are_nobodys_business() -> None:
    def add_sheet(sheet: object) -> None:
        second = sheet.parent.create_sheet("Read me")  # type: ignore[attr-defined]
        second.merge_cells("A1:B2")

    assert len(read(workbook([["name"], ["A"]], add_sheet))) == 1


def test_a_sheet_that_reaches_far_to_the_right_is_refused() -> None:
    assert "Row 3 reaches column ZZZ" in refused(with_rows('<row><c r="ZZZ3"><v>1</v></c></row>'))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<row/>" * 600_000, "holds too much"),
        (" " * 9_000_000, "holds too much"),
        ('<row r="2000000000"><c><v>1</v></c></row>', "more than 1000000 rows"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "more than 1000000 rows"),
        ("<row><c><v>1</row>", "cannot be read"),
    ],
)
def test_a_sheet_without_an_end_is_refused_soon(xml: str, said: str) -> None:
    started = time.monotonic()
    assert said in refused(with_rows(xml))
    assert time.monotonic() - started < 5


def test_empty_rows_below_are_passed_over() -> None:
    assert len(read(with_rows("<row/>" * 100_000))) == 1


def test_a_package_that_unpacks_to_too_much_is_refused_unread() -> None:
    assert "holds too much" in refused(
        tampered(workbook([["name"]]), "xl/more.xml", lambda _: "x" * 9_000_000)
    )


def test_declarations_of_its_own_are_refused() -> None:
    data = tampered(
        workbook([["name"], ["A"]]), "xl/workbook.xml", lambda text: f'<!DOCTYPE x [<!ENTITY a "b">]>{text}'
    )
    assert "unusual way" in refused(data)


@given(st.text(st.sampled_from("'=+-@\t\ra1 "), max_size=6))
def test_a_guard_is_undone_exactly(value: str) -> None:
    assert unguarded(guarded(value)) == value
    assert not guarded(value).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        assert read(data)
    except Invalid as refusal:
        assert refusal.detail
