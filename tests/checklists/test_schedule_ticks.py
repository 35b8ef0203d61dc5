"""Slots that come: one run each, missed ones made up once, failures kept, owners told."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError

from audits.checklists.actions import ticking
from audits.checklists.actions.schedules import pause_schedule
from audits.checklists.actions.ticking import tick
from audits.checklists.models import ChecklistVersion, Occurrence, Run, Schedule
from audits.connectors.models import Connector
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.notices.letters import letter
from audits.operations import ticks
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import finish_items, make_schedule, own_checklist
from tests.checklists.test_start_run import make_connector

pytestmark = pytest.mark.django_db
MADE = datetime(2027, 1, 15, 12, tzinfo=UTC)
FIRST = datetime(2027, 1, 31, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january():
    with clock.at(MADE):
        yield


@pytest.mark.covers("R149")
def test_a_slot_becomes_a_run_at_its_instant(lead, owner):
    schedule = make_schedule(lead, owner=owner.user_id)
    assert tick(FIRST - timedelta(seconds=1)) == 0
    assert tick(FIRST) == 1 and tick(FIRST) == 0
    run = Run.objects.get()
    assert (run.title, run.kind) == ("Monthly light audit, 31 Jan 2027", "monthly")
    assert (run.due_on, run.owner_id, run.created_by) == (date(2027, 2, 7), owner.user_id, None)
    occurrence = Occurrence.objects.get()
    assert (occurrence.slot_on, occurrence.missed, occurrence.run) == (date(2027, 1, 31), 0, run)
    schedule.refresh_from_db()
    assert (schedule.next_on, schedule.next_at) == (date(2027, 2, 28), datetime(2027, 2, 28, 8, tzinfo=UTC))


@pytest.mark.covers("R150")
def test_a_quarterly_audit_comes_every_three_months(lead):
    make_schedule(lead, title="Deep audit", checklist="quarterly-deep", every=3)
    for moment in (FIRST, datetime(2027, 4, 30, 8, tzinfo=UTC), datetime(2027, 7, 31, 8, tzinfo=UTC)):
        assert tick(moment) == 1
    assert set(Run.objects.values_list("kind", flat=True)) == {"quarterly"}


def test_the_owner_is_told_through_the_outbox(lead, owner):
    make_schedule(lead, owner=owner.user_id)
    tick(FIRST)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient_id) == ("run.assigned", owner.user_id)
    assert (message.payload["by"], message.payload["due"]) == ("", "2027-02-07")
    assert "Monthly light audit, 31 Jan 2027" in letter(message).subject


def test_a_run_of_an_own_checklist_is_monthly_or_quarterly_by_its_rule(lead):
    own_checklist(lead, "ours")
    for every in (1, 2, 3):
        make_schedule(lead, checklist="ours", every=every)
    tick(FIRST)
    kinds = Run.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["audit", "monthly", "quarterly"]


@pytest.mark.covers("R149")
def test_the_worker_looks_after_slots(lead):
    make_schedule(lead)
    ticks.run_all(FIRST, between=lambda: None)
    assert Run.objects.count() == 1


def test_missed_slots_are_made_up_by_one_run_of_the_latest(lead):
    schedule = make_schedule(lead)
    assert tick(datetime(2027, 5, 2, tzinfo=UTC)) == 1
    occurrence = Occurrence.objects.get()
    assert (occurrence.slot_on, occurrence.missed) == (date(2027, 4, 30), 3)
    assert (Run.objects.get().due_on, Run.objects.count()) == (date(2027, 5, 7), 1)
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 5, 31)


def test_one_date_alone_leaves_nothing_to_come(lead):
    schedule = make_schedule(lead, unit="once")
    assert tick(datetime(2030, 1, 1, tzinfo=UTC)) == 1
    schedule.refresh_from_db()
    assert (schedule.next_on, schedule.next_at, schedule.state) == (None, None, "done")


def test_each_local_day_comes_once_over_changes_of_the_clocks(lead, workspace):
    """Looked at every half hour around both changes, at a time that spring skips and autumn shows twice."""
    Workspace.objects.filter(pk=workspace.pk).update(timezone="Europe/Warsaw")
    schedule = make_schedule(lead, checklist="slack", unit="day", starts_on=date(2027, 3, 20))
    Schedule.objects.update(at_time="02:30", next_at=datetime(2027, 3, 20, 1, 30, tzinfo=UTC))
    for first in (datetime(2027, 3, 26, tzinfo=UTC), datetime(2027, 10, 29, tzinfo=UTC)):
        for half_hours in range(6 * 48):
            tick(first + half_hours * timedelta(minutes=30))
    made = list(Occurrence.objects.order_by("slot_on").values_list("slot_on", flat=True))
    spring = [date(2027, 3, 25) + n * timedelta(days=1) for n in range(7)]
    autumn = [date(2027, 10, 28) + n * timedelta(days=1) for n in range(7)]
    assert made == spring + autumn
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 11, 4)


def test_a_paused_schedule_starts_nothing(lead):
    pause_schedule(actor=lead, schedule=make_schedule(lead))
    assert tick(FIRST) == 0 and not Run.objects.exists()


def test_a_run_follows_the_last_one(lead):
    make_schedule(lead)
    tick(FIRST)
    first = Run.objects.get()
    finish_items(lead, first)
    tick(FIRST + timedelta(days=30))
    assert Run.objects.get(number=2).predecessor == first


def test_a_run_looks_at_the_connectors_in_use(lead):
    calls, mails = make_connector(lead, "Call sync"), make_connector(lead, "Mail sync")
    make_schedule(lead, connectors=[calls.pk, mails.pk])
    Connector.objects.filter(pk=mails.pk).update(archived_at=clock.now())
    tick(FIRST)
    assert [row.connector for row in Run.objects.get().run_connectors.all()] == [calls]


def leave(actor):
    Membership.objects.filter(user=actor.user_id).update(ended_at=clock.now())


def test_an_owner_who_left_is_followed_by_last_times_then_by_who_made_it(lead, owner, workspace):
    admin = factories.make_actor(workspace, Role.ADMIN)
    make_schedule(admin, owner=owner.user_id)
    leave(owner)
    tick(FIRST)
    Run.objects.update(owner=lead.user_id)
    tick(FIRST + timedelta(days=30))
    leave(lead)
    tick(FIRST + timedelta(days=60))
    owners = list(Run.objects.order_by("number").values_list("owner", flat=True))
    assert owners == [lead.user_id, lead.user_id, admin.user_id]


def test_items_of_somebody_who_left_fall_to_the_runs_owner(lead, owner):
    make_schedule(lead)
    tick(FIRST)
    run = Run.objects.get()
    run.items.filter(slug="qt-01").update(owner=owner.user_id)
    leave(owner)
    tick(FIRST + timedelta(days=30))
    assert set(Run.objects.get(number=2).items.values_list("owner", flat=True)) == {lead.user_id}


def archive_checklist(lead):
    ChecklistVersion.objects.filter(slug="monthly-light").update(archived_at=clock.now())


def archive_connectors(lead):
    Connector.objects.update(archived_at=clock.now())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (archive_checklist, "“monthly-light” is archived or gone"),
        (archive_connectors, "All its connectors are archived"),
        (leave, "Nobody is left"),
    ],
)
def test_a_run_that_cannot_start_leaves_its_reason_and_the_next_slot(lead, spoil, said):
    schedule = make_schedule(lead, connectors=[make_connector(lead).pk])
    spoil(lead)
    assert tick(FIRST) == 1
    occurrence = Occurrence.objects.get()
    assert occurrence.run is None and said in occurrence.failure
    event = Event.objects.get(kind="schedule.failed")
    assert event.actor is None and said in event.payload["after"]["failure"]
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 2, 28) and not Run.objects.exists()


def broken_for(monkeypatch, schedule, error):
    order_of = ticking.order_of

    def order(each, slot):
        if each.pk == schedule.pk:
            raise error
        return order_of(each, slot)

    monkeypatch.setattr(ticking, "order_of", order)


def test_a_broken_schedule_does_not_block_the_others(lead, monkeypatch, caplog):
    broken, sound = make_schedule(lead), make_schedule(lead)
    broken_for(monkeypatch, broken, ZeroDivisionError())
    assert tick(FIRST) == 2
    assert "ZeroDivisionError" in caplog.text
    assert "Something broke" in broken.occurrences.get().failure
    assert sound.occurrences.get().run is not None


def test_a_busy_database_is_tried_again(lead, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    busy, sound = make_schedule(lead), make_schedule(lead)
    with monkeypatch.context() as patch:
        broken_for(patch, busy, OperationalError("database is locked"))
        assert tick(FIRST) == 1
    assert not busy.occurrences.exists() and sound.occurrences.exists()
    assert tick(FIRST) == 1
    assert busy.occurrences.get().run is not None


def test_a_turn_takes_a_batch_and_leaves_the_rest_to_the_next(lead, monkeypatch):
    monkeypatch.setattr(ticking, "MOST", 2)
    for _each in range(3):
        make_schedule(lead)
    assert [tick(FIRST) for _turn in range(3)] == [2, 1, 0]


def test_a_schedule_changed_since_it_was_read_waits_for_the_next_turn(lead):
    seen = make_schedule(lead)
    Schedule.objects.update(version=1)
    assert not ticking.settle(seen, FIRST)
    assert tick(FIRST) == 1


def test_a_slot_of_an_older_zone_table_is_taken_as_it_is_stored(lead):
    """A government moved the clocks after the instant was stored."""
    make_schedule(lead)
    early = FIRST - timedelta(hours=1)
    Schedule.objects.update(next_at=early)
    assert tick(early) == 1
    assert Occurrence.objects.get().slot_on == date(2027, 1, 31)
