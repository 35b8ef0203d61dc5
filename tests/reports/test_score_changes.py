"""All score changes as files: every step, who took it and why, and nothing a spreadsheet would run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import save_object, waive
from audits.evaluations.actions.panel import OwnValues, save_own
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.models import Evaluation
from audits.journal.models import Event
from tests import factories
from tests.evaluations.declaring import clear, excluded, panelist
from tests.pages import Pages

pytestmark = pytest.mark.django_db


def scored(lead, candidate, points, why):
    values: ScoreValues = {"points": points, "rationale": why}
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values=values, version=None)


def table(actor, evaluation):
    text = Pages.of(actor).open("changes-csv", evaluation.pk).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_step_says_who_when_before_after_and_why(lead, evaluation, candidate):
    scored(lead, candidate, 2, "Every 15 minutes.")
    scored(lead, candidate, 4, "Seen live.")
    event = Event.objects.filter(kind="score.saved").latest("pk")
    last = table(lead, evaluation)[-1]
    assert (last["Event"], last["Event's SHA-256"]) == (str(event.pk), event.digest)
    assert (last["Who"], last["Vendor"], last["What"]) == ("Lead", "Pipetap", "Points of Sync timing")
    assert (last["Before"], last["After"], last["Reason"]) == ("points: 2", "points: 4", "Seen live.")


def test_waivers_objects_decisions_and_reopenings_are_among_them(lead, evaluation, candidate):
    place = {"actor": lead, "candidate": candidate, "crm": "salesforce", "name": "lead"}
    waive(**place, reason="The next release has it.")
    save_object(**place, values={"read": True}, version=None)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None of them.")
    reopen(actor=lead, evaluation=Evaluation.objects.get(pk=evaluation.pk), reason="A new release.")
    found = {row["What"]: row["Reason"] for row in table(lead, evaluation)}
    assert found["Waived: Salesforce Lead"] == "The next release has it."
    assert found["Evaluation reopened"] == "A new release."
    assert "Decision taken" in found and "Waiver lapsed, the answer changed: Salesforce Lead" in found


def own(actor, candidate, points, why):
    values: OwnValues = {"points": points, "rationale": why}
    save_own(actor=actor, candidate=candidate, dimension="sync-timing", values=values, version=None)


def test_a_panels_own_points_come_with_the_reveal_and_not_before(lead, workspace):
    evaluation = factories.make_evaluation(lead, vendors=["Ringly"], mode="panel")
    candidate, priya = factories.candidate_of(evaluation, "Ringly"), panelist(workspace)
    clear(lead, evaluation)
    own(priya, candidate, 2, "Slow words.")
    own(priya, candidate, 3, "Better words.")
    assert "words." not in str(table(lead, evaluation))
    reveal(actor=lead, candidate=candidate)
    agree(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 3}, version=None)
    rows = [row for row in table(lead, evaluation) if row["What"] == "Own points of Sync timing"]
    assert [(row["Who"], row["Before"], row["After"], row["Reason"]) for row in rows[:2]] == [
        ("Priya", "", "2", "Slow words."),
        ("Priya", "2", "3", "Better words."),
    ]
    assert "Agreed points of Sync timing" in {row["What"] for row in table(lead, evaluation)}


def test_no_cell_is_taken_for_a_formula(lead, evaluation, candidate):
    scored(lead, candidate, 2, "=HYPERLINK(1)")
    assert table(lead, evaluation)[-1]["Reason"] == "'=HYPERLINK(1)"
    content = Pages.of(lead).open("changes-xlsx", evaluation.pk).content
    last = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows())[-1]
    assert (last[7].value, last[7].data_type) == ("=HYPERLINK(1)", "s")
    assert last[0].data_type == "n"


def test_it_takes_the_same_queries_for_many(lead, evaluation, candidate):
    scored(lead, candidate, 2, "Once.")
    pages = Pages.of(lead)
    few = pages.queries("changes-csv", evaluation.pk)
    for points in range(5):
        scored(lead, candidate, points, "Again.")
    assert pages.queries("changes-csv", evaluation.pk) == few


def test_the_journal_leads_to_both_files_and_nobody_excluded_gets_one(lead, workspace, evaluation):
    priya = panelist(workspace)
    pages = Pages.of(priya)
    html = pages.text("evaluation-journal", evaluation.pk)
    for name in ("changes-csv", "changes-xlsx"):
        assert pages.address(name, evaluation.pk) in html
    excluded(priya, evaluation, by=lead)
    assert pages.open("changes-csv", evaluation.pk).status_code == 403
