"""The rows of a scorecard as entries: one vendor's points, reason or note on one dimension or question."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from audits.evaluations.scorecards import words
from audits.evaluations.scorecards.columns import OF_ANSWERS, VALUES, Kind, Role
from audits.kit import text
from audits.kit.cells import unguarded
from audits.kit.clean import needed_safe_text, safe_text
from audits.kit.refusals import Invalid
from audits.kit.sheets import Grid
from audits.kit.workbooks import Row
from audits.scoring.framework import Framework

MOST_ENTRIES = 2_000
POINTS = re.compile(r"\s*([0-5])(?:[.,]0+)?\s*")
BLANKS = {"", "-", "–", "—"}
# As our own workbook writes an answer that is open.
OPEN_ANSWERS: Mapping[str, Mapping[str, bool]] = {
    "not answered": {},
    "no specific answer": {"is_vague": True},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table begins and ends in its sheet, and what its columns are."""

    header: int
    last: int | None
    roles: tuple[Role, ...]

    @property
    def kinds(self) -> set[Kind]:
        return {role.kind for role in self.roles}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says of one vendor's dimension or question; an empty cell says nothing."""

    row: int
    vendor: str
    subject: str
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    """What is wrong, by the cell or by what is concerned."""

    @property
    def key(self) -> tuple[str, str]:
        return (self.vendor.lower(), self.subject)


def check(layout: Layout) -> None:
    """Refuses columns from which nobody could tell whose points of what these are."""
    values = [role for role in layout.roles if role.kind in (*VALUES, *OF_ANSWERS)]
    if not values:
        raise Invalid({"columns": [_("Say which columns hold points, reasons or notes.")]})
    for kind, title in ((Kind.VENDOR, _("vendor")), (Kind.SUBJECT, _("dimension or question"))):
        if sum(role.kind is kind for role in layout.roles) > 1:
            raise Invalid({"columns": [_("Only one column can be the %(what)s.") % {"what": title}]})
    check_one_each(layout, values)
    if repeated := [role for role in set(values) if values.count(role) > 1 and role.kind is Kind.POINTS]:
        name = repeated[0].dimension or repeated[0].vendor
        raise Invalid({"columns": [_("Two columns hold the same points. %(name)s") % {"name": name}]})


def check_one_each(layout: Layout, values: Sequence[Role]) -> None:
    """Vendor and dimension come from the row or from the column: from one of them, not from both."""
    has_vendor, has_subject = Kind.VENDOR in layout.kinds, Kind.SUBJECT in layout.kinds
    if any(bool(role.vendor) == has_vendor for role in values):
        raise Invalid(
            {"columns": [_("Choose one column as the vendor, or say of which vendor each column is.")]}
        )
    if any(bool(role.dimension) == has_subject for role in values):
        raise Invalid(
            {"columns": [_("Choose one column as the dimension, or say of which dimension each column is.")]}
        )


def read(grid: Grid, layout: Layout, framework: Framework) -> list[Entry]:
    """Every entry of the table, in its order; what is wrong with one stands in it."""
    check(layout)
    table = Table(grid, layout, framework)
    found = [entry for row in grid.rows if table.holds(row) for entry in table.entries(row)]
    if not found:
        raise Invalid({"columns": [_("There is nothing to take below these headings.")]})
    if len(found) > MOST_ENTRIES:
        message = _("This holds %(count)d entries; %(most)d are possible. Split it into two files.")
        raise Invalid({"columns": [message % {"count": len(found), "most": MOST_ENTRIES}]})
    return unique(found)


def unique(entries: Sequence[Entry]) -> list[Entry]:
    """Two entries of one vendor on one thing are errors both: which is meant, nobody can tell."""
    rows = defaultdict(list)
    for entry in entries:
        rows[entry.key].append(entry.row)
    return [repeated(entry, rows[entry.key]) for entry in entries]


def repeated(entry: Entry, rows: Sequence[int]) -> Entry:
    if len(rows) == 1 or not all(entry.key):
        return entry
    others = [str(row) for row in rows if row != entry.row] or [str(entry.row)]
    said = _("Row %(rows)s says something of this as well.") % {"rows": ", ".join(others)}
    return replace(entry, errors={**entry.errors, _("twice"): said})


@dataclass
class Table:
    """A sheet read by a layout."""

    grid: Grid
    layout: Layout
    framework: Framework

    @cached_property
    def subjects(self) -> dict[str, str]:
        return words.subjects(self.framework)

    def holds(self, row: Row) -> bool:
        """Whether a row belongs to the table: below the headings, and not below its end."""
        number, _cells = row
        return number > self.layout.header and (self.layout.last is None or number <= self.layout.last)

    def entries(self, row: Row) -> Iterator[Entry]:
        """A row's columns by what they are of, those that hold nothing left out."""
        number, cells = row
        groups: dict[tuple[str, str], list[tuple[int, Kind]]] = defaultdict(list)
        for place, role in enumerate(self.layout.roles):
            if role.kind in (*VALUES, *OF_ANSWERS) and place < len(cells) and cells[place].strip():
                groups[role.vendor, role.dimension].append((place, role.kind))
        for (vendor, dimension), columns in groups.items():
            yield self.entry(row, vendor, dimension, columns)

    def entry(self, row: Row, vendor: str, dimension: str, columns: Sequence[tuple[int, Kind]]) -> Entry:
        """What a row's columns of one vendor and dimension say together."""
        errors: dict[str, str] = {}
        vendor = vendor or self.vendor(row, errors)
        subject = dimension or self.subject(row, errors)
        values: dict[str, Any] = {}
        for place, kind in columns:
            try:
                self.take(values, kind, self.cell(row, place), subject)
            except Invalid as refusal:
                errors[coordinate(row, place)] = refusal.detail
        return Entry(row[0], vendor, subject, values, errors)

    def cell(self, row: Row, place: int) -> str:
        """A cell's text, or `Invalid` when it is no value."""
        number, cells = row
        if said := self.grid.faults.at(number, place + 1):
            raise Invalid({"cell": [said]})
        given = cells[place] if place < len(cells) else ""
        return unguarded(given) if self.grid.is_csv else given

    def named(self, row: Row, kind: Kind, missing: str, errors: dict[str, str]) -> str:
        """The cell that says whose, or which, a row is."""
        place = next(place for place, role in enumerate(self.layout.roles) if role.kind is kind)
        try:
            found = needed_safe_text("cell", self.cell(row, place), missing, limit=text.SHORT)
        except Invalid as refusal:
            errors[coordinate(row, place)] = refusal.detail
            return ""
        return found

    def vendor(self, row: Row, errors: dict[str, str]) -> str:
        return self.named(row, Kind.VENDOR, _("This row names no vendor."), errors)

    def subject(self, row: Row, errors: dict[str, str]) -> str:
        """The dimension or question that a row names."""
        said = self.named(row, Kind.SUBJECT, _("This row names no dimension and no question."), errors)
        found = self.subjects.get(words.plain(said), "")
        if said and not found:
            message = _("“%(name)s” is no dimension and no question of this framework.")
            errors[_("dimension")] = message % {"name": said[:100]}
        return found

    def take(self, values: dict[str, Any], kind: Kind, cell: str, subject: str) -> None:
        """Adds a cell to what is said of the subject."""
        is_question = subject in self.framework.questions_by_slug
        if kind is Kind.POINTS:
            values["points"] = points(cell, is_question=is_question)
        elif kind in OF_ANSWERS:
            values |= of_answer(kind, cell, is_question=is_question)
        elif given := safe_text("cell", cell):
            name = "note" if is_question else "rationale"
            whole = "\n".join(filter(None, [values.get(name, ""), given]))
            values[name] = safe_text("cell", whole)


def coordinate(row: Row, place: int) -> str:
    return f"{get_column_letter(place + 1)}{row[0]}"


def points(cell: str, *, is_question: bool) -> int:
    if is_question:
        raise Invalid({"cell": [_("Points are given to dimensions, not to questions.")]})
    found = POINTS.fullmatch(cell)
    if found is None:
        message = _("“%(cell)s” is no whole number from 0 to 5. Leave it empty where nothing is scored.")
        raise Invalid({"cell": [message % {"cell": cell[:40]}]})
    return int(found[1])


def of_answer(kind: Kind, cell: str, *, is_question: bool) -> dict[str, Any]:
    """A verdict or a proof by its slug or its words."""
    said = words.plain(cell)
    if not is_question:
        raise Invalid({"cell": [_("Only a question has a verdict and a proof.")]})
    if cell.strip() in BLANKS:
        return {}
    if kind is Kind.VERDICT and said in OPEN_ANSWERS:
        return dict(OPEN_ANSWERS[said])
    known = words.verdicts() if kind is Kind.VERDICT else words.proofs()
    if said not in known:
        listed = ", ".join(dict.fromkeys(known.values()))
        message = _("“%(cell)s” is not one of: %(choices)s.")
        raise Invalid({"cell": [message % {"cell": cell[:40], "choices": listed}]})
    return {str(kind): known[said]}
