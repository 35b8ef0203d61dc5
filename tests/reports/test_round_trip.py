"""What our workbook says of points, reasons and notes is read from it again without a loss."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from audits.evaluations.models import Answer, Evaluation, Score
from audits.evaluations.scorecards import opening, reading
from audits.kit import sheets, text
from audits.kit.mask import masked
from audits.people.actor import Actor
from audits.reports.gather import gather
from audits.reports.xlsx import workbook
from tests import factories
from tests.evaluations.scorecard_pages import columns, points, steps, take, upload
from tests.pages import Pages

pytestmark = pytest.mark.django_db
VENDORS = ("Pipetap", "=Relay, „Ltd“")
WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", '"', ";", "_x0041_", "a,b\n", "3", "–"])
WORDS = st.builds("{}{}".format, STARTS, WORD).map(text.normal).filter(lambda one: masked(one) == one)
GIVEN = st.tuples(st.none() | st.integers(0, 5), WORDS)
ANSWERED = st.tuples(
    st.sampled_from(["", "strong", "partial", "none"]),
    st.sampled_from(["", "claimed", "sandbox", "production", "own-org"]),
    WORDS,
)


@pytest.fixture
def both(lead: Actor) -> Evaluation:
    return factories.make_evaluation(lead, vendors=VENDORS)


def read_again(evaluation: Evaluation, sheet: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What the import reads in a sheet of the evaluation's own workbook."""
    data = workbook(gather(evaluation, evaluation.revision))
    place = load_workbook(io.BytesIO(data), read_only=True).sheetnames.index(sheet)
    document = evaluation.document
    grid = sheets.grid(data, known=opening.known_headings(document), sheet=place)
    layout = opening.likely_layout(grid, opening.likely_header(grid.rows, document), document)
    found = reading.read(grid, layout, document)
    assert not [entry.errors for entry in found if entry.errors]
    return {(entry.vendor, entry.subject): dict(entry.values) for entry in found if entry.values}


@pytest.mark.covers("R072")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given=st.lists(GIVEN, min_size=16, max_size=16).filter(
        lambda rows: any(one != (None, "") for one in rows)
    )
)
def test_every_point_and_reason_comes_back(both: Evaluation, given: list[tuple[int | None, str]]) -> None:
    rows = list(
        Score.objects.filter(candidate__evaluation=both).select_related("candidate__vendor", "dimension")
    )
    for row, (points_given, reason) in zip(rows, given, strict=True):
        row.points, row.rationale = points_given, reason
        row.save()
    expected = {
        (row.candidate.vendor.name, row.dimension.slug): stated(points=row.points, rationale=row.rationale)
        for row in rows
        if row.points is not None or row.rationale
    }
    assert read_again(both, "Scores") == expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.lists(ANSWERED, min_size=31, max_size=31))
def test_every_verdict_and_note_comes_back(both: Evaluation, given: list[tuple[str, str, str]]) -> None:
    rows = list(Answer.objects.filter(candidate__vendor__name="Pipetap").select_related("question"))
    for row, (verdict, proof, note) in zip(rows, given, strict=True):
        row.verdict, row.proof, row.note = verdict, proof, note
        row.save()
    expected = {
        ("Pipetap", row.question.slug): stated(verdict=row.verdict, proof=row.proof, note=row.note)
        for row in rows
    }
    assert read_again(both, "Answers") == {key: values for key, values in expected.items() if values}


def stated(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def test_a_workbook_goes_through_the_pages_as_a_new_evaluation(lead: Actor, scene: Evaluation) -> None:
    pages = Pages.of(lead)
    data = workbook(gather(scene, scene.revision))
    shown = columns(pages, upload(pages, data, name="comparison.xlsx"))
    assert {state for *_, state in steps(shown)} == {"new"} and take(pages, shown).status_code == 302
    made = Evaluation.objects.latest("number")
    assert made.pk != scene.pk and points(made) == points(scene)
    answers = upload(pages, data, into=str(made.pk), name="comparison.xlsx")
    place = next(key for key, name in answers.context["form"].fields["sheet"].choices if name == "Answers")
    assert take(pages, columns(pages, columns(pages, answers, sheet=place))).status_code == 302
    assert notes(made) == notes(scene)


def notes(evaluation: Evaluation) -> set[tuple[object, ...]]:
    rows = Answer.objects.filter(candidate__evaluation=evaluation)
    return set(
        rows.values_list("candidate__vendor__name", "question__slug", "verdict", "proof", "note", "is_vague")
    )
