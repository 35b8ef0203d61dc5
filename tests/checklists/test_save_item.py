"""Saving an item: states, rights, versions, and a fail that needs its record."""

from datetime import timedelta

import pytest

from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Finding, RunItem
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import RECORD, finish_items, item_of, make_finding, make_run

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R088")
@pytest.mark.parametrize("status", ["todo", "doing", "pass", "blocked"])
def test_a_state_is_saved_with_its_version(lead, item, status):
    saved = save_item(actor=lead, item=item, values={"status": status}, version=0)
    item.refresh_from_db()
    assert (item.status, item.version, saved["version"]) == (status, 1, 1)


@pytest.mark.covers("R091")
@pytest.mark.parametrize("missing", ["steps", "expected", "observed", "mitigation"])
def test_a_fail_without_a_part_of_its_record_is_refused_and_saves_nothing(lead, item, missing):
    record = {name: words for name, words in RECORD.items() if name != missing}
    with pytest.raises(Invalid) as refused:
        save_item(actor=lead, item=item, values={"status": "fail", "finding": record})
    assert list(refused.value.fields) == [f"finding.{missing}"]
    item.refresh_from_db()
    assert (item.status, Finding.objects.count()) == ("todo", 0)


@pytest.mark.covers("R091")
def test_a_fail_without_any_record_is_refused(lead, item):
    with pytest.raises(Invalid) as refused:
        save_item(actor=lead, item=item, values={"status": "fail"})
    assert list(refused.value.fields) == ["finding"]


def test_a_fail_with_its_record_opens_a_finding(lead, run):
    finding = make_finding(lead, run)
    assert (finding.state, finding.number, finding.check_slug) == ("open", 1, "qt-02")
    assert finding.occurred_at is not None
    assert item_of(run, "qt-02").status == "fail"


@pytest.mark.covers("R092", "R093")
@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("rollback", "rollback"),
        ("throttle", "throttle"),
        ("disable_connector", "disable_connector"),
        ("pause_automation", "pause_automation"),
        ("revert_mapping", "revert_mapping"),
        ("None yet", "none_yet"),
        ("Switched the Zap off for the night", "other"),
    ],
)
def test_mitigation_is_a_kind_or_ones_own_words(lead, run, given, kind):
    assert make_finding(lead, run, mitigation=given).mitigation == kind


@pytest.mark.covers("R097")
def test_secrets_are_masked_before_they_are_stored(lead, run):
    token = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    finding = make_finding(lead, run, steps=f"Authorization: Bearer {token}")
    assert token not in finding.steps
    assert not Event.objects.filter(payload__icontains=token).exists()


def test_a_failure_in_the_future_is_refused(lead, item):
    record = {**RECORD, "occurred_at": clock.now() + timedelta(hours=1)}
    with pytest.raises(Invalid) as refused:
        save_item(actor=lead, item=item, values={"status": "fail", "finding": record})
    assert list(refused.value.fields) == ["finding.occurred_at"]


@pytest.mark.covers("R088")
def test_not_applicable_needs_a_reason(lead, item):
    with pytest.raises(Invalid):
        save_item(actor=lead, item=item, values={"status": "n/a"})
    save_item(actor=lead, item=item, values={"status": "n/a", "note": "We have no queues."})
    with pytest.raises(Invalid):
        save_item(actor=lead, item=item, values={"note": ""})


def test_a_stale_version_is_a_conflict_that_shows_both(lead, item):
    save_item(actor=lead, item=item, values={"note": "First."}, version=0)
    with pytest.raises(Conflict) as conflict:
        save_item(actor=lead, item=item, values={"note": "Second."}, version=0)
    assert conflict.value.theirs["note"] == "First."
    assert conflict.value.version == 1


def test_an_owner_writes_only_their_own_item(lead, owner, run):
    assign_items(actor=lead, run=run, items=[item_of(run, "qt-01").pk], owner=owner.user_id)
    save_item(actor=owner, item=item_of(run, "qt-01"), values={"status": "pass"})
    with pytest.raises(Denied):
        save_item(actor=owner, item=item_of(run, "qt-02"), values={"status": "pass"})


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_readers_write_nothing(workspace, item, role):
    with pytest.raises(Denied):
        save_item(actor=factories.make_actor(workspace, role), item=item, values={"status": "pass"})


def test_an_owner_of_another_workspace_is_refused(lead, item):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.OWNER)
    with pytest.raises(Invalid) as refused:
        save_item(actor=lead, item=item, values={"owner": stranger.email})
    assert list(refused.value.fields) == ["owner"]


def test_thirty_items_given_at_once_make_one_message(lead, owner):
    run = make_run(lead, "thirty-point")
    keys = list(run.items.values_list("pk", flat=True))
    assert assign_items(actor=lead, run=run, items=keys, owner=owner.user_id) == {"assigned": 30}
    message = OutboxMessage.objects.get()
    assert len(message.payload["items"]) == 30


def test_an_item_of_another_run_is_not_assigned(lead, owner, run):
    foreign = item_of(make_run(lead), "qt-01")
    with pytest.raises(Invalid):
        assign_items(actor=lead, run=run, items=[foreign.pk], owner=owner.user_id)


def test_a_finished_run_takes_no_save(lead, run):
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    with pytest.raises(Blocked):
        save_item(actor=lead, item=item_of(run, "qt-01"), values={"status": "todo"})


def test_a_run_with_open_items_is_not_finished(lead, run):
    with pytest.raises(Blocked) as blocked:
        finish_run(actor=lead, run=run)
    assert "QT-01" in blocked.value.reasons


def test_an_unfinished_record_stays_a_draft_that_others_see(lead, item):
    save_draft(actor=lead, item=item, values={"observed": "Nothing came."})
    finding = Finding.objects.get()
    assert (finding.state, finding.observed) == ("draft", "Nothing came.")
    assert RunItem.objects.get(pk=item.pk).status == "doing"


def test_a_draft_becomes_the_finding_once_it_is_whole(lead, item):
    save_draft(actor=lead, item=item, values={"observed": "Nothing came."})
    values = {"status": "fail", "finding": {**RECORD, "observed": "Nothing came at all."}}
    save_item(actor=lead, item=item, values=values)
    finding = Finding.objects.get()
    assert (finding.state, finding.observed, finding.number) == ("open", "Nothing came at all.", 1)


def test_a_failure_takes_over_a_draft_that_was_begun_since_the_item_was_read(lead, run):
    seen = run.items.select_related("run", "finding").get(slug="qt-02")
    save_draft(actor=lead, item=item_of(run, "qt-02"), values={"fix": "Pin the version."})
    save_item(actor=lead, item=seen, values={"status": "fail", "finding": RECORD})
    assert (Finding.objects.get().fix, Finding.objects.get().state) == ("Pin the version.", "open")
    assert Event.objects.get(kind="item.saved").payload["before"] == {"status": "doing"}


def test_an_item_in_hand_stays_as_it_was_read_and_is_saved_on_what_stands_now(lead, item):
    for status in ("doing", "pass"):
        save_item(actor=lead, item=item, values={"status": status})
    assert (item.status, item.version, item.run.change) == ("todo", 0, 0)
    row = RunItem.objects.select_related("run").get(pk=item.pk)
    assert (row.status, row.version, row.run.change) == ("pass", 2, 2)
    last = Event.objects.filter(kind="item.saved").latest("pk")
    assert last.payload["before"] == {"status": "doing"}


def test_a_repeated_failure_links_to_the_earlier_one(lead):
    first = make_finding(lead, make_run(lead))
    second = make_finding(lead, make_run(lead))
    assert second.recurs == first
    assert second.code == "F-0002"


@pytest.mark.covers("R157")
def test_changes_of_items_and_owners_are_in_the_journal(lead, owner, item):
    save_item(actor=lead, item=item, values={"status": "doing", "owner": owner.email})
    event = Event.objects.get(kind="item.saved")
    assert (event.part, event.payload["after"]["owner"]) == ("qt-02", "Owner")
    assert event.payload["before"]["status"] == "todo"
