"""Schedules: made, edited, paused, resumed and ended; their next slot in the workspace's zone."""

from datetime import UTC, date, datetime, time

import pytest

from audits.checklists.actions.schedules import (
    create_schedule,
    edit_schedule,
    end_schedule,
    pause_schedule,
    resume_schedule,
)
from audits.checklists.models import Occurrence, Schedule
from audits.journal.models import Event
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actions.workspaces import edit_workspace
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import MONTHLY, make_schedule, monthly
from tests.checklists.test_start_run import make_connector

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_january():
    """The present is a Friday in January 2027."""
    with clock.at(datetime(2027, 1, 15, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def warsaw(workspace: Workspace, lead: Actor) -> Actor:
    Workspace.objects.filter(pk=workspace.pk).update(timezone="Europe/Warsaw")
    return Actor.of(Membership.objects.with_parts().get(user=lead.user_id))


def edited(actor, schedule, seen=None, **values):
    edit_schedule(actor=actor, schedule=schedule, values=monthly(**values), seen=seen)
    return Schedule.objects.get(pk=schedule.pk)


@pytest.mark.covers("R149")
def test_the_first_slot_is_the_first_date_at_its_local_time(warsaw):
    schedule = make_schedule(warsaw)
    assert (schedule.next_on, schedule.next_at) == (date(2027, 1, 31), datetime(2027, 1, 31, 7, tzinfo=UTC))
    assert (schedule.rhythm, schedule.state) == ("every month", "active")
    event = Event.objects.get(kind="schedule.created")
    assert event.payload["after"]["at_time"] == "08:00"


@pytest.mark.covers("R150")
def test_a_quarterly_schedule_tells_its_rhythm(lead):
    schedule = make_schedule(lead, checklist="quarterly-deep", every=3)
    assert schedule.rhythm == "every 3 months"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": date(2027, 1, 14)}, "starts_on"),
        ({"starts_on": date(2200, 1, 1)}, "starts_on"),
        ({"title": " "}, "title"),
        ({"checklist": "none"}, "checklist"),
        ({"unit": "year"}, "unit"),
        ({"every": 0}, "every"),
        ({"every": 121}, "every"),
        ({"due_days": -1}, "due_days"),
        ({"with_commitments": True}, "with_commitments"),
        ({"owner": "nobody@halden.example"}, "owner"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_values_are_refused_at_their_field(lead, values, field):
    with pytest.raises(Invalid) as refusal:
        make_schedule(lead, **values)
    assert list(refusal.value.fields) == [field]
    assert not Schedule.objects.exists()


def test_today_is_that_of_the_workspace(workspace):
    """It is still the 14th in Hawaii when the 15th has come elsewhere."""
    Workspace.objects.filter(pk=workspace.pk).update(timezone="Pacific/Honolulu")
    hawaii = factories.make_actor(Workspace.objects.get(pk=workspace.pk), Role.ADMIN)
    with clock.at(datetime(2027, 1, 15, 5, tzinfo=UTC)):
        assert make_schedule(hawaii, starts_on=date(2027, 1, 14)).next_on == date(2027, 1, 14)
        with pytest.raises(Invalid, match="Today is 2027-01-14"):
            make_schedule(hawaii, starts_on=date(2027, 1, 13))


def test_things_of_another_workspace_are_refused(lead):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    vendor, connector = factories.make_vendor(stranger), make_connector(stranger)
    for values in ({"vendor": vendor.pk}, {"connectors": [connector.pk]}, {"owner": stranger.user_id}):
        with pytest.raises(Invalid) as refusal:
            make_schedule(lead, **values)
        assert list(refusal.value.fields) == list(values)


def test_a_reader_may_not_be_the_owner(lead, workspace):
    reader = factories.make_actor(workspace, Role.PANELIST)
    with pytest.raises(Invalid, match="only reads runs"):
        make_schedule(lead, owner=reader.user_id)


def test_owners_of_runs_may_not_make_schedules(owner):
    with pytest.raises(Denied):
        make_schedule(owner)


def test_the_same_request_again_makes_one(lead):
    make_schedule(lead)
    first, second = (create_schedule(actor=lead, values=MONTHLY, key="k") for _turn in range(2))
    assert first == second and Schedule.objects.count() == 2


def test_another_rule_gives_another_next_slot(lead):
    schedule = make_schedule(lead)
    assert edited(lead, schedule, starts_on=date(2027, 2, 3)).next_on == date(2027, 2, 3)
    with clock.at(datetime(2027, 2, 20, tzinfo=UTC)):
        weekly = edited(lead, schedule, starts_on=date(2027, 2, 3), unit="week", every=2)
        assert weekly.next_on == date(2027, 3, 3)


def test_the_same_rule_keeps_the_next_slot_at_another_time(lead):
    schedule = make_schedule(lead)
    Schedule.objects.update(next_on=date(2027, 3, 31))
    schedule = edited(lead, schedule, at_time=time(17, 30))
    assert schedule.next_on == date(2027, 3, 31)
    assert schedule.next_at == datetime(2027, 3, 31, 17, 30, tzinfo=UTC)


def test_a_rule_of_today_does_not_repeat_a_slot_that_was_run(lead):
    schedule = make_schedule(lead, starts_on=date(2027, 1, 15))
    Occurrence.objects.create(workspace=schedule.workspace, schedule=schedule, slot_on=date(2027, 1, 15))
    assert edited(lead, schedule, starts_on=date(2027, 1, 15), unit="day").next_on == date(2027, 1, 16)


def test_a_first_date_that_has_passed_stays_when_the_rest_is_edited(lead):
    schedule = make_schedule(lead)
    with clock.at(datetime(2027, 6, 15, tzinfo=UTC)):
        schedule = edited(lead, schedule, title="Other")
        assert (schedule.title, schedule.starts_on) == ("Other", date(2027, 1, 31))
        with pytest.raises(Invalid, match="has passed"):
            edited(lead, schedule, starts_on=date(2027, 2, 1))


def test_one_date_alone_that_has_passed_is_refused(lead):
    schedule = make_schedule(lead)
    with clock.at(datetime(2027, 6, 15, tzinfo=UTC)), pytest.raises(Invalid, match="no date is left"):
        edited(lead, schedule, unit="once")


def test_an_edit_over_somebody_elses_is_a_conflict(lead):
    schedule = make_schedule(lead)
    edited(lead, schedule, seen=0, title="Theirs")
    with pytest.raises(Conflict) as refusal:
        edited(lead, schedule, seen=0, title="Mine")
    with pytest.raises(Conflict):
        edited(lead, schedule, seen=0, starts_on=date(2027, 1, 1))
    assert refusal.value.version == 1
    assert (refusal.value.theirs["title"], refusal.value.yours["title"]) == ("Theirs", "Mine")
    assert Schedule.objects.get().title == "Theirs"


def test_an_edit_that_changes_nothing_writes_nothing(lead):
    schedule = make_schedule(lead)
    assert edited(lead, schedule).version == 0
    assert not Event.objects.filter(kind="schedule.edited").exists()


def test_connectors_are_exchanged_and_told(lead):
    calls, mails = make_connector(lead, "Call sync"), make_connector(lead, "Mail sync")
    schedule = make_schedule(lead, connectors=[calls.pk])
    edited(lead, schedule, connectors=[mails.pk])
    assert [each.connector for each in schedule.schedule_connectors.all()] == [mails]
    payload = Event.objects.get(kind="schedule.edited").payload
    assert (payload["before"]["connectors"], payload["after"]["connectors"]) == (["Call sync"], ["Mail sync"])


def test_a_pause_is_not_made_up(lead):
    schedule = make_schedule(lead)
    pause_schedule(actor=lead, schedule=schedule)
    assert not Schedule.objects.due(datetime(2028, 1, 1, tzinfo=UTC)).exists()
    with clock.at(datetime(2027, 4, 2, tzinfo=UTC)):
        resume_schedule(actor=lead, schedule=schedule)
    schedule.refresh_from_db()
    assert (schedule.next_on, schedule.state) == (date(2027, 4, 30), "active")


def test_pausing_and_resuming_twice_is_refused(lead):
    schedule = make_schedule(lead)
    with pytest.raises(Blocked):
        resume_schedule(actor=lead, schedule=schedule)
    pause_schedule(actor=lead, schedule=schedule)
    with pytest.raises(Blocked):
        pause_schedule(actor=lead, schedule=schedule)
    assert Schedule.objects.get().version == 1


def test_one_date_that_fell_into_a_pause_needs_a_new_one(lead):
    schedule = make_schedule(lead, unit="once")
    pause_schedule(actor=lead, schedule=schedule)
    with clock.at(datetime(2027, 4, 2, tzinfo=UTC)):
        with pytest.raises(Blocked, match="Give it a new one"):
            resume_schedule(actor=lead, schedule=schedule)
        edited(lead, schedule, unit="once", starts_on=date(2027, 4, 5))
        resume_schedule(actor=lead, schedule=schedule)
    schedule.refresh_from_db()
    assert (schedule.next_on, schedule.is_paused) == (date(2027, 4, 5), False)


def test_an_ended_schedule_stays_ended(lead):
    schedule = make_schedule(lead)
    with pytest.raises(Invalid, match="Say why"):
        end_schedule(actor=lead, schedule=schedule, reason=" ")
    end_schedule(actor=lead, schedule=schedule, reason="The tool is gone.")
    schedule.refresh_from_db()
    assert (schedule.state, schedule.next_on, schedule.next_at) == ("ended", None, None)
    assert Event.objects.get(kind="schedule.ended").payload["after"] == {"reason": "The tool is gone."}
    for act in (lambda: edited(lead, schedule, title="Back"), lambda: pause(lead, schedule)):
        with pytest.raises(Blocked, match="has ended"):
            act()


def pause(actor, schedule):
    pause_schedule(actor=actor, schedule=schedule)


def test_next_slots_follow_the_workspaces_zone(lead, workspace):
    admin = factories.make_actor(workspace, Role.ADMIN)
    winter, summer = make_schedule(lead), make_schedule(lead, starts_on=date(2027, 7, 1))
    ended = make_schedule(lead)
    end_schedule(actor=lead, schedule=ended, reason="Not needed.")
    edit_workspace(actor=admin, name=workspace.name, timezone="America/New_York")
    moments = [Schedule.objects.get(pk=each.pk).next_at for each in (winter, summer, ended)]
    assert moments == [datetime(2027, 1, 31, 13, tzinfo=UTC), datetime(2027, 7, 1, 12, tzinfo=UTC), None]
    assert Event.objects.filter(kind="workspace.edited").count() == 1


def test_another_workspaces_schedules_stay_where_they_are(lead):
    schedule = make_schedule(lead)
    rival = factories.make_workspace("rival")
    admin = factories.make_actor(rival, Role.ADMIN)
    edit_workspace(actor=admin, name="Rival", timezone="Asia/Tokyo")
    assert Schedule.objects.get().next_at == schedule.next_at
