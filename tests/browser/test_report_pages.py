"""The pages of reports in a real browser: accessible, and a report that becomes ready shows by itself."""

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.evidence import making as queue
from audits.evidence import storage
from tests.browser.test_setup_pages import runs_sideways
from tests.evidence.conftest import folder as folder
from tests.reports.reading import ask

CONTENT = b"%PDF-1.7 not really"


def finish():
    claimed = queue.claim()
    assert claimed is not None
    digest = hashlib.sha256(CONTENT).hexdigest()
    storage.put("reports/one.pdf", CONTENT)
    queue.finish(claimed, storage_key="reports/one.pdf", sha256=digest, size=len(CONTENT))


@pytest.fixture
def address(seat, lead):
    def of(name, key):
        return f"{seat.server}{reverse(name, args=[lead.workspace_slug, key])}"

    return of


def faults(seat, violations):
    """What is wrong with the page as it is shown, wide and light, narrow and dark."""
    found = []
    for width, scheme, rule in ((1440, "light", None), (390, "dark", "color-contrast")):
        seat.page.set_viewport_size({"width": width, "height": 900})
        # A colour half-way through its transition would be judged otherwise.
        seat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [*violations(seat.page, rule), *(["sideways"] * runs_sideways(seat.page))]
    return found


def test_pages_have_no_accessibility_fault(seat, address, lead, candidate, folder, violations):
    evaluation = candidate.evaluation
    made, waiting = ask(lead, evaluation), ask(lead, evaluation, "brief", candidate)
    finish()
    found = {}
    for name, key in (
        ("report-request", evaluation.pk),
        ("report-progress", made.pk),
        ("report-progress", waiting.pk),
    ):
        seat.page.goto(address(name, key))
        found[name, key] = faults(seat, violations)
    assert {place: each for place, each in found.items() if each} == {}


def test_report_that_is_made_meanwhile_shows_by_itself(seat, address, lead, candidate, folder):
    report = ask(lead, candidate.evaluation)
    seat.page.goto(address("report-progress", report.pk))
    expect(seat.page.get_by_text("waits for its turn")).to_be_visible()
    finish()
    link = seat.page.get_by_role("link", name="Download the PDF")
    expect(link).to_be_visible()
    with seat.page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes() == CONTENT
    assert download.value.suggested_filename == "EV-0001-comparison-report-r1.pdf"


def test_failed_report_is_asked_for_again_by_one_button(seat, address, lead, candidate, folder):
    report = ask(lead, candidate.evaluation, "brief", candidate)
    claimed = queue.claim()
    assert claimed is not None
    queue.fail(claimed, "It took longer than 30 seconds.", may_retry=False)
    seat.page.goto(address("report-progress", report.pk))
    seat.page.get_by_role("button", name="Try again").click()
    expect(seat.page.get_by_text("waits for its turn")).to_be_visible()
