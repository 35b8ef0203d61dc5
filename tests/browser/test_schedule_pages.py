"""Schedules in a real browser: made in one click, and accessible at every width."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.ticking import tick
from audits.checklists.models import Schedule
from audits.kit import clock
from tests.browser.looks import faults, sign_in
from tests.checklists.scenes import make_schedule
from tests.factories import PASSWORD, make_connector, user_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server, lead):
    """The lead, signed in; what the browser complains of fails the test."""
    load_built_in()
    user = user_of(lead)
    user.set_password(PASSWORD)
    user.save()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    sign_in(page, live_server, lead)
    yield page
    assert wrong == []


def address(live_server, name, *keys):
    return f"{live_server.url}{reverse(name, args=['halden', *keys])}"


@pytest.mark.covers("R149", "R150")
def test_both_audits_are_scheduled_by_one_click_each(desk, live_server):
    for title in ("Monthly light audit", "Quarterly deep audit"):
        desk.goto(address(live_server, "schedule-list"))
        desk.get_by_role("button", name=re.compile(f"Schedule it ?: {title}")).click()
        expect(desk.get_by_role("heading", level=1)).to_have_text(title)
        expect(desk.get_by_role("heading", name="Next dates")).to_be_visible()
    assert sorted(Schedule.objects.values_list("every", flat=True)) == [1, 3]


def test_a_schedule_is_paused_and_resumed(desk, live_server, lead):
    schedule = make_schedule(lead, starts_on=lead.today + timedelta(days=3))
    desk.goto(address(live_server, "schedule", schedule.pk))
    desk.get_by_role("button", name="Pause").click()
    expect(desk.get_by_text("Paused: no run starts until it is resumed.")).to_be_visible()
    desk.get_by_role("button", name="Resume").click()
    expect(desk.get_by_role("button", name="Pause")).to_be_visible()


def test_pages_of_schedules_have_no_faults(desk, live_server, lead, violations):
    calls = make_connector(lead, "A connector with quite a long name that goes on")
    schedule = make_schedule(lead, title="x" * 200, starts_on=lead.today, connectors=[calls.pk])
    tick(clock.now() + timedelta(days=70))
    lost = make_schedule(lead, starts_on=lead.today)
    Schedule.objects.filter(pk=lost.pk).update(checklist="gone")
    tick(clock.now() + timedelta(days=1))
    found = []
    for name, *keys in (
        ("schedule-list",),
        ("schedule", schedule.pk),
        ("schedule", lost.pk),
        ("schedule-edit", schedule.pk),
        ("schedule-end", schedule.pk),
    ):
        desk.goto(address(live_server, name, *keys))
        found += faults(desk, violations)
    assert found == []
