"""Accepted risks open again by themselves when their last day is over."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from audits.checklists.actions.running_out import reopen, reopen_run_out
from audits.checklists.actions.settling import accept_risk
from audits.checklists.models import Finding
from audits.journal.models import Event, OutboxMessage
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_finding, make_run

pytestmark = pytest.mark.django_db
LAST = date(2027, 3, 10)


def at_home(zone, hour, day=LAST):
    return datetime.combine(day, time(hour), ZoneInfo(zone))


def accepted(actor, **values):
    finding = make_finding(actor, make_run(actor), **values)
    accept_risk(actor=actor, finding=finding, reason="Replaced in May.", until=LAST)
    finding.refresh_from_db()
    return finding


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Berlin", "UTC", "Pacific/Pago_Pago"])
def test_it_opens_after_the_last_day_in_the_zone_of_its_workspace(zone):
    workspace = factories.make_workspace("far", timezone=zone)
    finding = accepted(factories.make_actor(workspace))
    assert reopen_run_out(at_home(zone, 23)) == 0
    assert reopen_run_out(at_home(zone, 0, LAST + timedelta(days=1))) == 1
    finding.refresh_from_db()
    assert (finding.state, finding.version) == ("open", 3)


def test_nobody_is_the_actor_and_the_owner_is_told(lead, owner):
    finding = accepted(lead, owner=owner.user_id)
    OutboxMessage.objects.all().delete()
    reopen_run_out(datetime(2027, 3, 12, tzinfo=UTC))
    event = Event.objects.get(kind="finding.reopened")
    assert (event.actor, event.subject) == (None, finding.pk)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient_id) == ("finding.reopened", owner.user_id)
    assert message.payload["finding"]["code"] == finding.code


def test_the_connector_counts_it_again(lead):
    connector = factories.make_connector(lead)
    accepted(lead, connector=connector.pk)
    reopen_run_out(datetime(2027, 3, 12, tzinfo=UTC))
    connector.refresh_from_db()
    assert connector.open_findings == 1


def test_it_opens_once(lead):
    accepted(lead)
    later = datetime(2027, 3, 12, tzinfo=UTC)
    assert [reopen_run_out(later), reopen_run_out(later)] == [1, 0]
    assert Event.objects.filter(kind="finding.reopened").count() == 1


def test_one_that_somebody_touched_in_the_meantime_is_left_alone(lead):
    finding = accepted(lead)
    Finding.objects.update(version=finding.version + 1)
    assert reopen(finding, datetime(2027, 3, 12, tzinfo=UTC)) is False
    assert not Event.objects.filter(kind="finding.reopened").exists()


def test_risks_of_every_workspace_run_out(lead):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    accepted(lead)
    accepted(stranger)
    assert reopen_run_out(datetime(2027, 3, 12, tzinfo=UTC)) == 2
