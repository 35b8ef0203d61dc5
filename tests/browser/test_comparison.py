"""The comparison in a real browser: at three widths, with its rows opened, and its PDF read back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.scores import save_score
from audits.operations.worker import Worker
from tests import factories
from tests.browser.test_report_pages import faults
from tests.browser.test_setup_pages import runs_sideways
from tests.evidence.conftest import folder as folder
from tests.reports.reading import bare

WIDTHS = [390, 900, 1440]


@pytest.fixture
def compared(lead, candidate):
    """Three vendors of one evaluation; Pipetap has an answer and points, the others nothing yet."""
    evaluation = factories.make_evaluation(lead, title="Dialer", vendors=["Northwind", "Relay", "Tallyport"])
    first = factories.candidate_of(evaluation, "Northwind")
    values: AnswerValues = {"verdict": "strong", "proof": "own-org", "note": "Opened by our admin."}
    save_answer(actor=lead, candidate=first, question="eh-1", values=values, version=0)
    save_score(actor=lead, candidate=first, dimension="error-handling", values={"points": 4}, version=0)
    return evaluation


@pytest.fixture
def place(seat, lead, compared):
    return f"{seat.server}{reverse('compare', args=[lead.workspace_slug, compared.pk])}"


@pytest.fixture
def worker():
    """A worker that takes one job when asked to."""
    found = Worker()
    yield found
    found.renderer.stop()


@pytest.mark.covers("R067")
@pytest.mark.parametrize("width", WIDTHS)
def test_vendors_fit_the_window_and_a_row_opens_to_its_answers(seat, place, width):
    seat.page.set_viewport_size({"width": width, "height": 900})
    seat.page.goto(place)
    assert not runs_sideways(seat.page)
    seat.page.get_by_role("button", name="Error handling").click()
    expect(seat.page.get_by_text("Opened by our admin.")).to_be_visible()
    assert "open=error-handling" in seat.page.url
    seat.page.reload()
    expect(seat.page.get_by_text("Opened by our admin.")).to_be_visible()


def test_differences_only_hides_what_is_equal_and_stays_in_the_address(seat, place):
    seat.page.goto(place)
    row = seat.page.get_by_role("button", name="Sync timing")
    expect(row).to_be_visible()
    seat.page.get_by_text("Differences only").click()
    expect(row).to_be_hidden()
    expect(seat.page.get_by_role("button", name="Error handling")).to_be_visible()
    seat.page.reload()
    expect(row).to_be_hidden()


def test_comparison_has_no_accessibility_fault(seat, place, violations):
    seat.page.goto(f"{place}?open=error-handling,sync-direction")
    seat.page.get_by_text("The chart as a table").click()
    assert faults(seat, violations) == []


@pytest.mark.covers("R072")
def test_pdf_asked_for_on_the_page_says_what_the_page_says(seat, place, folder, worker):
    seat.page.goto(place)
    seat.page.get_by_role("link", name="PDF", exact=True).click()
    seat.page.locator("form:has(input[value=comparison]) button").first.click()
    seat.page.wait_for_url("**/reports/*/")
    assert worker.turn()
    with seat.page.expect_download(timeout=60_000) as download:
        seat.page.get_by_role("link", name="Download the PDF").click()
    text = bare("".join(page.extract_text() for page in PdfReader(download.value.path()).pages))
    for shown in ("Dialer", "Northwind", "Relay", "Tallyport", "Opened by our admin.", "4 stated, 0 proven"):
        assert bare(shown) in text
