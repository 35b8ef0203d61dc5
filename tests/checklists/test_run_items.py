"""An item on its run's page: what it shows, how it is saved, and what two people at once see."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import RunItem
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.models import Guest, Membership
from audits.people.roles import Role
from tests import factories
from tests.checklists.run_client import RunPage, text_of
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run
from tests.pages import Pages

pytestmark = pytest.mark.django_db
READERS = [Role.PANELIST, Role.PROCUREMENT, Role.OWNER]


@pytest.fixture
def board(lead, run):
    return RunPage(lead, run)


@pytest.mark.covers("R094", "R095", "R096")
def test_an_open_item_shows_its_whole_check_with_marks_and_fields(board):
    text = " ".join(board.open("qt-03").split())
    for words in (
        "Whether four actions reach every system",
        "Create the contact, fire the campaign lead",
        "All four arrive everywhere",
        "under 2 minutes",
        "Pause the automations around the broken hop",
        "Test identity (run id)",
        "P1",
        "Stated by the source",
        "Proposed by us",
    ):
        assert words in text


def test_an_item_is_a_page_of_its_own_without_a_script(lead, run):
    text = Pages.of(lead).text("run-item", run.pk, "qt-01")
    assert "<h1>" in text and 'name="status" value="pass"' in text and "<noscript><button" in text


def test_links_of_connectors_stand_where_the_check_needs_them(lead):
    connector = factories.make_connector(
        lead, status_url="https://status.example/", console_url="https://console.example/"
    )
    board = RunPage(lead, make_run(lead, connectors=[connector.pk]))
    assert "https://status.example/" in board.open("qt-01")
    assert "https://status.example/" not in board.open("qt-02")
    assert "https://console.example/" in board.open("qt-02")


def test_a_result_is_saved_with_one_choice_and_says_when(board):
    answer = board.save("qt-01", status="pass")
    item = board.item("qt-01")
    assert (answer.status_code, item.status, item.version) == (200, "pass", 1)
    assert "Saved" in text_of(answer)
    assert 'value="1" class="v-qt-01" hx-swap-oob' in text_of(answer)


def test_a_result_is_taken_back_on_the_version_it_made(board):
    answer = text_of(board.save("qt-01", status="blocked"))
    assert "QT-01: Blocked" in answer and "Undo" in answer
    board.save("qt-01", status="todo", undo="1", version=1)
    assert board.item("qt-01").status == "todo"


def test_a_failure_that_was_passed_by_mistake_is_taken_back_with_its_record(lead, run, board):
    finding = make_finding(lead, run)
    board.save("qt-02", status="pass")
    board.save("qt-02", status="fail", undo="1")
    assert board.item("qt-02").status == "fail"
    finding.refresh_from_db()
    assert finding.state == "open"


@pytest.mark.covers("R088")
def test_not_applicable_without_a_reason_is_refused_at_the_note(board):
    answer = board.save("qt-01", status="n/a", note="")
    assert answer.status_code == 422
    assert 'id="qt-01-note_field"' in text_of(answer) and "Say why it does not apply." in text_of(answer)
    board.save("qt-01", status="n/a", note="We have no CRM yet.")
    assert board.item("qt-01").status == "n/a"


@pytest.mark.covers("R089")
def test_an_item_is_given_to_an_owner_with_a_date(board, owner):
    board.save("qt-01", owner=str(owner.user_id), due_on="2026-12-24")
    item = board.item("qt-01")
    assert (item.owner_id, str(item.due_on)) == (owner.user_id, "2026-12-24")


def test_what_was_not_changed_is_not_saved_again(board):
    board.save("qt-01", note="Looked at it.")
    board.save("qt-01", note="Looked at it.")
    assert board.item("qt-01").version == 1
    assert Event.objects.filter(kind="item.saved").count() == 1


def test_an_owner_of_another_workspace_is_refused_at_the_field(board):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.OWNER)
    answer = board.save("qt-01", owner=str(stranger.user_id))
    assert answer.status_code == 422
    assert 'id="qt-01-owner_field"' in text_of(answer)


@pytest.mark.covers("R083")
def test_the_five_figures_of_a_day_are_kept_as_numbers(board):
    figures = {"retries": 40, "http-4xx": 7, "http-5xx": 0, "webhook-410": 1, "webhook-401": 12}
    sent = {f"counts-{slug}": str(value) for slug, value in figures.items()}
    board.send("item-record", "qt-04", **sent)
    assert board.item("qt-04").record == {"counts": figures}
    for slug, value in figures.items():
        assert f'name="counts-{slug}" value="{value}"' in board.open("qt-04")


def test_a_figure_that_is_no_number_is_refused_at_its_field(board):
    answer = board.send("item-record", "qt-04", **{"counts-retries": "many"})
    assert answer.status_code == 422
    assert "qt-04-counts-retries_field" in text_of(answer)
    assert board.item("qt-04").record == {}


@pytest.mark.covers("R100", "R110")
def test_a_measured_value_is_held_against_its_limit(lead):
    board = RunPage(lead, make_run(lead, "email"))
    answer = text_of(board.send("item-record", "dx-eml-01", **{"measures-0": "5,0"}))
    assert board.item("dx-eml-01").record == {"measures": {"0": "5.0"}}
    assert "1 value fails" in answer and 'status--fail" id="measure-dx-eml-01-0"' in answer
    refused = board.send("item-record", "dx-eml-01", **{"measures-0": "soon"})
    assert refused.status_code == 422 and "must be a number" in text_of(refused)
    assert board.item("dx-eml-01").record == {"measures": {"0": "5.0"}}


@pytest.mark.covers("R082")
def test_hops_are_kept_by_system_with_their_result(board):
    sent = {
        "hops-call-0-system": "CRM",
        "hops-call-0-state": "never",
        "hops-lead-0-took": "3:40",
        "hops-lead-1-system": "Billing",
        "hops-lead-1-took": "700",
        "hops-contact-0-state": "arrived",
    }
    answer = text_of(board.send("item-record", "qt-03", **sent))
    hops = board.item("qt-03").record["hops"]
    assert hops["call"] == [{"system": "CRM", "state": "never", "seconds": None}]
    assert [hop["seconds"] for hop in hops["lead"]] == [220, 700]
    assert "2 hops failed" in answer
    assert 'status--fail" id="hop-qt-03-call-0"' in answer
    assert 'status--pass" id="hop-qt-03-lead-0"' in answer
    assert 'status--fail" id="hop-qt-03-lead-1"' in answer


def test_a_failure_once_recorded_is_not_asked_for_again(board):
    board.send("item-record", "qt-03", **{"hops-call-0-state": "never"})
    answer = text_of(board.fail("qt-03"))
    assert 'id="hops-qt-03"' in answer and "1 hop failed" not in answer


def test_another_system_gets_a_line_and_what_is_typed_stays(board):
    answer = board.send("item-record", "qt-03", **{"hops-call-0-took": "0:30", "more": "call"})
    assert 'name="hops-call-1-system"' in text_of(answer)
    assert 'value="0:30"' in text_of(answer)


def test_a_time_that_is_none_is_refused_and_nothing_is_saved(board):
    answer = board.send("item-record", "qt-03", **{"hops-call-0-took": "soon"})
    assert answer.status_code == 422
    assert "minutes:seconds" in text_of(answer)
    assert board.item("qt-03").record == {}


def test_the_second_of_two_sees_who_closed_it_and_how(lead, board, workspace):
    priya = factories.make_actor(workspace, Role.LEAD, "priya@halden.example")
    save_item(actor=priya, item=board.item("qt-01"), values={"status": "pass"}, version=0)
    answer = board.save("qt-01", status="blocked", version=0, was="todo")
    assert answer.status_code == 409
    text = text_of(answer)
    assert "Priya changed this in the meantime." in text
    assert "<dd>Pass</dd><dd>Blocked</dd>" in text
    assert board.item("qt-01").status == "pass"
    board.save("qt-01", status="blocked", version=0, was="todo", over=1)
    assert board.item("qt-01").status == "blocked"


def test_what_somebody_else_changed_besides_is_no_conflict(lead, board, owner):
    save_item(actor=lead, item=board.item("qt-01"), values={"note": "Asked the vendor."}, version=0)
    assign_items(actor=lead, run=board.run, items=[board.item("qt-01").pk], owner=owner.user_id)
    seen = {"initial-note": "", "initial-owner": str(lead.user_id), "note": "", "owner": str(lead.user_id)}
    assert board.save("qt-01", status="pass", version=0, **seen).status_code == 200
    assert board.save("qt-01", version=0, **{**seen, "note": "Mine."}).status_code == 409
    assert board.save("qt-01", version=1, **{**seen, "owner": ""}).status_code == 409
    item = board.item("qt-01")
    assert (item.status, item.note, item.owner_id) == ("pass", "Asked the vendor.", owner.user_id)


@pytest.mark.parametrize("role", READERS)
def test_whoever_may_only_read_finds_it_locked_with_the_reason(workspace, run, role):
    board = RunPage(factories.make_actor(workspace, role), run)
    text = board.open("qt-01")
    assert "Only the leads of the workspace may change this" in text
    assert 'aria-disabled="true"' in text and "hx-post" not in text
    assert board.save("qt-01", status="pass").status_code == 403


def test_an_owner_writes_their_own_and_reads_the_others(lead, owner, run):
    assign_items(actor=lead, run=run, items=[item_of(run, "qt-01").pk], owner=owner.user_id)
    board = RunPage(owner, run)
    assert board.save("qt-01", status="pass").status_code == 200
    assert board.save("qt-02", status="pass").status_code == 403
    rows = board.pages.text("run", run.pk)
    assert rows.count("data-save=") == 1


def test_a_finished_run_refuses_a_save_in_words(lead, run, board):
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    answer = board.save("qt-01", status="todo")
    assert answer.status_code == 409
    assert "Reopen it to change anything" in text_of(answer)
    page = board.pages.send("item-save", run.pk, "qt-01", status="todo", version=1)
    assert page.status_code == 409
    assert "Reopen it to change anything" in text_of(page)


def test_many_items_are_given_at_once_and_keep_what_was_left_open(board, owner):
    keys = [str(board.item(slug).pk) for slug in ("qt-01", "qt-02")]
    address = board.pages.address("items-assign", board.run.pk)
    answer = board.client.post(
        address, {"items": keys, "owner": "keep", "due_on": "2026-12-01"}, headers=board.headers
    )
    assert "2 items assigned." in text_of(answer)
    board.client.post(address, {"items": keys, "owner": str(owner.user_id), "due_on": ""})
    item = board.item("qt-02")
    assert (item.owner_id, str(item.due_on)) == (owner.user_id, "2026-12-01")


@pytest.mark.parametrize("days", [-1, 0])
def test_a_date_that_has_passed_is_taken_and_warned_of(board, lead, days):
    due_on = lead.today + timedelta(days=days)
    keys = [str(board.item(slug).pk) for slug in ("qt-01", "qt-02")]
    address, given = board.pages.address("items-assign", board.run.pk), {"items": keys, "owner": "keep"}
    answer = board.client.post(address, {**given, "due_on": due_on}, headers=board.headers)
    page = board.client.post(address, {**given, "due_on": due_on}, follow=True)
    for text in (text_of(answer), text_of(page)):
        assert "2 items assigned." in text
        assert ("The due date lies in the past: they are late at once." in text) == (days < 0)
    assert board.item("qt-01").due_on == due_on


@pytest.mark.covers("R089")
def test_somebody_outside_is_given_an_item_by_a_link(board):
    address = board.pages.address("items-assign", board.run.pk)
    given = {"items": [str(board.item("qt-01").pk)], "owner": "email", "sure": "1"}
    board.client.post(address, {**given, "email": "Vendor.Support@relay.example"})
    guest = Guest.objects.select_related("user").get()
    assert guest.user.email == "vendor.support@relay.example"
    assert board.item("qt-01").owner_id == guest.user_id
    assert "vendor.support@relay.example" in board.open("qt-01")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_an_unknown_address_is_shown_once_more_before_anybody_is_let_in(board, headers):
    address = board.pages.address("items-assign", board.run.pk)
    given = {"items": [str(board.item("qt-01").pk)], "owner": "email", "email": "new@relay.example"}
    asked = board.client.post(address, given, headers=headers)
    assert asked.status_code == 409 and "new@relay.example is nobody here." in text_of(asked)
    assert not Guest.objects.exists() and board.item("qt-01").owner_id is None
    board.client.post(address, {**given, "sure": "1"}, headers=headers)
    again = {**given, "items": [str(board.item("qt-02").pk)]}
    assert board.client.post(address, again, headers=headers).status_code in (200, 302)
    assert board.item("qt-02").owner_id == Guest.objects.get().user_id


def test_a_member_named_by_email_gets_no_link(board, owner):
    address = board.pages.address("items-assign", board.run.pk)
    given = {"items": [str(board.item("qt-01").pk)], "owner": "email", "email": owner.email}
    board.client.post(address, given)
    assert board.item("qt-01").owner_id == owner.user_id
    assert not Guest.objects.exists()


def test_nobody_is_invited_to_items_that_are_not_there(board):
    address = board.pages.address("items-assign", board.run.pk)
    given = {"items": [str(uuid7())], "owner": "email", "email": "new@relay.example", "sure": "1"}
    assert board.client.post(address, given).status_code == 422
    assert not Guest.objects.exists()
    assert board.client.post(address, {**given, "email": "no address"}).status_code == 422


@pytest.mark.parametrize("items", [["nothing"], []])
def test_giving_what_is_no_item_is_refused(board, items):
    address = board.pages.address("items-assign", board.run.pk)
    assert board.client.post(address, {"items": items, "owner": ""}).status_code == 422


def test_opening_an_item_costs_the_same_however_many_there_are(lead):
    def cost(run):
        board = RunPage(lead, run)
        board.open("qt-01")
        with CaptureQueriesContext(connection) as captured:
            board.open("qt-01")
        return len(captured)

    many, few = make_run(lead, "monthly-light"), make_run(lead)
    assert many.items.count() > few.items.count()
    assert cost(many) == cost(few)
    assert RunItem.objects.filter(version__gt=0).count() == 0


def test_a_new_date_keeps_the_owner_who_has_left(board, owner):
    RunItem.objects.filter(run=board.run, slug="qt-01").update(owner=owner.user_id)
    Membership.objects.filter(user=owner.user_id).update(ended_at=clock.now())
    page = board.open("qt-01")
    chosen = re.search(r'<option value="([^"]*)" selected>[^<]*\(has left\)', page)
    assert chosen and chosen[1] == str(owner.user_id)
    board.save("qt-01", owner=chosen[1], due_on="2026-12-01")
    assert (board.item("qt-01").owner_id, str(board.item("qt-01").due_on)) == (owner.user_id, "2026-12-01")
