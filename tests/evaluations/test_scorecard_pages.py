"""A team's own scorecard comes in: columns, preview, all of it or nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.evaluations.actions.candidates import withdraw
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.actions import load_built_in
from audits.journal.models import Event
from audits.kit import sheets
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests.evaluations.scorecard_pages import columns, points, preview, state_of, steps, table, take, upload
from tests.factories import candidate_of, make_actor, make_evaluation, make_vendor, make_workspace
from tests.kit.workbooks import workbook
from tests.pages import Pages

pytestmark = pytest.mark.django_db
TIMING = "points:sync-timing"
BY_VENDOR = table(
    ["Vendor", "Sync direction", "Sync direction notes", "Object coverage", "Comment"],
    ["Relay", 4, "Seen live", 3, "x"],
    ["Pipetap", "", "Not asked", 0, ""],
)
BY_DIMENSION = table(
    ["Criterion", "Relay", "Relay notes", "Pipetap", "Pipetap notes"],
    ["Sync direction", 4, "Seen live", "", "Not asked"],
    ["Object coverage", 3, "", 0, ""],
)
LONG = table(
    ["Vendor", "Dimension", "Points", "Reason"],
    ["Relay", "Sync direction", 4, "Seen live"],
    ["Relay", "object-coverage", 3, ""],
    ["Pipetap", "Sync direction", "", "Not asked"],
    ["Pipetap", "Object coverage", "0", ""],
)
TAKEN = {
    ("Relay", "sync-direction"): (4, "Seen live"),
    ("Relay", "object-coverage"): (3, ""),
    ("Pipetap", "sync-direction"): (None, "Not asked"),
    ("Pipetap", "object-coverage"): (0, ""),
}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.mark.parametrize("content", [BY_VENDOR, BY_DIMENSION, LONG])
def test_a_scorecard_becomes_an_evaluation(lead: Actor, pages: Pages, content: bytes) -> None:
    make_vendor(lead, "RELAY")
    shown = preview(pages, content)
    assert shown.status_code == 200 and {state for *_, state in steps(shown)} == {"new"}
    assert shown.context["new_vendors"] == ["Pipetap"] and not Evaluation.objects.exists()
    answer = take(pages, shown)
    evaluation = Evaluation.objects.get()
    assert answer["Location"] == pages.address("evaluation", evaluation.pk)
    assert evaluation.title == "Team scores"
    assert {(name.title(), slug): said for (name, slug), said in points(evaluation).items()} == TAKEN
    assert Vendor.objects.count() == 2
    assert Event.objects.get(kind="scorecard.imported").payload["after"]["file"] == "Team scores.csv"
    assert Event.objects.filter(kind="score.saved").count() == 4
    assert "4 new, 0 changed, 0 as they were" in pages.text("evaluation", evaluation.pk)


def test_points_that_stand_are_shown_before_they_are_replaced(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay"])
    relay = candidate_of(evaluation, "Relay")
    save_score(actor=lead, candidate=relay, dimension="sync-direction", values={"points": 2}, version=None)
    shown = preview(pages, LONG, into=str(evaluation.pk))
    assert steps(shown)[0] == (2, "Relay", "Sync direction", "changed")
    text = shown.content.decode()
    assert "1 entry replaces what stands there now" in text and "<del>2</del>" in text
    take(pages, shown)
    assert points(evaluation) == TAKEN
    again = preview(pages, LONG, into=str(evaluation.pk))
    assert {state for *_, state in steps(again)} == {"unchanged"}


def test_an_empty_cell_leaves_what_stands_there(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead)
    values: ScoreValues = {"points": 2, "rationale": "Ours"}
    save_score(
        actor=lead,
        candidate=candidate_of(evaluation),
        dimension="sync-direction",
        values=values,
        version=None,
    )
    content = table(["Vendor", "Sync direction", "Sync timing"], ["Pipetap", "", 1])
    take(pages, preview(pages, content, into=str(evaluation.pk)))
    assert points(evaluation)["Pipetap", "sync-direction"] == (2, "Ours")


def test_answers_come_in_by_their_question(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead)
    content = table(
        ["Vendor", "No.", "Verdict", "Proof", "Note"],
        ["Pipetap", "SD-1", "Strong", "Own org", "Saw it"],
        ["Pipetap", "SD-2", "Not answered", "–", ""],
        ["Pipetap", "SD-3", "No specific answer", "–", ""],
    )
    take(pages, preview(pages, content, into=str(evaluation.pk)))
    rows = {row.question.slug: row for row in candidate_of(evaluation).answers.select_related("question")}
    assert (rows["sd-1"].verdict, rows["sd-1"].proof, rows["sd-1"].note) == ("strong", "own-org", "Saw it")
    assert rows["sd-2"].version == 0 and rows["sd-3"].is_vague


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3.5", "“3.5” is no whole number from 0 to 5"),
        ("6", "“6” is no whole number"),
        ("-1", "“-1” is no whole number"),
        ("n/a", "“n/a” is no whole number"),
        ("good", "“good” is no whole number"),
        ("٣", "“٣” is no whole number"),
        ("=1+1", "“=1+1” is no whole number"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_out(pages: Pages, cell: str, said: str) -> None:
    content = table(["Vendor", "Sync direction"], ["Relay", 4], ["Pipetap", cell])
    shown = preview(pages, content)
    assert shown.status_code == 422 and [state for *_, state in steps(shown)] == ["new", "error"]
    wrong = shown.context["steps"][0]
    assert wrong.row == 3 and said in wrong.errors["B3"]
    assert take(pages, shown).status_code == 422
    assert not Evaluation.objects.exists() and not Vendor.objects.exists()


@pytest.mark.parametrize("cell", ["4.0", "4,00", " 4 "])
def test_a_whole_number_may_be_written_with_a_point(pages: Pages, cell: str) -> None:
    take(pages, preview(pages, table(["Vendor", "Sync direction"], ["Relay", cell])))
    assert points(Evaluation.objects.get())["Relay", "sync-direction"] == (4, "")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "Sync direction", 4, ""], "names no vendor"),
        (["Relay", "", 4, ""], "names no dimension"),
        (["Relay", "Total", 4, ""], "“Total” is no dimension and no question"),
        (["Relay", "SD-1", 4, ""], "not to questions"),
        (["Twice", "Sync direction", 4, ""], "2 vendors have this name"),
        (["x" * 201, "Sync direction", 4, ""], "1 character too long"),
        (["Relay", "Sync timing", 4, "x" * 20_001], "1 character too long"),
    ],
)  # fmt: skip
def test_a_row_says_what_is_wrong_with_it(lead: Actor, pages: Pages, row: list[object], said: str) -> None:
    make_vendor(lead, "Twice"), make_vendor(lead, "twice")
    shown = preview(pages, workbook([["Vendor", "Dimension", "Points", "Reason"], row]))
    assert shown.status_code == 422 and said in shown.content.decode()
    assert take(pages, shown).status_code == 422 and not Evaluation.objects.exists()


def test_two_rows_of_one_thing_are_wrong_both(pages: Pages) -> None:
    content = table(["Vendor", "Sync direction"], ["Relay", 4], ["Pipetap", 1], ["RELAY", 3])
    shown = preview(pages, content)
    assert [state for *_, state in steps(shown)] == ["error", "new", "error"]
    assert shown.context["steps"][0].errors == {"twice": "Row 4 says something of this as well."}


def test_totals_below_the_table_are_left_out_by_the_last_row(pages: Pages) -> None:
    content = table(["Vendor", "Sync direction"], ["Relay", 4], [], ["Total", 31])
    assert preview(pages, content).status_code == 422
    shown = preview(pages, content, last="2")
    assert steps(shown) == [(2, "Relay", "Sync direction", "new")]


def test_columns_are_guessed_and_can_be_put_right(pages: Pages) -> None:
    content = table(["Who", "SD pts", "Why"], ["Relay", 4, "Seen"])
    shown = upload(pages, content)
    assert [field.value() for field in shown.context["form"].column_fields] == ["", "", ""]
    wrong = columns(pages, shown, **{"column-1": "points:sync-direction"})
    assert wrong.status_code == 422 and "Choose one column as the vendor" in wrong.content.decode()
    chosen = {"column-0": "vendor", "column-1": "points:sync-direction", "column-2": "reason:sync-direction"}
    right = columns(pages, wrong, **chosen)
    assert take(pages, right).status_code == 302
    assert points(Evaluation.objects.get()) == {("Relay", "sync-direction"): (4, "Seen")}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"column-0": "vendor"}, "Say which columns hold points"),
        ({"column-0": "vendor", "column-1": "points"}, "Choose one column as the dimension"),
        ({"column-0": "vendor", "column-1": "vendor", "column-2": "points:sync-timing"}, "Only one column"),
        ({"column-0": "subject", "column-1": "points:sync-timing"}, "Choose one column as the vendor"),
        ({"column-0": "vendor", "column-1": TIMING, "column-2": TIMING}, "Two columns hold the same points"),
        ({"column-0": "mood"}, "not one of the available choices"),
        ({"header": "0"}, "greater than or equal to 1"),
        ({"title": ""}, "This field is required"),
    ],
)  # fmt: skip
def test_columns_that_make_no_sense_are_said(pages: Pages, chosen: dict[str, str], said: str) -> None:
    shown = upload(pages, table(["Who", "A", "B"], ["Relay", 4, 3]))
    answer = columns(pages, shown, **{"column-0": "", "column-1": "", "column-2": "", **chosen})
    assert answer.status_code == 422 and said in answer.content.decode()


def test_another_sheet_or_row_is_looked_at_anew(pages: Pages) -> None:
    def second(sheet: object) -> None:
        more = sheet.parent.create_sheet("Mine")  # type: ignore[attr-defined]
        for row in (["Q1 choice"], [], ["Vendor", "Sync timing"], ["Relay", 2]):
            more.append(row)

    content = workbook([["Vendor", "Sync direction"], ["Relay", 4]], second)
    first = upload(pages, content, name="a.xlsx")
    assert first.context["form"]["sheet"].value() == "0"
    other = columns(pages, first, sheet="1")
    assert other.context["form"]["header"].value() == 3
    assert [field.value() for field in other.context["form"].column_fields] == [
        "vendor",
        "points:sync-timing",
    ]
    above = columns(pages, other, header="1")
    assert above.context["form"].column_fields[0].label == "Q1 choice"
    assert steps(columns(pages, other)) == [(4, "Relay", "Sync timing", "new")]


def test_a_formula_matters_where_its_cell_is_wanted(pages: Pages) -> None:
    rows: list[list[Any]] = [
        ["Vendor", "Sync direction", "Sum"],
        ["Relay", 4, "=SUM(B2:B2)"],
        ["Pipetap", "=2+2", 1],
    ]
    shown = preview(pages, workbook(rows))
    wrong = shown.context["steps"][0]
    assert wrong.errors == {"B3": "Cell B3 holds a formula; put its value there."}
    assert steps(preview(pages, workbook(rows[:2]))) == [(2, "Relay", "Sync direction", "new")]


def test_merged_cells_matter_below_the_headings(pages: Pages) -> None:
    rows: list[list[Any]] = [["Our scorecard", ""], ["Vendor", "Sync direction"], ["Relay", 4], ["", 3]]
    titled = workbook(rows[:3], lambda sheet: sheet.merge_cells("A1:B1"))
    assert steps(preview(pages, titled)) == [(3, "Relay", "Sync direction", "new")]
    shown = preview(pages, workbook(rows, lambda sheet: sheet.merge_cells("A3:A4")))
    assert "The cells A3:A4 are merged" in shown.context["steps"][0].errors["A3"]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, "empty"),
        (b"\n\n\n", 422, "This file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", 422, "neither CSV nor XLSX"),
        (b"PK\x03\x04 and nothing else", 422, "cannot be read"),
        (b"x" * (sheets.MOST_BYTES + 1), 413, "larger than"),
        (b"Vendor\n" + b"A\n" * 2001, 422, "more than 2000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_its_field(
    pages: Pages, content: bytes, status: int, said: str
) -> None:
    answer = upload(pages, content)
    assert answer.status_code == status and said in str(answer.context["form"].errors["file"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_told(pages: Pages, encoding: str, separator: str) -> None:
    text = separator.join(["Vendor", "Sync direction", "Sync direction reason"])
    text += "\r\n" + separator.join(["Büro", "4", "Schön"])
    take(pages, preview(pages, text.encode(encoding)))
    assert points(Evaluation.objects.get()) == {("Büro", "sync-direction"): (4, "Schön")}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_may_stand_above_the_headings(pages: Pages, separator: str) -> None:
    rows = [
        ["Our scorecard"],
        [],
        ["", "Relay", "Pipetap"],
        ["Sync direction", "4", "2"],
        ["Sync timing", "1", "3"],
    ]
    shown = upload(pages, "\n".join(separator.join(row) for row in rows).encode())
    assert shown.context["form"]["header"].value() == 3
    assert [vendor for _row, vendor, *_ in steps(columns(pages, shown))] == ["Pipetap", "Relay"] * 2


def test_a_change_since_the_preview_keeps_all_of_it_out(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay"])
    shown = preview(pages, LONG, into=str(evaluation.pk))
    relay = candidate_of(evaluation, "Relay")
    save_score(actor=lead, candidate=relay, dimension="sync-direction", values={"points": 1}, version=None)
    answer = take(pages, shown)
    assert answer.status_code == 409 and "Row 2: Relay" in answer.content.decode()
    assert points(evaluation) == {("Relay", "sync-direction"): (1, "")}
    assert take(pages, answer).status_code == 302
    assert points(evaluation) == TAKEN


def test_a_vendor_that_came_since_the_preview_is_not_made_twice(lead: Actor, pages: Pages) -> None:
    shown = preview(pages, LONG)
    make_vendor(lead, "relay")
    assert take(pages, shown).status_code == 409 and Vendor.objects.count() == 1


def test_a_decision_since_the_preview_closes_the_way(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead)
    shown = preview(pages, LONG, into=str(evaluation.pk))
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits")
    assert take(pages, shown).status_code == 423 and points(evaluation) == {}


def test_a_withdrawn_vendor_has_to_be_taken_back_first(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay", "Pipetap"])
    withdraw(actor=lead, candidate=candidate_of(evaluation, "Relay"), reason="Out")
    shown = preview(pages, LONG, into=str(evaluation.pk))
    assert "take it back first" in str(shown.context["steps"][0].errors)


def test_only_open_evaluations_of_a_lead_alone_are_offered(lead: Actor, pages: Pages) -> None:
    panel = make_evaluation(lead, vendors=["A"], mode="panel")
    open_one = make_evaluation(lead, vendors=["B"])
    offered = dict(pages.open("scorecard-import").context["form"].fields["into"].choices)
    assert [key for key, _title in offered["An open evaluation"]] == [str(open_one.pk)]
    answer = upload(pages, LONG, into=str(panel.pk))
    assert answer.status_code == 422 and "into" in answer.context["form"].errors
    assert str(open_one.pk) in pages.text("evaluation", open_one.pk)


def test_a_double_click_takes_it_in_once(pages: Pages) -> None:
    shown = preview(pages, LONG)
    assert [take(pages, shown).status_code for _turn in range(2)] == [302, 302]
    assert Evaluation.objects.count() == 1 and Vendor.objects.count() == 2


def test_a_preview_is_its_readers_alone(workspace: Workspace, pages: Pages) -> None:
    shown = preview(pages, LONG)
    others = make_actor(workspace, Role.ADMIN), make_actor(make_workspace("rival"), Role.LEAD)
    for reader in map(Pages.of, others):
        assert take(reader, shown).status_code == 422
        assert reader.send("scorecard-columns", state=state_of(shown)).status_code == 422
    assert not Evaluation.objects.exists()


def test_columns_can_be_changed_after_the_preview(pages: Pages) -> None:
    shown = preview(pages, BY_VENDOR, title="Mine")
    back = pages.send("scorecard-columns", state=state_of(shown))
    assert back.status_code == 200 and back.context["form"]["title"].value() == "Mine"
    again = columns(pages, back, **{"column-2": ""})
    assert ("Not asked" in shown.content.decode(), "Not asked" in again.content.decode()) == (True, False)


def test_the_page_of_columns_cannot_be_applied(pages: Pages) -> None:
    answer = pages.send("scorecard-apply", state=state_of(upload(pages, LONG)))
    assert answer.status_code == 422 and not Evaluation.objects.exists()


def test_two_columns_of_words_stand_below_each_other(pages: Pages) -> None:
    content = table(
        ["Vendor", "Dimension", "Points", "Reason", "Note"], ["Relay", "Sync timing", 3, "Why", "And"]
    )
    take(pages, preview(pages, content))
    assert points(Evaluation.objects.get())["Relay", "sync-timing"] == (3, "Why\nAnd")


def test_secrets_are_masked(pages: Pages) -> None:
    secret = "token=sk_live_4eC39HqLyjWDarjtT1zdp7dc"
    content = table(["Vendor", "Sync timing", "Sync timing note"], ["Relay", 3, secret])
    shown = preview(pages, content, title=secret)
    take(pages, shown)
    evaluation = Evaluation.objects.get()
    assert "4eC39HqLyjWDarj" not in f"{evaluation.title} {points(evaluation)}"


def test_a_preview_asks_the_database_as_often_for_many_rows(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["V0"])
    counts = []
    for size in (2, 40):
        rows: list[list[Any]] = [
            ["Vendor", "Sync direction", "Sync timing"],
            *([f"V{n}", 3, 4] for n in range(size)),
        ]
        shown = upload(pages, table(*rows), into=str(evaluation.pk))
        with CaptureQueriesContext(connection) as captured:
            assert columns(pages, shown).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_forty_vendors_come_in_at_once(pages: Pages) -> None:
    rows: list[list[Any]] = [
        ["Vendor", "Sync direction", "Sync timing"],
        *([f"V{n}", 3, 4] for n in range(40)),
    ]
    take(pages, preview(pages, table(*rows)))
    assert Candidate.objects.count() == 40 and len(points(Evaluation.objects.get())) == 80


def test_more_vendors_than_an_evaluation_compares_are_refused(pages: Pages) -> None:
    rows: list[list[Any]] = [["Vendor", "Sync direction"], *([f"V{n}", 3] for n in range(51))]
    answer = take(pages, preview(pages, table(*rows)))
    assert answer.status_code == 422 and "at most 50 vendors" in answer.content.decode()
    assert not Vendor.objects.exists() and not Evaluation.objects.exists()
