"""The workbook: every text of the read model, and never a formula (threats 33, 34)."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.models import Evaluation
from audits.kit.cells import CELL_LIMIT
from audits.people.actor import Actor
from audits.reports.gather import gather
from audits.reports.xlsx import workbook
from tests import factories
from tests.reports.leaves import unseen
from tests.reports.reading import bare
from tests.reports.scene import save

pytestmark = pytest.mark.django_db
SHEETS = [
    "Summary", "Scores", "Panel", "Answers", "Objects", "Clarifications", "Proposals", "Robustness", "Gaps",
    "SLA", "Costs", "Evidence", "Demos", "Not filed", "To be noted", "Score changes",
    "Since the revision before", "Conditions", "Signatures", "Declarations", "Remarks", "Rubric",
    "Questions", "Record",
]  # fmt: skip
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]


def read(evaluation: Evaluation) -> Workbook:
    return load_workbook(io.BytesIO(workbook(gather(evaluation, evaluation.revision))))


def text_in(data: bytes) -> str:
    """All that stands in a workbook, without blanks."""
    return "".join(bare(str(cell.value)) for cell in cells(load_workbook(io.BytesIO(data))))


def cells(book: Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.covers("R072")
def test_every_text_of_the_read_model_is_in_the_workbook(lead: Actor, scene: Evaluation) -> None:
    data = workbook(gather(scene, scene.revision))
    assert load_workbook(io.BytesIO(data)).sheetnames == SHEETS
    text = text_in(data)
    assert unseen(load_comparison(scene, workspace=lead.workspace_name), scene.document, text) == []


@pytest.mark.covers("R072")
def test_figures_are_numbers_in_their_columns(lead: Actor, scene: Evaluation) -> None:
    rows = list(read(scene)["Summary"].iter_rows(min_row=2, values_only=True))
    view = load_comparison(scene, workspace=lead.workspace_name)
    expected = [
        (one.vendor, one.rank, one.score.points, one.score.proven, one.score.max, one.score.floor)
        for one in view.candidates
    ]
    assert [(row[0], *row[2:7]) for row in rows] == expected


def test_what_is_not_scored_is_blank_and_not_zero(scene: Evaluation) -> None:
    rows = read(scene)["Scores"].iter_rows(min_row=2, values_only=True)
    points = {(row[0], row[1]): row[3] for row in rows}
    assert points["Pipetap", "Permission scoping"] is None


@pytest.mark.parametrize("typed", FORMULAS)
def test_text_of_people_is_never_a_formula(lead: Actor, evaluation: Evaluation, typed: str) -> None:
    candidate = factories.candidate_of(evaluation)
    candidate.vendor.name = typed.strip()
    candidate.vendor.save()
    save(lead, candidate, evaluation.document.question("st-1"), {"verdict": "strong", "note": typed})
    book = read(evaluation)
    assert not [cell.coordinate for cell in cells(book) if cell.data_type == "f"]
    assert typed.strip() in [row[5] for row in book["Answers"].iter_rows(values_only=True)]


def test_characters_that_xml_cannot_write_do_not_break_the_workbook(
    lead: Actor, evaluation: Evaluation
) -> None:
    candidate = factories.candidate_of(evaluation)
    unwritable = "a\ufffe\uffffb\x7f\x85 \U0010ffff c"
    save(lead, candidate, evaluation.document.question("st-1"), {"verdict": "strong", "note": unwritable})
    notes = [row[5] for row in read(evaluation)["Answers"].iter_rows(values_only=True)]
    assert "ab\x7f\x85 \U0010ffff c" in notes


def test_text_longer_than_a_cell_is_cut_where_everybody_sees_it(lead: Actor, evaluation: Evaluation) -> None:
    candidate = factories.candidate_of(evaluation)
    answer = candidate.answers.select_related("question").get(question__slug="st-1")
    answer.note = "x" * (CELL_LIMIT + 10)
    answer.save()
    notes = [row[5] for row in read(evaluation)["Answers"].iter_rows(values_only=True)]
    longest = max((str(note) for note in notes if note), key=len)
    assert len(longest) == CELL_LIMIT and "cut" in longest[-60:]
