"""The morning mail: once per person and day, at 8:00 where they are, and never in a burst."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection

from audits.checklists.models import Run
from audits.inbox.work import due_work
from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.notices.deliver import deliver_due
from audits.operations import due_mail
from audits.operations.due_mail import mail_due_work
from audits.people.actions.guests import invite_guest, revoke_guest
from audits.people.actor import Actor
from audits.people.models import Membership, User, Workspace
from audits.people.roles import Role
from tests.checklists.scenes import make_run
from tests.factories import make_actor, make_workspace, user_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("R152")]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 10, 2, 8, tzinfo=UTC)


@pytest.fixture
def run(lead: Actor) -> Run:
    """A run that has been overdue for long, the lead's."""
    return owned(make_run(lead), lead)


def owned(run: Run, actor: Actor, due_on: date = date(2020, 1, 1)) -> Run:
    Run.objects.filter(pk=run.pk).update(owner_id=actor.user_id, due_on=due_on)
    run.items.update(owner=None)
    OutboxMessage.objects.all().delete()
    return run


def in_zone(name: str) -> ZoneInfo:
    Workspace.objects.update(timezone=name)
    return ZoneInfo(name)


def days_mailed() -> list[str]:
    return [each.payload["date"] for each in OutboxMessage.objects.filter(kind="due.digest").order_by("pk")]


def instants(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    while start <= end:
        yield start
        start += step


def test_digest_comes_at_eight_and_once(run: Run, lead: Actor) -> None:
    assert mail_due_work(START - MINUTE) == 0
    assert mail_due_work(START) == 1
    assert mail_due_work(START + MINUTE) == mail_due_work(START + 15 * HOUR) == 0
    message = OutboxMessage.objects.get()
    assert message.once_key == f"due:{lead.user_id}:2026-10-02" and message.recipient_id == lead.user_id


def test_digest_arrives_as_a_mail(run: Run, lead: Actor) -> None:
    mail_due_work(START)
    deliver_due()
    (sent,) = mail.outbox
    assert sent.to == [lead.email] and sent.subject == "1 overdue"
    assert "- 1 Jan: R-0001" in sent.body


def test_digest_lists_by_when_it_is_due(run: Run, lead: Actor) -> None:
    for days in (0, 7, 8):
        owned(make_run(lead), lead, START.date() + days * DAY)
    mail_due_work(START)
    payload = OutboxMessage.objects.get().payload
    assert {when: len(payload[when]) for when in ("overdue", "today", "soon")} == {
        "overdue": 1,
        "today": 1,
        "soon": 1,
    }


def test_nobody_is_mailed_about_nothing(lead: Actor) -> None:
    owned(make_run(lead), lead, START.date() + 30 * DAY)
    assert mail_due_work(START) == 0 and days_mailed() == []


def test_day_whose_work_comes_later_is_not_mailed_again(lead: Actor) -> None:
    mail_due_work(START)
    owned(make_run(lead), lead)
    assert mail_due_work(START + HOUR) == 0
    assert mail_due_work(START + DAY) == 1


def test_who_does_not_want_it_or_has_left_gets_none(run: Run, lead: Actor) -> None:
    User.objects.update(wants_due_mail=False)
    assert mail_due_work(START) == 0
    User.objects.update(wants_due_mail=True)
    Membership.objects.update(ended_at=clock.now())
    assert mail_due_work(START + DAY) == 0


def test_switching_off_between_writing_and_sending_holds(run: Run, lead: Actor) -> None:
    mail_due_work(START)
    User.objects.filter(pk=lead.user_id).update(wants_due_mail=False)
    deliver_due()
    assert mail.outbox == [] and OutboxMessage.objects.dropped().count() == 1


def test_late_start_mails_today_and_no_other_day(run: Run) -> None:
    assert mail_due_work(START + 9 * HOUR) == 1
    assert days_mailed() == ["2026-10-02"]


def test_week_without_a_worker_ends_in_one_digest_per_person(run: Run, lead: Actor) -> None:
    other = make_actor(Workspace.objects.get(), Role.OWNER)
    owned(make_run(lead), other)
    mail_due_work(START)
    for minute in range(10):
        mail_due_work(START + 7 * DAY + HOUR + minute * MINUTE)
    assert sorted(days_mailed()) == ["2026-10-02"] * 2 + ["2026-10-09"] * 2


def test_start_before_eight_waits_for_the_morning(run: Run) -> None:
    mail_due_work(START)
    assert mail_due_work(START + 7 * DAY - HOUR) == 0
    assert mail_due_work(START + 7 * DAY) == 1


@pytest.mark.parametrize(
    ("zone", "around"),
    [
        # Clocks go forward, and back.
        ("Europe/Berlin", date(2027, 3, 28)),
        ("Europe/Berlin", date(2027, 10, 31)),
        ("America/New_York", date(2027, 3, 14)),
        ("America/New_York", date(2027, 11, 7)),
        # A quarter of an hour off.
        ("Asia/Kathmandu", date(2027, 3, 28)),
        # The far side of the date line.
        ("Pacific/Apia", date(2027, 4, 4)),
        # A day that was left out.
        ("Pacific/Apia", date(2011, 12, 30)),
    ],
)
def test_every_local_day_has_one_digest_at_eight(run: Run, zone: str, around: date) -> None:
    place = in_zone(zone)
    Run.objects.update(due_on=date(2000, 1, 1))
    begin = datetime.combine(around - 2 * DAY, time(), place).astimezone(UTC)
    end = datetime.combine(around + 3 * DAY, time(), place).astimezone(UTC)
    mailed = []
    for now in instants(begin, end, 15 * MINUTE):
        if mail_due_work(now):
            mailed.append(now.astimezone(place))
    assert {each.time() for each in mailed} == {time(8)}
    local = {now.astimezone(place).date() for now in instants(begin, end - HOUR, HOUR)}
    assert [each.date() for each in mailed] == sorted(local)
    assert days_mailed() == [str(each.date()) for each in mailed]


def test_clock_and_zone_that_go_back_repeat_nothing(run: Run) -> None:
    in_zone("Asia/Kathmandu")
    now = datetime(2026, 10, 2, 2, 15, tzinfo=UTC)
    assert mail_due_work(now) == 1
    assert mail_due_work(now - HOUR) == 0
    in_zone("America/New_York")
    # There it is still the day before; that day has been mailed, and the next one is too.
    assert sum(mail_due_work(now + hours * HOUR) for hours in range(24)) == 0
    assert mail_due_work(datetime(2026, 10, 3, 12, tzinfo=UTC)) == 1


def test_workspaces_have_their_own_morning(run: Run) -> None:
    tokyo = make_workspace("tokyo", timezone="Asia/Tokyo")
    boss = make_actor(tokyo)
    owned(make_run(boss), boss)
    assert mail_due_work(datetime(2026, 10, 1, 23, tzinfo=UTC)) == 2
    assert days_mailed() == ["2026-10-01", "2026-10-02"]


def test_trouble_of_one_workspace_is_not_that_of_the_others(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    boss = make_actor(make_workspace("other"))
    owned(make_run(boss), boss)

    def half_broken(workspace: Workspace, today: date) -> object:
        if workspace.slug == "halden":
            raise ValueError("boom")
        return due_work(workspace, today)

    with monkeypatch.context() as patch:
        patch.setattr(due_mail, "due_work", half_broken)
        assert mail_due_work(START) == 1
    assert "boom" in caplog.text
    assert mail_due_work(START + MINUTE) == 1


def test_four_workers_write_one_digest(run: Run, lead: Actor) -> None:
    start = Barrier(4)

    def work(_number: int) -> int:
        start.wait(timeout=10)
        try:
            return mail_due_work(START)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1
    assert OutboxMessage.objects.count() == 1


def test_person_of_two_workspaces_has_a_mail_of_each(run: Run, lead: Actor) -> None:
    other = make_workspace("other")
    Membership.objects.create(workspace=other, user=user_of(lead), role=Role.LEAD)
    there = Actor.of(Membership.objects.select_related("user", "workspace").get(workspace=other))
    owned(make_run(there), there)
    assert mail_due_work(START) == 2


def test_a_guest_is_reminded_on_the_day_something_is_due_and_led_to_their_list(lead: Actor) -> None:
    guest = invite_guest(actor=lead, email="kim@agency.example")
    run = make_run(lead)
    run.items.filter(slug="qt-01").update(owner=guest.user_id, due_on=START.date() + DAY)
    OutboxMessage.objects.all().delete()
    assert [mail_due_work(START + days * DAY) for days in (0, 1, 2)] == [0, 1, 0]
    deliver_due()
    body = str(mail.outbox[0].body)
    assert mail.outbox[0].to == ["kim@agency.example"]
    assert "QT-01" in body and f"/guest/link/{guest.token}/" in body and "/w/" not in body


def test_a_guest_whose_link_ended_is_not_reminded(lead: Actor) -> None:
    guest = invite_guest(actor=lead, email="kim@agency.example")
    make_run(lead).items.filter(slug="qt-01").update(owner=guest.user_id, due_on=START.date())
    revoke_guest(actor=lead, guest=guest)
    assert mail_due_work(START) == 0
