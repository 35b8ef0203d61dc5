"""Where a scorecard seems to begin: which sheet of a file, and which row holds its headings."""

from collections.abc import Sequence

from audits.evaluations.scorecards import words
from audits.evaluations.scorecards.columns import Kind, by_name, guess, subject_column
from audits.evaluations.scorecards.reading import Layout, check
from audits.kit.refusals import Invalid
from audits.kit.sheets import Grid
from audits.kit.workbooks import Row
from audits.scoring.framework import Framework

LOOKED_AT = 30
"""Rows of a sheet that are looked at before somebody has chosen it."""


def known_headings(framework: Framework) -> list[str]:
    """Words that tell what separates the cells of a CSV."""
    titles = [one.title.lower() for one in framework.dimensions]
    return [*words.VENDOR, *words.SUBJECT, *words.POINTS, *words.REASON, *words.NOTE, *titles]


def likely_sheet(openings: Sequence[Grid], framework: Framework) -> int:
    """The first sheet in which a whole scorecard is recognised, else the first that holds anything."""
    for place, grid in enumerate(openings):
        if grid.rows and is_whole(grid, framework):
            return place
    return next((place for place, grid in enumerate(openings) if grid.rows), 0)


def is_whole(grid: Grid, framework: Framework) -> bool:
    layout = likely_layout(grid, likely_header(grid.rows, framework), framework)
    try:
        check(layout)
    except Invalid:
        return False
    return True


def likely_layout(grid: Grid, header: int, framework: Framework) -> Layout:
    names = headings(grid, header)
    samples = [cells for number, cells in grid.rows if number > header][:LOOKED_AT]
    return Layout(header, None, tuple(guess(names, samples, framework)))


def headings(grid: Grid, header: int) -> list[str]:
    """The cells of that row, as many as the widest row below has."""
    found = next((cells for number, cells in grid.rows if number == header), [])
    width = max((len(cells) for number, cells in grid.rows if number >= header), default=0)
    return [*found, *[""] * (width - len(found))]


def likely_header(rows: Sequence[Row], framework: Framework) -> int:
    """The row with most headings that are known; else the one above the dimensions; else the first."""
    looked_at = rows[:LOOKED_AT]
    if not looked_at:
        return 1
    counts = {number: sum(is_known(cell, framework) for cell in cells) for number, cells in looked_at}
    best = max(counts, key=lambda number: counts[number])
    if counts[best] > 1:
        return best
    return above_subjects(looked_at, framework) or (best if counts[best] else looked_at[0][0])


def is_known(cell: str, framework: Framework) -> bool:
    return by_name(cell, framework).kind is not Kind.LEAVE


def above_subjects(rows: Sequence[Row], framework: Framework) -> int | None:
    """The row above the first one that names a dimension or question."""
    known = words.subjects(framework)
    cells = [row for _number, row in rows]
    width = max(map(len, cells))
    column = subject_column([""] * width, cells, known)
    if column is None:
        return None
    found = [
        place for place, row in enumerate(cells) if column < len(row) and words.plain(row[column]) in known
    ]
    return rows[max(found[0] - 1, 0)][0]
