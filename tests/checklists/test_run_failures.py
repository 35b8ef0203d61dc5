"""The record of a failure on its run's page: prefilled, a draft that others see, saved when it is whole."""

from datetime import datetime

import pytest
from django.utils.dateparse import parse_datetime

from audits.checklists.actions.settling import resolve_finding
from audits.checklists.models import Finding
from audits.kit import clock
from audits.people.roles import Role
from tests import factories
from tests.checklists.run_client import RunPage, text_of
from tests.checklists.scenes import make_finding, make_run
from tests.commitments.scenes import taken_over, vendor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(lead, run):
    return RunPage(lead, run)


@pytest.fixture
def priya(workspace, run):
    return RunPage(factories.make_actor(workspace, Role.LEAD, "priya@halden.example"), run)


def moment(text: str) -> datetime:
    found = parse_datetime(text)
    assert found is not None
    return found


@pytest.mark.covers("R091")
def test_choosing_fail_asks_for_the_record_and_saves_nothing_yet(board):
    answer = text_of(board.save("qt-02", status="fail"))
    assert 'id="failure-qt-02-slot" hx-swap-oob="true"' in answer and "data-fresh" in answer
    assert board.item("qt-02").status == "todo"
    assert not Finding.objects.exists()


@pytest.mark.covers("R091")
def test_time_steps_and_expected_come_prefilled_and_observed_is_empty():
    workspace = factories.make_workspace("berlin", timezone="Europe/Berlin")
    lead = factories.make_actor(workspace)
    board = RunPage(lead, make_run(lead))
    with clock.at(moment("2026-11-23T08:38:20+00:00")):
        text = board.open("qt-02", result="fail")
    assert 'value="2026-11-23T09:38"' in text and "Europe/Berlin, kept as UTC" in text
    assert "1. In the console or on the command line, count the messages" in text
    assert "The queues are empty, or hold no more than they did" in text
    observed = text[text.index('name="observed"') :]
    assert observed[: observed.index("</textarea>")].endswith(">\n")


@pytest.mark.covers("R131")
def test_failure_modes_of_the_check_come_ticked_and_can_be_unticked(board):
    text = " ".join(board.open("qt-02", result="fail").split())
    ticked = [
        part.split('"')[0]
        for part in text.split('name="failure_modes" value="')[1:]
        if "checked" in part[:60]
    ]
    assert ticked == ["fx-04"]
    board.fail("qt-02", failure_modes=["fx-01"])
    assert Finding.objects.get().failure_modes == ["fx-01"]


@pytest.mark.covers("R091")
@pytest.mark.parametrize("part", ["occurred_at", "steps", "expected", "observed", "mitigation"])
def test_a_part_that_is_missing_is_named_at_its_field(board, part):
    answer = board.fail("qt-02", **{part: ""})
    assert answer.status_code == 422
    text = text_of(answer)
    assert f'id="qt-02-{part}_field" hx-swap-oob="true"' in text and 'aria-invalid="true"' in text
    assert board.item("qt-02").status == "todo"
    assert not Finding.objects.exists()


def test_something_else_needs_its_words(board):
    assert "Say what was done." in text_of(board.fail("qt-02", mitigation="other"))
    board.fail("qt-02", mitigation="other", mitigation_note="Sent the interns home.")
    finding = Finding.objects.get()
    assert (finding.mitigation, finding.mitigation_note) == ("other", "Sent the interns home.")


def test_a_whole_record_fails_the_item_with_everything_said(lead, board, owner):
    connector = factories.make_connector(lead)
    answer = board.fail(
        "qt-02",
        severity="high",
        affected_records="12",
        is_revenue="on",
        connector=str(connector.pk),
        owner=str(owner.user_id),
        due_on="2026-12-24",
    )
    finding = Finding.objects.get()
    assert (finding.state, finding.severity, finding.affected_records) == ("open", "high", 12)
    assert (finding.is_revenue, finding.connector, finding.owner_id) == (True, connector, owner.user_id)
    assert board.item("qt-02").status == "fail"
    assert finding.code in text_of(answer) and "Failure saved" in text_of(answer)


def test_the_time_is_that_of_the_workspaces_zone():
    lead = factories.make_actor(factories.make_workspace("berlin", timezone="Europe/Berlin"))
    board = RunPage(lead, make_run(lead))
    board.fail("qt-02", occurred_at="2026-07-01T12:00")
    assert Finding.objects.get().occurred_at == moment("2026-07-01T10:00:00+00:00")


def test_the_seconds_that_the_field_cannot_show_stay(board):
    board.fail("qt-02", occurred_at="2026-01-05T09:38")
    at = moment("2026-01-05T09:38:41+00:00")
    Finding.objects.update(occurred_at=at)
    board.fail("qt-02", observed="Again nothing.", occurred_at="2026-01-05T09:38")
    finding = Finding.objects.get()
    assert (finding.occurred_at, finding.observed) == (at, "Again nothing.")
    board.fail("qt-02", occurred_at="2026-01-05T09:39")
    assert Finding.objects.get().occurred_at == moment("2026-01-05T09:39:00+00:00")


def test_a_time_that_the_clock_change_leaves_out_is_refused_at_its_field():
    lead = factories.make_actor(factories.make_workspace("berlin", timezone="Europe/Berlin"))
    board = RunPage(lead, make_run(lead))
    answer = board.fail("qt-02", occurred_at="2026-03-29T02:30")
    assert answer.status_code == 422
    assert "qt-02-occurred_at_field" in text_of(answer)


def test_an_unfinished_record_is_a_draft_that_others_see(board, priya):
    answer = text_of(board.draft("qt-02", observed="Nothing came."))
    assert "Draft saved" in answer
    assert board.item("qt-02").status == "doing"
    listed = " ".join(priya.pages.text("run", board.run.pk).split())
    assert "Failure record begun by Lead" in listed
    opened = priya.open("qt-02")
    assert "Nothing came." in opened and "Draft, last by Lead" in opened


def test_the_same_draft_twice_is_written_once(board):
    for _pause in range(2):
        finding = Finding.objects.first()
        version = finding.version if finding else 0
        board.draft("qt-02", observed="Nothing came.", severity="medium", finding_version=version)
    assert Finding.objects.get().version == 1


def test_a_form_that_was_only_opened_leaves_no_draft(board):
    text = board.open("qt-02", result="fail")
    when = text.split('name="occurred_at" value="')[1].split('"')[0]
    steps = "1. In the console"
    assert steps in text
    form = board.client.get(board.pages.address("run-item", board.run.pk, "qt-02", result="fail")).context
    shown = form["opened"].failure
    same = {
        name: shown[name].value() for name in ("steps", "expected", "owner", "due_on") if shown[name].value()
    }
    board.draft("qt-02", **same, occurred_at=when, severity="medium", failure_modes=["fx-04"])
    assert not Finding.objects.exists()


def test_two_drafts_at_once_show_both_texts(board, priya):
    board.draft("qt-02", observed="Mine first.")
    answer = priya.draft("qt-02", observed="No, mine.", finding_version=0)
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Mine first." in text and "No, mine." in text and 'name="finding_over" value="1"' in text
    priya.draft("qt-02", observed="No, mine.", finding_version=0, finding_over=1)
    assert Finding.objects.get().observed == "No, mine."


@pytest.mark.covers("R097")
def test_a_secret_never_reaches_the_draft_or_the_page(board, priya):
    token = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    answer = board.draft("qt-02", steps=f"curl -H 'Authorization: Bearer {token}'")
    assert token not in Finding.objects.get().steps
    assert token not in answer.content.decode() + priya.open("qt-02")


def test_a_settled_failure_that_comes_back_starts_from_a_fresh_record(lead, board):
    finding = make_finding(lead, board.run, observed="Old story.")
    resolve_finding(actor=lead, finding=finding, fix="Mended.")
    board.save("qt-02", status="pass")
    assert "Old story." not in board.open("qt-02", result="fail")
    board.fail("qt-02", observed="Again.")
    finding.refresh_from_db()
    assert (finding.state, finding.observed) == ("open", "Again.")


def test_save_and_open_an_incident_leads_there_with_the_finding(board):
    answer = board.fail("qt-02", then="incident")
    finding = Finding.objects.get()
    assert answer.headers["HX-Redirect"] == board.pages.address("incident-new", finding=finding.pk)
    assert finding.title in board.client.get(answer.headers["HX-Redirect"]).content.decode()


def test_a_check_of_a_promise_cites_the_demo(lead):
    (commitment,) = taken_over(lead)
    run = make_run(lead, vendor=vendor_of(lead).pk, commitments=[commitment.pk])
    text = " ".join(RunPage(lead, run).open(commitment.code.lower(), result="fail").split())
    for words in ("This was promised in the demo.", "ST-4", "12 Nov 2026", "claimed, never shown", "no log"):
        assert words in text
    assert commitment.source_path in text


def test_without_a_script_a_missing_part_comes_back_with_what_was_typed(board):
    values = {
        "version": 0,
        "finding_version": 0,
        "observed": "Half a story.",
        "occurred_at": "2026-01-05T09:38",
    }
    answer = board.client.post(board.pages.address("item-fail", board.run.pk, "qt-02"), values)
    assert answer.status_code == 422
    assert "Half a story." in text_of(answer) and "Say what was done, step by step." in text_of(answer)
