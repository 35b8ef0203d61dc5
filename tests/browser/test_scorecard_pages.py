"""A spreadsheet comes in through a real browser, and how its pages look."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.evaluations.actions.scores import save_score
from tests.browser.looks import faults

CSV = """Our scorecard 2026

Vendor;Sync direction;Sync direction notes;Object coverage;Remarks
Pipetap;4;Seen live in their own org, both ways;3;nice people
Newcomer Sequencing and Dialling Company;5;;n/a;
"""


@pytest.fixture
def upload(seat, lead, candidate):
    def send(content):
        seat.page.goto(
            f"{seat.server}{reverse('evaluation', args=[lead.workspace_slug, candidate.evaluation_id])}"
        )
        seat.page.get_by_role("link", name="Take points in from a spreadsheet").click()
        sent = {"name": "scores.csv", "mimeType": "text/csv", "buffer": content.encode()}
        seat.page.get_by_label("File").set_input_files(sent)
        seat.page.get_by_role("button", name="Choose columns").click()

    return send


def test_points_come_in_after_they_were_seen(seat, lead, candidate, upload):
    save_score(
        actor=lead, candidate=candidate, dimension="sync-direction", values={"points": 2}, version=None
    )
    upload(CSV)
    page = seat.page
    expect(page.get_by_label("Object coverage")).to_have_value("points:object-coverage")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("“n/a” is no whole number")).to_be_visible()
    page.get_by_role("button", name="Change the columns").click()
    page.get_by_label("Object coverage").select_option("Leave out")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("row", name="Pipetap").locator("del").first).to_have_text("2")
    page.get_by_role("button", name="Take all of it in").click()
    expect(page.get_by_text("1 new, 1 changed, 0 as they were")).to_be_visible()


def test_the_pages_of_an_import_look_right(seat, upload, violations):
    upload(CSV)
    assert faults(seat.page, violations) == []
    seat.page.get_by_role("button", name="Preview").click()
    assert faults(seat.page, violations) == []
