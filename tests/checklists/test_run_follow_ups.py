"""After a failure: checks that join the run, and automations that are put on hold."""

import pytest

from audits.checklists.actions.items import assign_items
from audits.checklists.actions.pausing import pause_automation, resume_automation
from audits.checklists.actions.propose import propose_items
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import PausedAutomation, Run
from audits.connectors.models import IntegrationType
from audits.journal.models import Event, OutboxMessage
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.run_client import RunPage, text_of
from tests.checklists.scenes import finish_items, item_of, make_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def telephony(lead):
    return factories.make_connector(lead, "Call sync", integration_type=IntegrationType.TELEPHONY)


@pytest.fixture
def failed(lead, telephony, run):
    """A triage whose synthetic record got lost."""
    make_finding(lead, run, "qt-03")
    return RunPage(lead, run)


@pytest.mark.covers("R084")
def test_a_failure_proposes_the_diagnostics_of_what_is_in_use_first(failed):
    text = failed.open("qt-03")
    for slug in ("dx-tel-01", "dx-tel-03", "dx-tel-04", "fx-03", "fx-05"):
        assert f'value="{slug}" id="qt-03-next-{slug}" checked' in text
    assert 'value="dx-mkt-01" id="qt-03-next-dx-mkt-01">' in text
    assert "?checklist=telephony" in text and "?checklist=marketing" not in text


@pytest.mark.covers("R084")
def test_the_chosen_ones_join_the_run_under_their_headings(failed):
    answer = text_of(failed.send("item-propose", "qt-03", slugs=["dx-tel-01", "fx-04"]))
    run = Run.objects.get()
    added = run.items.filter(proposed_by="qt-03")
    assert [item.slug for item in added.in_order()] == ["dx-tel-01", "fx-04"]
    assert [group["title"] for group in run.groups] == ["Quick triage", "Telephony", "Failure modes"]
    assert 'hx-swap-oob="beforeend:#groups"' in answer and 'id="item-dx-tel-01"' in answer
    assert "proposed by the failed QT-03" in text_of(failed.pages.open("run", run.pk))
    assert 'value="dx-tel-01" id="qt-03-next' not in answer


def test_a_check_is_never_added_twice(lead, failed):
    for _time in range(2):
        propose_items(actor=lead, run=failed.run, slugs=["dx-tel-01", "dx-tel-01"], by="qt-03")
    assert failed.run.items.filter(slug="dx-tel-01").count() == 1


def test_added_checks_go_to_the_owner_of_what_failed_in_one_message(lead, owner, failed):
    assign_items(actor=lead, run=failed.run, items=[item_of(failed.run, "qt-03").pk], owner=owner.user_id)
    OutboxMessage.objects.all().delete()
    propose_items(actor=lead, run=failed.run, slugs=["dx-tel-01", "dx-tel-03"], by="qt-03")
    assert item_of(failed.run, "dx-tel-03").owner_id == owner.user_id
    message = OutboxMessage.objects.get()
    assert [item["slug"] for item in message.payload["items"]] == ["dx-tel-01", "dx-tel-03"]


def test_adding_checks_is_in_the_journal(lead, failed):
    propose_items(actor=lead, run=failed.run, slugs=["dx-tel-01"], by="qt-03")
    event = Event.objects.get(kind="items.proposed")
    assert (event.part, event.payload["after"]) == ("qt-03", {"items": ["dx-tel-01"]})
    assert "Items added after the failure of QT-03" in failed.pages.text("run-journal", failed.run.pk)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"slugs": ["dx-none-01"]}, "slugs"), ({"slugs": []}, "slugs"), ({"by": "qt-99"}, "by")],
)
def test_what_is_not_there_is_refused_by_name(lead, failed, values, field):
    with pytest.raises(Invalid) as refused:
        propose_items(actor=lead, run=failed.run, **{"slugs": ["fx-01"], "by": "qt-03", **values})
    assert list(refused.value.fields) == [field]


def test_only_who_may_write_the_failed_item_adds_to_the_run(lead, owner, failed):
    with pytest.raises(Denied):
        propose_items(actor=owner, run=failed.run, slugs=["fx-01"], by="qt-03")
    assign_items(actor=lead, run=failed.run, items=[item_of(failed.run, "qt-03").pk], owner=owner.user_id)
    propose_items(actor=owner, run=failed.run, slugs=["fx-01"], by="qt-03")
    assert item_of(failed.run, "fx-01").owner_id == owner.user_id


def test_nothing_is_added_to_a_finished_run(lead, failed):
    finish_items(lead, failed.run)
    finish_run(actor=lead, run=failed.run)
    with pytest.raises(Blocked):
        propose_items(actor=lead, run=failed.run, slugs=["fx-01"], by="qt-03")


@pytest.mark.covers("R085")
def test_a_failing_synthetic_asks_to_pause_and_keeps_who_and_when(lead, failed, telephony):
    assert "Put noisy automations on hold" in failed.open("qt-03")
    answer = text_of(failed.send("item-pause", "qt-03", name="Call to timeline", connector=str(telephony.pk)))
    assert "It stays listed until somebody resumes it." in answer
    pause = PausedAutomation.objects.get()
    assert (pause.name, pause.paused_by_id, pause.connector) == ("Call to timeline", lead.user_id, telephony)
    assert (pause.run, pause.item.slug if pause.item else "") == (failed.run, "qt-03")
    assert "Paused" in answer and 'id="paused"' in answer


def test_a_check_that_concerns_no_automation_does_not_ask(lead, run):
    make_finding(lead, run, "qt-01")
    assert "Put noisy automations on hold" not in RunPage(lead, run).open("qt-01")


def test_a_pause_without_a_name_is_refused_in_words(failed):
    answer = failed.send("item-pause", "qt-03", name="")
    assert answer.status_code == 422
    assert "Name the automation" in text_of(answer)


def test_an_automation_is_resumed_once(lead):
    made = pause_automation(actor=lead, name="Lead router")
    pause = PausedAutomation.objects.get(pk=made["id"])
    resume_automation(actor=lead, pause=pause, note="Merged the duplicates.")
    with pytest.raises(Blocked):
        resume_automation(actor=lead, pause=pause)
    assert [event.kind for event in Event.objects.filter(subject=pause.pk).order_by("pk")] == [
        "automation.paused",
        "automation.resumed",
    ]


def test_who_paused_it_and_the_connectors_owner_may_resume(workspace, lead, owner):
    other = factories.make_actor(workspace, Role.OWNER, "other@halden.example")
    connector = factories.make_connector(lead, owner=owner)
    made = pause_automation(actor=lead, name="Lead router", connector=connector.pk)
    pause = PausedAutomation.objects.with_parts().get(pk=made["id"])
    with pytest.raises(Denied):
        resume_automation(actor=other, pause=pause)
    resume_automation(actor=owner, pause=pause)


def test_a_secret_in_the_name_of_an_automation_is_masked(lead):
    token = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    pause_automation(actor=lead, name=f"Router {token}")
    assert token not in PausedAutomation.objects.get().name
