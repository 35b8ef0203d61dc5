"""Gaps and service levels in a real browser: ruled on by hand, and looked at three widths wide."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looks import faults
from tests.evaluations.gap_scenes import lacking, score_all
from tests.evaluations.sla_scenes import agreed


@pytest.fixture
def low(lead, candidate):
    """Partial, with two low dimensions."""
    score_all(lead, candidate, 4, sync_timing=2, permission_scoping=3)
    return candidate


@pytest.fixture
def address(seat, lead):
    return lambda name, key: f"{seat.server}{reverse(name, args=[lead.workspace_slug, key])}"


def test_low_dimensions_are_taken_over_and_ruled_on(seat, address, low):
    page = seat.page
    page.goto(address("candidate-asks", low.pk))
    assert urlsplit(page.url).path.endswith("/gaps")
    page.get_by_role("button", name="Take them into the register").click()
    expect(page.get_by_text("2 gaps to rule on.")).to_be_visible()
    page.get_by_role("link", name="Rule on it : G-01").click()
    page.get_by_label("Blocking").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Say why it is so; the ruling rests on it.")).to_be_visible()
    expect(page.get_by_label("Blocking")).to_be_checked()
    page.get_by_label("Reason for the ruling").fill("Opt-outs come too late.")
    page.get_by_label("Owner").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("While it is open, no advice to sign is given anywhere.")).to_be_visible()


def test_pages_have_no_accessibility_fault_and_fit(seat, lead, address, low, violations):
    gap = lacking(lead, low)
    agreed(lead, low)
    found = {}
    places = [
        address(name, low.pk) for name in ("candidate-gaps", "candidate-sla", "sla-wording", "sla-draft")
    ]
    places += [address(name, gap.pk) for name in ("gap", "gap-edit", "gap-close")]
    places += [address(name, low.evaluation_id) for name in ("compare", "decide")]
    for place in places:
        seat.page.goto(place)
        found[place] = faults(seat.page, violations)
    assert {place: each for place, each in found.items() if each} == {}


def test_a_refused_record_has_no_accessibility_fault(seat, address, low, violations):
    seat.page.goto(address("candidate-sla", low.pk))
    seat.page.get_by_label("Measured where").first.fill("in the CRM")
    seat.page.get_by_role("button", name="Save the record").click()
    expect(seat.page.get_by_text("Name the type of object.")).to_be_visible()
    assert faults(seat.page, violations) == []
