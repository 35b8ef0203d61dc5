"""The pages around the scoring screen in a real browser: accessible at every width, and they copy."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.evaluations.models import Candidate
from audits.frameworks.models import FrameworkVersion


@pytest.fixture
def addresses(seat, candidate):
    """The pages by name."""
    keys = {
        "evaluation": candidate.evaluation_id,
        "decide": candidate.evaluation_id,
        "evaluation-journal": candidate.evaluation_id,
        "candidate-brief": candidate.pk,
        "demo-new": candidate.pk,
        "vendor": candidate.vendor_id,
        "framework": FrameworkVersion.objects.get().pk,
    }
    slug = candidate.workspace.slug
    named = {name: f"{seat.server}{reverse(name, args=[slug, key])}" for name, key in keys.items()}
    return named | {"evaluation-new": f"{seat.server}{reverse('evaluation-new', args=[slug])}"}


def runs_sideways(page):
    return page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_pages_have_no_accessibility_fault(seat, addresses, violations):
    found = {}
    for name, address in addresses.items():
        for width, scheme, rule in ((1440, "light", None), (390, "dark", "color-contrast")):
            seat.page.set_viewport_size({"width": width, "height": 900})
            seat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            seat.page.goto(address)
            found[name, width] = [*violations(seat.page, rule), *(["sideways"] * runs_sideways(seat.page))]
    assert {place: faults for place, faults in found.items() if faults} == {}


def test_the_mail_of_a_brief_is_copied(seat, addresses):
    seat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seat.page.goto(addresses["candidate-brief"])
    seat.page.get_by_role("button", name="Copy").click()
    expect(seat.page.get_by_role("status")).to_have_text("Copied")
    assert "SD-1" in seat.page.evaluate("() => navigator.clipboard.readText()")


def test_a_vendors_evaluations_load_into_its_page(seat, addresses, candidate):
    seat.page.goto(addresses["vendor"])
    link = seat.page.get_by_role("link", name=candidate.evaluation.title)
    expect(link).to_be_visible()


def test_a_candidate_is_withdrawn_by_hand(seat, addresses, candidate):
    seat.page.goto(addresses["evaluation"])
    seat.page.get_by_role("link", name="Withdraw").click()
    seat.page.get_by_label("Reason").fill("They pulled out.")
    seat.page.get_by_role("button", name="Withdraw").click()
    expect(seat.page.get_by_role("heading", name="Withdrawn")).to_be_visible()
    assert Candidate.objects.running().count() == 0
