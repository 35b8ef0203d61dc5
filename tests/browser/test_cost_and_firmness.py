"""Cost sheets and other weights in a real browser, by keyboard and at three widths."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.evaluations.actions.cost import save_cost
from tests import factories
from tests.browser.looks import faults
from tests.evaluations.test_compare_page import give
from tests.evaluations.test_save_cost import values

LONG = "Gamma Sequencing and Dialling Company"


@pytest.fixture
def two(lead, candidate):
    """Alpha 35 with a cost sheet, Beta 33 without, and one far behind with a long name."""
    evaluation = factories.make_evaluation(lead, title="Sequencer", vendors=["Alpha", "Beta", LONG])
    give(lead, factories.candidate_of(evaluation, "Alpha"), [5, 4, 5, 4, 4, 4, 5, 4])
    give(lead, factories.candidate_of(evaluation, "Beta"), [4, 5, 4, 4, 5, 4, 4, 3])
    give(lead, factories.candidate_of(evaluation, LONG), [2] * 8)
    save_cost(actor=lead, candidate=factories.candidate_of(evaluation, "Alpha"), values=values(), version=0)
    return evaluation


@pytest.fixture
def address(seat, lead):
    return lambda name, key: f"{seat.server}{reverse(name, args=[lead.workspace_slug, key])}"


def test_a_cost_sheet_is_reached_filled_and_compared(seat, address, two):
    page = seat.page
    page.goto(address("evaluation", two.pk))
    page.get_by_role("link", name="SLA, gaps, cost : Beta").click()
    page.get_by_role("link", name="Cost of ownership").click()
    page.get_by_label("Licence a year", exact=True).fill("24,000")
    page.get_by_label("Rate an hour").fill("abc")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write an amount in EUR")).to_be_visible()
    page.get_by_label("Rate an hour").fill("70")
    page.get_by_role("button", name="Save and work out").click()
    expect(page.get_by_text("Saved, and worked out.")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    costs = page.get_by_role("region", name="Costs by vendor")
    expect(costs.get_by_role("row", name="Beta")).to_contain_text("EUR 60,400 to 78,600")


def test_other_weights_are_tried_and_the_score_stays(seat, address, two):
    page = seat.page
    page.goto(address("compare", two.pk))
    page.get_by_text("What if the dimensions counted differently?").click()
    page.get_by_role("spinbutton", name="Error handling").fill("4")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("With these weights Beta leads by 0.7.")).to_be_visible()
    expect(page.get_by_role("heading", name="Alpha leads Beta by 2 points")).to_be_visible()
    assert "weight-error-handling=4" in page.url
    page.get_by_role("link", name="Back to equal weights").click()
    expect(page.get_by_text("With these weights")).to_have_count(0)


def test_pages_have_no_accessibility_fault_and_fit(seat, address, two, violations):
    alpha = factories.candidate_of(two, "Alpha").pk
    found = {}
    for place in (address("candidate-cost", alpha), address("compare", two.pk) + "?weight-error-handling=4"):
        seat.page.goto(place)
        found[place] = faults(seat.page, violations)
    assert {place: each for place, each in found.items() if each} == {}


def test_no_words_leave_their_card_on_a_phone(seat, address, two):
    seat.page.set_viewport_size({"width": 390, "height": 844})
    seat.page.goto(address("compare", two.pk))
    beyond = """card => [...card.querySelectorAll("*")]
        .filter((one) => one.getBoundingClientRect().right > card.getBoundingClientRect().right)
        .map((one) => one.outerHTML)"""
    assert seat.page.locator(".robust").evaluate(beyond) == []


def test_reasons_and_more_unfold(seat, address, two):
    seat.page.goto(address("compare", two.pk))
    reasons = seat.page.locator(".actions3 details").first
    expect(reasons.locator("li").first).to_be_hidden()
    expect(reasons.locator("summary svg")).to_be_visible()
    reasons.locator("summary").click()
    expect(reasons.locator("li").first).to_be_visible()


def test_a_refused_sheet_has_no_accessibility_fault(seat, address, two, violations):
    seat.page.goto(address("candidate-cost", factories.candidate_of(two, "Beta").pk))
    seat.page.get_by_label("Licence a year", exact=True).fill("-1")
    seat.page.get_by_role("button", name="Save and work out").click()
    expect(seat.page.get_by_text("Write an amount in EUR")).to_be_visible()
    assert faults(seat.page, violations) == []
