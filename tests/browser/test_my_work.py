"""The inbox as its owner works through it: by keyboard on a desktop, by touch on a phone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from audits.checklists.models import Finding, RunItem
from audits.people.models import User
from audits.people.roles import Role
from tests import factories
from tests.browser.looks import faults
from tests.checklists.scenes import make_run
from tests.inbox.scenes import give

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(workspace):
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def run(lead, owner):
    found = make_run(lead, title="November light audit")
    today = lead.today
    give(found, owner, qt_01=today - timedelta(days=2), qt_02=today, qt_03=today, qt_04=None)
    return found


def sign_in_as(page, server, actor):
    client = Client()
    client.force_login(factories.user_of(actor))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])


def go_to_work(page, server, actor):
    """The actor's inbox, signed in."""
    sign_in_as(page, server, actor)
    page.goto(server.url + reverse("my-work", args=[actor.workspace_slug]))
    expect(page.locator("#work")).to_have_attribute("data-ready", "true")


def status_of(run, slug):
    return RunItem.objects.get(run=run, slug=slug).status


def line(page, code):
    return page.locator(".task", has_text=code)


def test_an_owner_passes_checks_by_keyboard_alone(page, live_server, owner, run):
    go_to_work(page, live_server, owner)
    page.keyboard.press("j")
    expect(line(page, "QT-01").locator(".t")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#work-said")).to_contain_text("QT-01 passed.")
    expect(line(page, "QT-02").locator(".t")).to_be_focused()
    expect(page.get_by_role("heading", name="Overdue")).to_be_hidden()
    expect(page.locator("[data-count=all]")).to_have_text("3")
    expect(page.locator("[data-count=late]")).to_have_text("0")
    page.keyboard.press("u")
    expect(line(page, "QT-01").locator(".t")).to_be_focused()
    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()
    assert status_of(run, "qt-01") == "todo"


def test_keys_walk_the_lines_and_say_what_they_are(page, live_server, owner, run):
    go_to_work(page, live_server, owner)
    for key, code in [("j", "QT-01"), ("j", "QT-02"), ("k", "QT-01"), ("k", "QT-01")]:
        page.keyboard.press(key)
        expect(line(page, code).locator(".t")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("pass the check")
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    expect(page.locator(".task")).to_have_count(4)


def test_switched_off_keys_do_nothing(page, live_server, owner, run):
    User.objects.filter(pk=owner.user_id).update(has_keys=False)
    go_to_work(page, live_server, owner)
    line(page, "QT-01").locator(".t").focus()
    page.keyboard.press("p")
    page.get_by_role("button", name="All keys").click()
    page.get_by_label("Single keys are on").check()
    expect(page.locator("#work")).to_have_attribute("data-keys", "on")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#work-said")).to_be_empty()
    line(page, "QT-01").locator(".t").focus()
    page.keyboard.press("p")
    expect(page.locator("#work-said")).to_contain_text("QT-01 passed.")
    assert User.objects.get(pk=owner.user_id).has_keys


def fill_in(page):
    """What only the one who looked can write of a failure."""
    page.get_by_label("Mitigation applied").select_option("none_yet")
    page.get_by_label("Observed").fill("Nothing arrived within ten minutes.")


def test_a_check_is_failed_with_its_record_by_keyboard_without_leaving(page, live_server, owner, run):
    go_to_work(page, live_server, owner)
    page.keyboard.press("j")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", name="Failure record")).to_be_visible()
    expect(page.get_by_label("Mitigation applied")).to_be_focused()
    fill_in(page)
    page.get_by_role("button", name="Save failure").press("Enter")
    expect(page.locator("[data-count=all]")).to_have_text("3")
    assert status_of(run, "qt-01") == "fail"
    assert Finding.objects.get(item__slug="qt-01").observed == "Nothing arrived within ten minutes."
    page.get_by_role("button", name="Close : QT-01").press("Enter")
    expect(line(page, "QT-01")).to_be_hidden()
    expect(line(page, "QT-02").locator(".t")).to_be_focused()


def test_a_record_that_is_not_whole_says_what_it_lacks_and_keeps_what_was_typed(
    page, live_server, owner, run
):
    go_to_work(page, live_server, owner)
    page.get_by_role("link", name="Fail : QT-02").click()
    page.get_by_label("Observed").fill("The queue grows.")
    page.get_by_role("button", name="Save failure").click()
    expect(page.get_by_text("Say what was done at once")).to_be_visible()
    expect(page.get_by_label("Observed")).to_have_value("The queue grows.")
    page.get_by_role("link", name="Fail : QT-03").click()
    expect(line(page, "QT-03").get_by_role("heading", name="Failure record")).to_be_visible()
    expect(page.locator(".task.is-open")).to_have_count(1)
    page.get_by_role("link", name="Fail : QT-02").click()
    expect(page.get_by_label("Observed")).to_have_value("The queue grows.")
    assert status_of(run, "qt-02") == "doing"


def test_a_failure_is_taken_back_and_the_check_passed_after_all(page, live_server, owner, run):
    go_to_work(page, live_server, owner)
    page.get_by_role("link", name="Fail : QT-02").click()
    fill_in(page)
    page.get_by_role("button", name="Save failure").click()
    expect(page.locator("[data-count=all]")).to_have_text("3")
    page.get_by_role("button", name="Set back to “To do”").click()
    expect(page.locator("[data-count=all]")).to_have_text("4")
    page.get_by_role("button", name="Close : QT-02").click()
    page.get_by_role("button", name="Pass : QT-02").click()
    expect(page.locator("#work-said")).to_contain_text("QT-02 passed.")
    assert status_of(run, "qt-02") == "pass"


def test_the_last_line_leaves_a_page_that_says_nothing_waits(page, live_server, lead, owner):
    run = make_run(lead)
    give(run, owner, qt_01=None)
    go_to_work(page, live_server, owner)
    page.get_by_role("button", name="Pass : QT-01").click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    page.get_by_role("button", name="Undo : QT-01").click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_hidden()


def test_an_owner_passes_a_check_by_touch_on_a_phone(browser, live_server, owner, run):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    go_to_work(page, live_server, owner)
    page.get_by_role("button", name="Pass : QT-03").tap()
    expect(page.locator("#work-said")).to_contain_text("QT-03 passed.")
    expect(page.locator("#work-said .alert")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    targets = [each.bounding_box() for each in page.locator(".task .btn, .task .t").all()]
    assert min(min(box["width"], box["height"]) for box in targets if box) >= 24
    page.get_by_role("button", name="Undo : QT-03").tap()
    expect(line(page, "QT-03")).to_be_visible()
    assert status_of(run, "qt-03") == "todo"
    page.get_by_role("link", name="Fail : QT-03").tap()
    fill_in(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Save failure").tap()
    expect(page.locator("[data-count=all]")).to_have_text("3")
    assert status_of(run, "qt-03") == "fail"
    context.close()


def test_the_inbox_has_no_faults(page, live_server, lead, owner, run, violations):
    go_to_work(page, live_server, owner)
    page.get_by_role("button", name="Pass : QT-03").click()
    expect(page.locator("#work-said")).to_contain_text("QT-03 passed.")
    found = faults(page, violations)
    page.get_by_role("link", name="Fail : QT-02").click()
    expect(page.get_by_role("heading", name="Failure record")).to_be_visible()
    found += faults(page, violations)
    page.get_by_role("button", name="All keys").click()
    found += violations(page, within="dialog")
    go_to_work(page, live_server, lead)
    found += faults(page, violations)
    page.goto(page.url + "?who=team")
    assert found + faults(page, violations) == []
