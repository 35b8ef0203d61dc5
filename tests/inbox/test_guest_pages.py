"""What somebody who came by a link sees and writes: their own items and findings."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Finding, RunItem
from audits.journal.models import Event
from audits.people.actions.guests import invite_guest, link_of
from tests.checklists.scenes import RECORD, finish_items, item_of, make_finding, make_run

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R089")]
EMAIL = "kim@agency.example"
FAILURE = {**RECORD, "occurred_at": "2026-10-01T09:00"}


@pytest.fixture
def guest(lead):
    return invite_guest(actor=lead, email=EMAIL)


@pytest.fixture
def run(lead, guest):
    """A triage of which two checks are the guest's."""
    made = make_run(lead, title="November triage", due_on=lead.today)
    keys = [item_of(made, slug).pk for slug in ("qt-02", "qt-03")]
    assign_items(actor=lead, run=made, items=keys, owner=guest.user_id)
    return made


@pytest.fixture
def inside(guest):
    client = Client()
    client.post(link_of(guest).removeprefix("http://127.0.0.1:8000"))
    return client


def open_item(client, item, **query):
    return client.get(reverse("guest-item", args=[item.pk], query=query or None))


def send(client, name, item, **data):
    hidden = dict(re.findall(r'name="(was)" value="([^"]*)"', open_item(client, item).content.decode()))
    seen = {"version": item.version, "finding_version": 0}
    return client.post(reverse(name, args=[item.pk]), hidden | seen | data)


def state_of(item):
    item.refresh_from_db()
    return item.status


def test_the_list_holds_their_own_items_and_no_others(inside, run):
    page = inside.get("/guest/").content.decode()
    assert "QT-02" in page and "QT-03" in page and "November triage" in page
    assert "QT-01" not in page and "QT-04" not in page
    assert "2 checks to do for Halden Supply" in page


def test_the_page_of_an_item_shows_what_to_test_and_leads_nowhere_else(inside, run):
    page = open_item(inside, item_of(run, "qt-03")).content.decode()
    assert "What to test" in page and "How to test" in page and "Expected" in page
    assert "/w/halden/" not in page


def test_a_guest_passes_an_item(inside, run, guest):
    item = item_of(run, "qt-02")
    answer = send(inside, "guest-save", item, status="pass", note="Looked twice.")
    assert answer["Location"] == "/guest/"
    assert (state_of(item), item.note, item.saved_by_id) == ("pass", "Looked twice.", guest.user_id)
    assert Event.objects.get(kind="item.saved").actor_id == guest.user_id
    assert "QT-02 is saved." in inside.get("/guest/").content.decode()


def test_not_applicable_needs_its_reason(inside, run):
    item = item_of(run, "qt-02")
    refused = send(inside, "guest-save", item, status="n/a", note="")
    assert refused.status_code == 422 and "Say why it does not apply." in refused.content.decode()
    send(inside, "guest-save", item, status="n/a", note="We have no queues.")
    assert state_of(item) == "n/a"


def test_a_fail_is_asked_for_its_record_and_saves_the_note_meanwhile(inside, run):
    item = item_of(run, "qt-02")
    answer = send(inside, "guest-save", item, status="fail", note="It grows.")
    assert answer["Location"].endswith("?result=fail#failure")
    assert (state_of(item), item.note) == ("todo", "It grows.")
    page = open_item(inside, item, result="fail").content.decode()
    assert re.search(r'value="fail" checked', page) and "Failure record" in page


def test_a_guest_fails_an_item_with_the_whole_record(inside, run, guest):
    item = item_of(run, "qt-02")
    assert send(inside, "guest-fail", item, **FAILURE)["Location"] == "/guest/"
    finding = Finding.objects.get(item=item)
    assert (state_of(item), finding.state, finding.observed) == ("fail", "open", RECORD["observed"])
    assert (finding.owner_id, finding.created_by_id) == (guest.user_id, guest.user_id)


def test_a_record_that_is_not_whole_is_refused_with_what_was_typed(inside, run):
    item = item_of(run, "qt-02")
    refused = send(inside, "guest-fail", item, **{**FAILURE, "observed": "", "steps": "Called it."})
    page = refused.content.decode()
    assert refused.status_code == 422 and "Say what you saw instead." in page and "Called it." in page
    assert (state_of(item), Finding.objects.count()) == ("todo", 0)


def test_an_unfinished_record_is_kept_as_a_draft(inside, run):
    item = item_of(run, "qt-02")
    send(inside, "guest-fail", item, observed="It grows.", draft="1")
    assert (state_of(item), Finding.objects.get(item=item).state) == ("doing", "draft")
    assert "It grows." in open_item(inside, item).content.decode()


@pytest.mark.parametrize("field", ["owner", "due_on", "connector"])
def test_whose_it_is_and_until_when_is_not_a_guests_to_say(lead, inside, run, field):
    item = item_of(run, "qt-02")
    strange = {"owner": str(lead.user_id), "due_on": "2030-01-01", "connector": str(item.pk)}[field]
    send(inside, "guest-fail", item, **FAILURE, **{field: strange})
    finding = Finding.objects.get(item=item)
    assert str(getattr(finding, f"{field}_id", getattr(finding, field))) != strange


def test_what_is_written_down_is_saved_with_the_result(inside, run):
    item = item_of(run, "qt-03")
    hop = re.findall(r'name="(hops-[a-z-]+-0)-state"', open_item(inside, item).content.decode())[0]
    took = {f"{hop}-system": "Zapier", f"{hop}-state": "arrived", f"{hop}-took": "0:14"}
    assert send(inside, "guest-save", item, status="pass", **took).status_code == 302
    assert state_of(item) == "pass"
    assert item.record["hops"] == {
        hop.split("-", 1)[1].rsplit("-", 1)[0]: [{"system": "Zapier", "state": "arrived", "seconds": 14}]
    }


def test_a_wrong_time_stands_at_what_is_written_down(inside, run):
    item = item_of(run, "qt-03")
    hop = re.findall(r'name="(hops-[a-z-]+-0)-state"', open_item(inside, item).content.decode())[0]
    refused = send(inside, "guest-save", item, status="pass", note="Kept.", **{f"{hop}-took": "soon"})
    page = refused.content.decode()
    assert refused.status_code == 422 and "minutes:seconds" in page and "Kept." in page
    assert state_of(item) == "todo"


def test_what_somebody_else_wrote_meanwhile_is_shown_and_overwritten_only_on_purpose(lead, inside, run):
    item = item_of(run, "qt-02")
    stale = item.version
    save_item(actor=lead, item=item, values={"status": "blocked", "note": "No access."})
    sent = {"status": "pass", "was": "todo", "note": "Looked.", "version": stale}
    conflict = inside.post(reverse("guest-save", args=[item.pk]), sent)
    page = conflict.content.decode()
    assert conflict.status_code == 409 and "No access." in page and "Looked." in page
    over = dict(re.findall(r'name="(over)" value="(\d+)"', page))
    assert inside.post(reverse("guest-save", args=[item.pk]), sent | over).status_code == 302
    assert (state_of(item), item.note) == ("pass", "Looked.")


def test_items_of_others_are_not_there(lead, inside, run):
    other = item_of(run, "qt-01")
    assert open_item(inside, other).status_code == 404
    assert inside.post(reverse("guest-save", args=[other.pk]), {"status": "pass"}).status_code == 404
    assert inside.post(reverse("guest-fail", args=[other.pk]), FAILURE).status_code == 404
    assert state_of(other) == "todo"


def test_an_item_that_was_given_to_somebody_else_is_gone(lead, inside, run):
    item = item_of(run, "qt-02")
    assign_items(actor=lead, run=run, items=[item.pk], owner=lead.user_id)
    assert open_item(inside, item).status_code == 404


def test_a_finished_run_is_only_read(lead, inside, run):
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    item = item_of(run, "qt-02")
    page = open_item(inside, item).content.decode()
    assert "nothing can be changed any more" in page and "Failure record" not in page
    assert inside.post(reverse("guest-save", args=[item.pk]), {"note": "Late."}).status_code == 409
    assert "QT-02" not in inside.get("/guest/").content.decode()


def test_a_guest_resolves_a_finding_that_is_theirs(lead, inside, guest):
    finding = make_finding(lead, make_run(lead), owner=guest.user_id)
    assert finding.code in inside.get("/guest/").content.decode()
    address = reverse("guest-finding", args=[finding.pk])
    assert RECORD["observed"] in inside.get(address).content.decode()
    assert inside.post(address, {"fix": "", "seen": finding.version}).status_code == 422
    assert inside.post(address, {"fix": "Mapped again.", "seen": finding.version})["Location"] == "/guest/"
    finding.refresh_from_db()
    assert (finding.state, finding.resolved_by_id) == ("resolved", guest.user_id)
    assert "Mapped again." in inside.get(address).content.decode()


def test_findings_of_others_are_not_there(lead, inside):
    finding = make_finding(lead, make_run(lead))
    assert inside.get(reverse("guest-finding", args=[finding.pk])).status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_few(lead, inside, run, django_assert_num_queries):
    inside.get("/guest/")
    with django_assert_num_queries(4):
        inside.get("/guest/")
    more = make_run(lead)
    RunItem.objects.filter(run=more).update(owner=item_of(run, "qt-02").owner_id)
    with django_assert_num_queries(4):
        assert len(inside.get("/guest/").context["items"]) == 7
