"""Several workers at the same slots: each is taken by one, none is lost (on both databases)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.checklists.actions.cadence import plan_next
from audits.checklists.actions.ticking import tick
from audits.checklists.models import Occurrence, Run, Schedule
from audits.kit import clock
from audits.people.actions.workspaces import edit_workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_run, make_schedule
from tests.people.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
MADE = datetime(2027, 1, 15, 12, tzinfo=UTC)
FOURTH_SLOT = datetime(2027, 4, 30, 8, tzinfo=UTC)


def drained():
    """One worker that looks until nothing is left for it."""
    taken = 0
    while found := tick(FOURTH_SLOT):
        taken += found
    return taken


def test_three_workers_make_each_run_once(lead):
    with clock.at(MADE):
        for number in range(60):
            make_schedule(lead, title=f"Audit {number:02}", checklist="slack")
    taken = together(drained, drained, drained)
    # A worker may find a slot taken by another and stop early; what is left is the next turn's.
    taken.append(drained())
    assert sum(taken) == 60
    assert Run.objects.count() == Occurrence.objects.exclude(run=None).count() == 60
    assert set(Occurrence.objects.values_list("slot_on", "missed")) == {(date(2027, 4, 30), 3)}
    assert set(Schedule.objects.values_list("next_on", flat=True)) == {date(2027, 5, 31)}
    assert sorted(Run.objects.values_list("number", flat=True)) == list(range(1, 61))


@pytest.mark.parametrize("attempt", range(3))
def test_a_zone_that_changes_while_slots_are_taken(lead, workspace, attempt):
    """Whoever is first, every run comes once and every next instant is that of the new zone."""
    admin = factories.make_actor(workspace, Role.ADMIN)
    with clock.at(MADE):
        for number in range(8):
            make_schedule(lead, title=f"Audit {number}", checklist="slack")

    def move():
        edit_workspace(actor=admin, name=workspace.name, timezone="America/New_York")

    together(drained, move, drained)
    # Eight in the morning in New York has come by then wherever it had not before.
    with clock.at(MADE):
        while tick(FOURTH_SLOT + timedelta(hours=4)):
            pass
    assert set(Occurrence.objects.values_list("slot_on", flat=True)) <= {date(2027, 3, 31), date(2027, 4, 30)}
    assert Occurrence.objects.filter(slot_on=date(2027, 4, 30)).count() == 8
    assert set(Schedule.objects.values_list("next_at", flat=True)) == {datetime(2027, 5, 31, 12, tzinfo=UTC)}


@pytest.mark.parametrize("attempt", range(3))
def test_a_slot_that_is_moved_while_it_comes_is_run_or_moved(lead, attempt):
    """Never both for one slot, never neither."""
    with clock.at(MADE):
        schedule = make_schedule(lead, checklist="slack")
        tick(datetime(2027, 1, 31, 8, tzinfo=UTC))
    run = Run.objects.get()

    def move():
        with clock.at(MADE):
            return plan_next(actor=lead, run=run, next_on=date(2027, 5, 20), owner=None)

    together(lambda: tick(FOURTH_SLOT), move)
    schedule.refresh_from_db()
    slots = list(schedule.occurrences.order_by("slot_on").values_list("slot_on", flat=True))
    assert slots in ([date(2027, 1, 31)], [date(2027, 1, 31), date(2027, 4, 30)])
    assert schedule.next_on == date(2027, 5, 20)


@pytest.mark.parametrize("attempt", range(3))
def test_two_plan_the_next_audit_of_one_run(lead, attempt):
    """One schedule comes of it, with the date of whoever was later."""
    run = make_run(lead)
    days = [date(2199, 3, 10), date(2199, 3, 20)]
    together(*(lambda day=day: plan_next(actor=lead, run=run, next_on=day, owner=None) for day in days))
    assert Schedule.objects.get().next_on in days
