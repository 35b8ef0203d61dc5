"""The end of a run asks for the next audit: its date and owner, or why there is none (R151)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from audits.checklists.actions.cadence import NextAudit, close_run, plan_next, plan_none
from audits.checklists.actions.printing import print_run
from audits.checklists.actions.runs import finish_run
from audits.checklists.actions.schedules import end_schedule, pause_schedule
from audits.checklists.actions.ticking import tick
from audits.checklists.forms.schedules import NextAuditForm
from audits.checklists.models import Run, Schedule
from audits.commitments.models import Commitment
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.reports.presenting.audit import run_sheet
from tests import factories
from tests.checklists.scenes import finish_items, make_run, make_schedule
from tests.factories import make_connector
from tests.pages import Pages

pytestmark = pytest.mark.django_db
FIRST = datetime(2027, 1, 31, 8, tzinfo=UTC)
TODAY = datetime(2027, 2, 10, 9, tzinfo=UTC)


@pytest.fixture
def scheduled(lead, owner):
    """The first run of a monthly schedule, done by its owner."""
    with clock.at(datetime(2027, 1, 15, tzinfo=UTC)):
        make_schedule(lead, owner=owner.user_id)
    tick(FIRST)
    return Run.objects.get()


@pytest.fixture(autouse=True)
def in_february():
    with clock.at(TODAY):
        yield


def asked(actor, run, **sent):
    return NextAuditForm(sent or None, actor=actor, run=run)


@pytest.mark.covers("R151")
def test_closing_a_run_plans_the_next_one(lead, owner):
    calls = make_connector(lead, "Call sync")
    run = make_run(lead, connectors=[calls.pk], owner=owner.user_id)
    finish_items(lead, run)
    close_run(actor=lead, run=run, next_audit=NextAudit(date(2027, 3, 10), owner.user_id))
    schedule = Schedule.objects.get()
    assert (schedule.unit, schedule.next_on, schedule.owner_id) == ("once", date(2027, 3, 10), owner.user_id)
    assert (schedule.title, schedule.checklist, schedule.follows) == ("Quick triage", "quick-triage", run)
    tick(datetime(2027, 3, 10, 8, tzinfo=UTC))
    follower = Run.objects.get(number=2)
    assert (follower.predecessor, follower.run_connectors.get().connector) == (run, calls)


@pytest.mark.covers("R151")
def test_the_page_that_finishes_a_run_asks_with_everything_filled_in(lead, owner):
    run, pages = make_run(lead, owner=owner.user_id), Pages.of(lead)
    finish_items(lead, run)
    asked_for = pages.fields("run-finish", run.pk)
    assert asked_for == {"choice": "planned", "next_on": date(2027, 3, 10), "owner": str(owner.user_id)}
    refused = pages.send("run-finish", run.pk, **{**asked_for, "next_on": "2027-02-01"})
    assert refused.status_code == 422 and "This date has passed" in refused.content.decode()
    assert pages.send("run-finish", run.pk, **asked_for).status_code == 302
    assert Schedule.objects.get().next_on == date(2027, 3, 10) and not Run.objects.get().is_open


def test_a_run_with_commitments_tests_them_again(lead):
    vendor = factories.make_vendor(lead)
    own = {"workspace_id": lead.workspace_id, "created_by_id": lead.user_id}
    promise = Commitment.objects.create(vendor=vendor, number=1, text="Calls in 2 minutes.", **own)
    run = make_run(lead, vendor=vendor.pk, commitments=[promise.pk])
    plan_next(actor=lead, run=run, next_on=date(2027, 3, 10), owner=None)
    tick(datetime(2027, 3, 10, 8, tzinfo=UTC))
    assert Run.objects.get(number=2).items.filter(commitment=promise).count() == 1


@pytest.mark.covers("R151")
def test_the_next_slot_of_a_schedule_is_moved(lead, owner, scheduled):
    plan_next(actor=owner, run=scheduled, next_on=date(2027, 3, 5), owner=lead.user_id)
    schedule = Schedule.objects.get()
    assert (schedule.next_on, schedule.owner_id) == (date(2027, 3, 5), lead.user_id)
    tick(datetime(2027, 3, 5, 8, tzinfo=UTC))
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 4, 5)
    payload = Event.objects.get(kind="schedule.moved").payload
    assert (payload["before"]["next_on"], payload["after"]["next_on"]) == ("2027-02-28", "2027-03-05")


def test_the_slot_as_it_is_changes_nothing(owner, scheduled):
    before = Schedule.objects.get()
    plan_next(actor=owner, run=scheduled, next_on=date(2027, 2, 28), owner=owner.user_id)
    after = Schedule.objects.get()
    assert (after.version, after.starts_on) == (before.version, date(2027, 1, 31))
    assert not Event.objects.filter(kind="schedule.moved").exists()


def test_planning_goes_on_with_a_paused_schedule(lead, scheduled):
    pause_schedule(actor=lead, schedule=Schedule.objects.get())
    plan_next(actor=lead, run=scheduled, next_on=date(2027, 2, 28), owner=None)
    assert Schedule.objects.get().state == "active"


def test_an_ended_schedule_is_followed_by_one_date(lead, scheduled):
    end_schedule(actor=lead, schedule=Schedule.objects.get(), reason="Changed.")
    made = plan_next(actor=lead, run=scheduled, next_on=date(2027, 5, 1), owner=None)
    schedule = Schedule.objects.get(pk=UUID(made["id"]))
    assert (schedule.unit, schedule.follows) == ("once", scheduled)


def test_a_run_closed_again_moves_what_it_planned(lead):
    run = make_run(lead)
    for day in (date(2027, 3, 10), date(2027, 3, 20)):
        plan_next(actor=lead, run=run, next_on=day, owner=None)
    assert Schedule.objects.get().next_on == date(2027, 3, 20)


def test_one_date_planned_at_the_end_of_a_planned_run_moves_that_schedule(lead):
    plan_next(actor=lead, run=make_run(lead), next_on=date(2027, 3, 10), owner=None)
    tick(datetime(2027, 3, 10, 8, tzinfo=UTC))
    with clock.at(datetime(2027, 3, 12, tzinfo=UTC)):
        plan_next(actor=lead, run=Run.objects.get(number=2), next_on=date(2027, 4, 10), owner=None)
    assert Schedule.objects.get().next_on == date(2027, 4, 10)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2027, 2, 9), "has passed"), (date(2200, 1, 1), "Take an earlier date")]
)
def test_a_date_that_cannot_be_is_refused(lead, day, said):
    run = make_run(lead)
    with pytest.raises(Invalid, match=said) as refusal:
        plan_next(actor=lead, run=run, next_on=day, owner=None)
    assert list(refusal.value.fields) == ["next_on"]


def test_a_date_that_was_run_already_is_refused(lead, scheduled):
    with clock.at(FIRST), pytest.raises(Invalid, match="was started for this date"):
        plan_next(actor=lead, run=scheduled, next_on=date(2027, 1, 31), owner=None)


def test_a_plan_that_is_refused_leaves_the_run_open(lead):
    run = make_run(lead)
    finish_items(lead, run)
    with pytest.raises(Invalid):
        close_run(actor=lead, run=run, next_audit=NextAudit(date(2027, 1, 1)))
    with pytest.raises(Invalid):
        close_run(actor=lead, run=run, next_audit=NextAudit(None, reason=" "))
    run.refresh_from_db()
    assert run.is_open and not Schedule.objects.exists()


def test_a_run_that_is_not_done_plans_nothing(lead):
    run = make_run(lead)
    with pytest.raises(Blocked):
        close_run(actor=lead, run=run, next_audit=NextAudit(date(2027, 3, 10)))
    assert not Schedule.objects.exists()


def test_closing_twice_under_one_key_closes_once(lead):
    run = make_run(lead)
    finish_items(lead, run)
    for _turn in range(2):
        close_run(actor=lead, run=run, next_audit=NextAudit(date(2027, 3, 10)), key="k")
    assert Schedule.objects.count() == 1 and Event.objects.filter(kind="run.finished").count() == 1


def test_no_next_audit_needs_a_reason_that_is_kept(lead):
    run = make_run(lead)
    plan_none(actor=lead, run=run, reason="The tool is gone.")
    assert Event.objects.get(kind="run.no_next").payload["after"] == {"reason": "The tool is gone."}


def test_no_next_audit_ends_the_schedule_which_only_leads_do(lead, owner, scheduled):
    with pytest.raises(Denied):
        plan_none(actor=owner, run=scheduled, reason="Enough.")
    assert not Event.objects.filter(kind="run.no_next").exists()
    plan_none(actor=lead, run=scheduled, reason="Enough.")
    assert Schedule.objects.get().state == "ended"


@pytest.mark.covers("R151")
def test_a_finished_run_tells_when_the_next_audit_comes_and_whose_it_is(lead, owner):
    finish_items(lead, run := make_run(lead))
    next_audit = NextAudit(date(2027, 3, 10), owner.user_id)
    close_run(actor=lead, run=run, next_audit=next_audit)
    text, schedule = Pages.of(lead).text("run", run.pk), Schedule.objects.get()
    assert "Next audit: <b>10 Mar 2027</b>" in text and owner.name in text
    assert Pages.of(lead).address("schedule", schedule.pk) in text
    assert paper(run)["Next audit"] == f"10 Mar 2027, {owner.name} (Quick triage)"
    assert Pages.of(lead).queries("run", run.pk) <= 8
    tick(datetime(2027, 3, 10, 9, tzinfo=UTC))
    started = Run.objects.get(predecessor=run)
    assert f"{started.code} {started.title}</a>" in Pages.of(lead).text("run", run.pk)
    assert paper(run)["Next audit"] == f"{started.code} {started.title}"


@pytest.mark.covers("R151")
def test_a_finished_run_tells_why_there_is_no_next_audit(lead, scheduled):
    assert "Next audit" not in paper(scheduled)
    finish_items(lead, scheduled)
    close_run(actor=lead, run=scheduled, next_audit=NextAudit(None, reason="The connector goes in March."))
    assert "The connector goes in March." in Pages.of(lead).text("run", scheduled.pk)
    assert paper(scheduled)["Next audit"] == "none: The connector goes in March."
    assert Pages.of(lead).queries("run", scheduled.pk) <= 8


def test_a_schedule_that_ended_later_tells_its_own_reason(lead, scheduled):
    finish_items(lead, scheduled)
    finish_run(actor=lead, run=scheduled)
    scheduled.refresh_from_db()
    assert "Next audit: <b>28 Feb 2027</b>" in Pages.of(lead).text("run", scheduled.pk)
    printed = print_run(actor=lead, run=scheduled, edition="test")
    end_schedule(actor=lead, schedule=Schedule.objects.get(), reason="Replaced by a quarterly one.")
    assert "Replaced by a quarterly one." in Pages.of(lead).text("run", scheduled.pk)
    assert print_run(actor=lead, run=scheduled, edition="test") != printed


def test_a_run_that_was_finished_without_a_plan_says_so(lead):
    finish_items(lead, run := make_run(lead))
    finish_run(actor=lead, run=run)
    assert "No next audit is planned." in Pages.of(lead).text("run", run.pk)


def paper(run):
    found = Run.objects.select_related("workspace", "owner", "vendor", "checklist").get(pk=run.pk)
    return dict(run_sheet(found, clock.now()).facts)


def test_somebody_elses_run_is_not_planned_on(owner, lead):
    with pytest.raises(Denied):
        plan_next(actor=owner, run=make_run(lead), next_on=date(2027, 3, 10), owner=None)


@pytest.mark.parametrize(
    ("checklist", "proposed"),
    [
        ("quick-triage", date(2027, 3, 10)),
        ("monthly-light", date(2027, 3, 10)),
        ("quarterly-deep", date(2027, 5, 10)),
        ("deep-audit", date(2027, 5, 10)),
    ],
)
def test_a_month_or_a_quarter_is_proposed(lead, owner, checklist, proposed):
    form = asked(lead, make_run(lead, checklist, owner=owner.user_id))
    assert form["next_on"].value() == proposed and form["owner"].value() == str(owner.user_id)


def test_the_schedules_next_slot_is_proposed(owner, scheduled):
    form = asked(owner, scheduled)
    assert form["next_on"].value() == date(2027, 2, 28) and form["owner"].value() == str(owner.user_id)
    assert "comes every month" in form.fields["next_on"].help_text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "choice"),
        ({"choice": "planned"}, "next_on"),
        ({"choice": "planned", "next_on": "soon"}, "next_on"),
        ({"choice": "none", "next_on": "2027-03-10"}, "reason"),
        ({"choice": "planned", "next_on": "2027-03-10", "owner": "x"}, "owner"),
    ],
)
def test_the_form_asks_for_what_is_missing(lead, sent, field):
    form = asked(lead, make_run(lead), **(sent or {"reason": ""}))
    assert not form.is_valid() and list(form.errors) == [field]


def test_the_form_hands_over_what_was_chosen(lead):
    run = make_run(lead)
    planned = asked(lead, run, choice="planned", next_on="2027-03-10", owner=str(lead.user_id), reason="kept")
    none = asked(lead, run, choice="none", next_on="2027-03-10", reason="Gone.")
    assert planned.is_valid() and planned.next_audit == NextAudit(date(2027, 3, 10), lead.user_id)
    assert none.is_valid() and none.next_audit == NextAudit(None, reason="Gone.")


def test_an_owner_is_not_offered_to_end_a_schedule(owner, lead, scheduled):
    labels = [label for _value, label in asked(owner, scheduled).fields["choice"].choices]
    assert labels == ["Plan it now"]
    assert len(asked(lead, scheduled).fields["choice"].choices) == 2
