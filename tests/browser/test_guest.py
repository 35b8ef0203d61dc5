"""Somebody outside the workspace comes by their link, on a phone and with scripts or without."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.checklists.actions.items import assign_items
from audits.checklists.models import Finding, RunItem
from audits.people.actions.guests import invite_guest, revoke_guest
from audits.people.models import Guest
from tests.browser.looks import faults
from tests.browser.test_my_work import sign_in_as
from tests.checklists.scenes import item_of, make_finding, make_run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guest(lead):
    return invite_guest(actor=lead, email="kim@agency.example")


@pytest.fixture
def run(lead, guest):
    made = make_run(lead, title="November triage")
    keys = [item_of(made, slug).pk for slug in ("qt-02", "qt-03")]
    assign_items(actor=lead, run=made, items=keys, owner=guest.user_id)
    return made


def test_a_lead_sees_an_unknown_address_once_more_before_it_gets_a_link(page, live_server, lead):
    run = make_run(lead)
    sign_in_as(page, live_server, lead)
    page.goto(live_server.url + reverse("run", args=["halden", run.pk]))
    page.get_by_label("Select QT-01").check()
    bar = page.locator("#bulk")
    bar.get_by_label("Owner").select_option("email")
    bar.get_by_label("E-mail").fill("new@agency.example")
    bar.get_by_role("button", name="Assign", exact=True).click()
    expect(bar.get_by_text("new@agency.example is nobody here.")).to_be_visible()
    assert not Guest.objects.exists()
    bar.get_by_role("button", name="Invite by link and assign").click()
    expect(page.locator("#row-qt-01")).to_contain_text("new@agency.example")
    expect(bar).to_be_hidden()
    assert RunItem.objects.get(run=run, slug="qt-01", owner__email="new@agency.example")


def come_in(page, server, guest):
    page.goto(f"{server.url}/guest/link/{guest.token}/")
    page.get_by_role("button", name="Open my list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your list")


def status_of(run, slug):
    return RunItem.objects.get(run=run, slug=slug).status


def test_a_guest_passes_one_item_and_fails_another_by_touch(browser, live_server, guest, run):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    come_in(page, live_server, guest)
    page.get_by_role("link", name="Open : QT-02").tap()
    page.locator("label", has_text="Pass").tap()
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_text("QT-02 is saved.")).to_be_visible()
    assert status_of(run, "qt-02") == "pass"
    page.get_by_role("link", name="Open : QT-03").tap()
    page.locator("label", has_text="Fail").first.tap()
    page.get_by_label("Mitigation applied").select_option("none_yet")
    page.get_by_label("Observed").fill("The call never arrived.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Save failure").tap()
    expect(page.get_by_text("QT-03 is saved.")).to_be_visible()
    assert Finding.objects.get(item__slug="qt-03").observed == "The call never arrived."
    context.close()


def test_the_address_is_clean_after_the_link_and_no_request_tells_it(page, live_server, guest, run):
    told = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    come_in(page, live_server, guest)
    assert page.url == f"{live_server.url}/guest/"
    page.get_by_role("link", name="Open : QT-02").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("QT-02")
    assert not [each for each in told if guest.token in each]
    assert page.evaluate("document.referrer").find(guest.token) == -1


def test_without_scripts_an_item_is_failed_all_the_same(browser, live_server, guest, run):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    come_in(page, live_server, guest)
    page.get_by_role("link", name="Open : QT-02").click()
    page.locator("label", has_text="Fail").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Mitigation applied").select_option("none_yet")
    page.get_by_label("Observed").fill("The queue grows.")
    page.get_by_role("button", name="Save failure").click()
    expect(page.get_by_text("QT-02 is saved.")).to_be_visible()
    assert status_of(run, "qt-02") == "fail"
    context.close()


def test_a_link_that_is_taken_back_ends_with_the_next_page(page, live_server, lead, guest, run):
    come_in(page, live_server, guest)
    revoke_guest(actor=lead, guest=guest)
    page.reload()
    expect(page.get_by_text("Your link has expired or was taken back.")).to_be_visible()


def test_the_pages_of_a_guest_have_no_faults(page, live_server, lead, guest, run, violations):
    page.goto(f"{live_server.url}/guest/link/{guest.token}/")
    found = faults(page, violations)
    finding = make_finding(lead, run, "qt-02", owner=guest.user_id)
    come_in(page, live_server, guest)
    found += faults(page, violations)
    for address in [f"items/{item_of(run, 'qt-03').pk}/?result=fail", f"findings/{finding.pk}/"]:
        page.goto(f"{live_server.url}/guest/{address}")
        found += faults(page, violations)
    page.get_by_role("button", name="Sign out").click()
    assert found + faults(page, violations) == []


def test_the_way_home_has_a_name_where_its_word_has_no_room(page, live_server, guest):
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(page, live_server, guest)
    expect(page.get_by_role("link", name="Scorecard, your list")).to_be_visible()
