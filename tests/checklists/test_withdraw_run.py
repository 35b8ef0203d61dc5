"""A run that was started by mistake: taken back with a reason, kept to be read, counted nowhere."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.checklists.actions.carry import carry_forward
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.runs import finish_run, reopen_run, turn_clock
from audits.checklists.actions.ticking import tick
from audits.checklists.actions.withdrawing import withdraw_run
from audits.checklists.models import Finding, Run
from audits.inbox.entries import work_page
from audits.inbox.work import due_work
from audits.kit import clock
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.reports.presenting.audit import run_sheet
from tests import factories
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run, make_schedule
from tests.pages import Pages

pytestmark = pytest.mark.django_db
WHY = "Started for the wrong vendor."


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


def withdraw(actor, run):
    withdraw_run(actor=actor, run=run, reason=WHY)
    return Run.objects.select_related("checklist", "workspace", "withdrawn_by").get(pk=run.pk)


def test_a_run_is_withdrawn_with_a_reason_and_by_whom(lead, pages, run):
    finding = make_finding(lead, run)
    assert "1 finding stays on record" in pages.text("run-withdraw", run.pk)
    answer = pages.send("run-withdraw", run.pk, reason=WHY)
    assert answer["Location"] == pages.address("run", run.pk)
    run.refresh_from_db()
    assert (run.status, run.withdrawn_by_id, run.withdrawn_reason) == ("withdrawn", lead.user_id, WHY)
    assert Finding.objects.get() == finding and finding.state == "open"
    assert item_of(run, "qt-02").status == "fail"


def test_page_and_list_show_it_struck_with_the_reason(lead, pages, run):
    withdraw(lead, run)
    text = pages.text("run", run.pk)
    assert f"<s>{run.title}</s>" in text and WHY in text and f"Withdrawn by {lead.name}" in text
    assert "Finish run" not in text and "Start the next one" not in text
    listed = pages.text("run-list", show="finished")
    assert f"<s>{run.title}</s>" in listed and f"by {lead.name}: {WHY}" in listed
    assert "No run is open" in pages.text("run-list", show="open")


def test_a_reason_is_needed_and_secrets_in_it_are_masked(lead, pages, run):
    answer = pages.send("run-withdraw", run.pk, reason=" ")
    assert answer.status_code == 422 and answer.context["form"].errors["reason"]
    with pytest.raises(Invalid):
        withdraw_run(actor=lead, run=run, reason="")
    withdraw_run(actor=lead, run=run, reason="Bearer sk_live_51H8aBcDeFgHiJkLmNoPqRsT")
    run.refresh_from_db()
    assert run.is_withdrawn and "51H8aBcDeFgHiJkLmNoPqRsT" not in run.withdrawn_reason


def test_its_owner_withdraws_it_and_another_owner_does_not(workspace, lead, owner):
    run = make_run(lead, owner=owner.user_id)
    other = factories.make_actor(workspace, Role.OWNER, "other@halden.example")
    assert Pages.of(other).open("run-withdraw", run.pk).status_code == 403
    with pytest.raises(Denied):
        withdraw_run(actor=other, run=run, reason=WHY)
    assert "Withdraw run" in Pages.of(owner).text("run", run.pk)
    assert withdraw(owner, run).is_withdrawn


def test_only_a_run_in_progress_is_withdrawn(lead, run):
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    with pytest.raises(Blocked):
        withdraw_run(actor=lead, run=run, reason=WHY)
    withdraw(lead, other := make_run(lead))
    with pytest.raises(Blocked):
        withdraw_run(actor=lead, run=other, reason=WHY)


def test_nothing_under_it_is_written_any_more(lead, run):
    item = item_of(run, "qt-01")
    withdraw(lead, run)
    with pytest.raises(Blocked, match="withdrawn"):
        save_item(actor=lead, item=item, values={"status": "pass"})
    with pytest.raises(Blocked):
        finish_run(actor=lead, run=run)
    with pytest.raises(Blocked):
        carry_forward(actor=lead, run=Run.objects.select_related("checklist").get(pk=run.pk))


def test_its_clock_stops(lead):
    started = clock.now()
    with clock.at(started):
        run = make_run(lead)
        turn_clock(actor=lead, run=run, runs=True)
    with clock.at(started + timedelta(minutes=5)):
        run = withdraw(lead, run)
    assert (run.running_since, run.seconds_before) == (None, 300)


def test_its_items_leave_my_work_and_the_reminders(lead, owner, workspace):
    run = make_run(lead, owner=owner.user_id, due_on=lead.today)
    rows = work_page(lead.workspace_id, of=owner.user_id, today=lead.today).rows
    assert len(rows) == 6
    withdraw(lead, run)
    assert work_page(lead.workspace_id, of=owner.user_id, today=lead.today).rows == []
    assert due_work(Workspace.objects.get(pk=lead.workspace_id), lead.today) == {}


def test_it_is_opened_again_with_a_reason(lead, pages, run):
    withdraw(lead, run)
    assert "Open again" in pages.text("run", run.pk)
    pages.send("run-reopen", run.pk, reason="It was right after all.")
    run.refresh_from_db()
    assert (run.status, run.withdrawn_at, run.withdrawn_by, run.withdrawn_reason) == ("open", None, None, "")
    journal = pages.text("run-journal", run.pk)
    assert "Run withdrawn" in journal and WHY in journal and "It was right after all." in journal


def test_it_is_no_audit_of_its_connectors(lead):
    connector = factories.make_connector(lead)
    first, second = (make_run(lead, connectors=[connector.pk]) for _turn in range(2))
    for day, run in ((3, first), (9, second)):
        finish_items(lead, run)
        with clock.at(datetime(2126, 5, day, 12, tzinfo=UTC)):
            finish_run(actor=lead, run=run)
    connector.refresh_from_db()
    assert str(connector.audited_on) == "2126-05-09"
    reopen_run(actor=lead, run=second, reason="A mistake.")
    withdraw(lead, second)
    connector.refresh_from_db()
    assert str(connector.audited_on) == "2126-05-03"
    reopen_run(actor=lead, run=first, reason="Another.")
    withdraw(lead, first)
    connector.refresh_from_db()
    assert connector.audited_on is None


def test_no_run_is_compared_with_it(lead, pages):
    finish_items(lead, first := make_run(lead))
    finish_run(actor=lead, run=first)
    finish_items(lead, second := make_run(lead))
    finish_run(actor=lead, run=second)
    third = carry_forward(actor=lead, run=Run.objects.select_related("checklist").get(pk=second.pk))["id"]
    assert pages.open("run-between", third).context["before"] == second
    reopen_run(actor=lead, run=second, reason="A mistake.")
    withdraw(lead, second)
    assert pages.open("run-between", third).context["before"] == first


def test_its_results_are_not_among_the_last_of_a_check(lead, pages, run):
    make_finding(lead, run)
    make_finding(lead, kept := make_run(lead))
    withdraw(lead, run)
    shown = pages.open("check-history", "qt-02").context["results"]
    assert [item.run for item, _look in shown] == [kept]


def test_a_schedule_goes_on_from_the_run_before(lead, owner, pages):
    with clock.at(datetime(2027, 1, 15, 12, tzinfo=UTC)):
        schedule = make_schedule(lead)
    for month in (1, 2):
        tick(datetime(2027, month, 28 if month == 2 else 31, 8, tzinfo=UTC))
    first, second = Run.objects.order_by("number")
    assign_items(
        actor=lead, run=second, items=list(second.items.values_list("pk", flat=True)), owner=owner.user_id
    )
    withdraw(lead, second)
    tick(datetime(2027, 3, 31, 8, tzinfo=UTC))
    third = Run.objects.latest("number")
    assert third.predecessor == first
    assert set(third.items.values_list("owner", flat=True)) == {lead.user_id}
    assert f"<s>{second.title}</s>" in pages.text("schedule", schedule.pk)


def test_its_paper_says_so(lead, run):
    facts = dict(run_sheet(withdraw(lead, run), clock.now()).facts)
    assert WHY in facts["Withdrawn"] and lead.name in facts["Withdrawn"]
    assert "Finished" not in facts
