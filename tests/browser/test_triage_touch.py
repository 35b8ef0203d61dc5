"""A triage on a phone, by touch."""

import pytest
from playwright.sync_api import expect

from audits.checklists.actions.library import load_built_in
from audits.checklists.models import Finding, RunItem
from audits.connectors.models import IntegrationType
from tests import factories
from tests.browser.runs import Floor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(browser, live_server, transactional_db, lead):
    load_built_in()
    context = browser.new_context(**PHONE)
    floor = Floor(context.new_page(), live_server.url, lead)
    yield floor
    floor.page.goto("about:blank")
    context.close()


def tap(locator):
    locator.scroll_into_view_if_needed()
    locator.tap()


def give(phone, slug, result):
    tap(phone.page.locator(f"#go-{slug}"))
    tap(phone.page.locator(f"label:has(#{result}-{slug})"))


@pytest.mark.covers("R079", "R091")
def test_a_triage_is_worked_through_by_touch(phone, lead):
    factories.make_connector(lead, "Call sync", integration_type=IntegrationType.TELEPHONY)
    tap(phone.goto("run-list").page.get_by_role("button", name="Start quick triage"))
    run = phone.started()
    give(phone, "qt-01", "pass")
    phone.expect_status("qt-01", "Pass")
    tap(phone.page.locator("#undo"))
    phone.expect_status("qt-01", "To do")
    tap(phone.page.locator("label:has(#pass-qt-01)"))
    phone.expect_status("qt-01", "Pass")
    give(phone, "qt-03", "fail")
    phone.page.locator("#qt-03-mitigation").select_option("none_yet")
    tap(phone.page.locator("#qt-03-observed"))
    phone.type("No invoice arrived.")
    expect(phone.page.locator("#draft-qt-03")).to_contain_text("Draft saved")
    tap(phone.page.get_by_role("button", name="Save failure"))
    phone.expect_status("qt-03", "Fail")
    expect(phone.page.get_by_role("button", name="Save the record")).to_be_visible()
    # Not drawn anew, these stay as they were chosen.
    expect(phone.page.locator("#qt-03-connector option:checked")).to_have_text("Call sync")
    assert phone.page.locator("#qt-03-owner option").count() > 1
    tap(phone.page.get_by_role("button", name="Add the chosen to this run"))
    expect(phone.row("dx-tel-01")).to_be_visible()
    assert Finding.objects.get().observed == "No invoice arrived."
    assert RunItem.objects.filter(run=run, proposed_by="qt-03", slug="dx-tel-01").exists()


@pytest.mark.covers("R082")
def test_hops_are_ticked_on_a_phone_and_judged_at_once(phone, lead):
    tap(phone.goto("run-list").page.get_by_role("button", name="Start quick triage"))
    phone.started()
    tap(phone.page.locator("#go-qt-03"))
    phone.page.locator("#qt-03-hops-call-0-state").select_option("never")
    expect(phone.page.locator("#hop-qt-03-call-0")).to_have_text("Fail")
    phone.page.locator("#qt-03-hops-lead-0-took").fill("3:40")
    phone.page.locator("#qt-03-hops-lead-0-took").blur()
    expect(phone.page.locator("#hop-qt-03-lead-0")).to_have_text("Pass")
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_targets_are_large_enough_for_a_finger_and_nothing_runs_sideways(phone):
    tap(phone.goto("run-list").page.get_by_role("button", name="Start quick triage"))
    phone.started()
    tap(phone.page.locator("#go-qt-01"))
    expect(phone.panel("qt-01")).to_be_visible()
    for locator in (phone.page.locator("#go-qt-01"), phone.page.locator("label:has(#pass-qt-01)")):
        box = locator.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
