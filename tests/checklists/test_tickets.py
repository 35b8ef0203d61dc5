"""A finding handed on: as Markdown, and as a filled-in form of Jira or Linear."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from audits.checklists.actions.attachments import attach
from audits.checklists.finding_sheet import sheet_of
from audits.checklists.models import Finding
from audits.checklists.sheet import jira, markdown
from audits.checklists.tickets import LONGEST, jira_address, linear_address
from audits.people.models import Workspace
from tests.checklists.scenes import make_finding, make_run
from tests.factories import make_vendor

RECORD = "https://scorecard.example/w/halden/findings/1/"
SITE = Workspace(jira_url="https://acme.atlassian.net", jira_project="10001", jira_issue_type="10004")


def query(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def sheet(actor, **values):
    vendor = make_vendor(actor, "Relay")
    finding = make_finding(actor, make_run(actor, vendor=vendor.pk), **values)
    attach(actor=actor, place=finding, url="https://logs.example/41", name="Run log")
    row = Finding.objects.select_related("owner", "vendor", "connector", "run", "item").get(pk=finding.pk)
    return sheet_of(row, list(row.attachments.select_related("evidence")), address=RECORD)


@pytest.mark.django_db
def test_markdown_holds_the_whole_record(lead):
    text = markdown(sheet(lead, failure_modes=["fx-03"], is_revenue=True, affected_records=312))
    assert text.startswith("# F-0001 ")
    for words in ("## Steps\n\nCalled the test line", "## Observed\n\nNo call", "* Touches revenue: yes"):
        assert words in text
    assert "FX-03 Retry storm: Add idempotency keys" in text and "* E-01 Run log https://logs.example" in text
    assert "* Vendor: Relay" in text and f"* Record: {RECORD}" in text


@pytest.mark.django_db
def test_what_is_not_there_takes_no_line(lead):
    text = markdown(sheet(lead))
    assert "Fix" not in text and "Connector" not in text and "Affected records" not in text


@pytest.mark.django_db
def test_its_time_is_told_with_its_zone(lead):
    with timezone.override("Europe/Berlin"):
        text = markdown(sheet(lead, occurred_at=datetime(2026, 11, 23, 8, 38, tzinfo=UTC)))
    assert "* Happened: 23 Nov 2026, 09:38 (CET, UTC+0100)" in text


@pytest.mark.django_db
def test_jira_gets_its_own_headings(lead):
    assert "h3. Steps\n\nCalled" in jira(sheet(lead))


def test_jira_opens_in_its_project_with_everything_filled_in():
    address = jira_address(SITE, "F-0012 Calls & mails", "h3. Steps\n\nCalled.", record=RECORD)
    assert address.startswith("https://acme.atlassian.net/secure/CreateIssueDetails!init.jspa?")
    assert query(address) == {
        "pid": "10001",
        "issuetype": "10004",
        "summary": "F-0012 Calls & mails",
        "description": "h3. Steps\n\nCalled.",
    }


def test_a_workspace_without_jira_has_no_link_to_it():
    assert jira_address(Workspace(), "F-0012", "Text", record=RECORD) == ""


def test_linear_opens_with_title_and_description():
    address = linear_address("F-0012 Calls", "## Steps", record=RECORD)
    assert address.startswith("https://linear.app/new?")
    assert query(address) == {"title": "F-0012 Calls", "description": "## Steps"}


def repeated(most):
    """Texts of any length, cheap to make."""
    return st.builds(lambda piece, times: piece * times, st.text(max_size=20), st.integers(0, most))


@given(repeated(300), repeated(20))
@example("🜁" * 2000, "🜁" * 200)
def test_addresses_stay_short_and_say_where_they_were_cut(text, title):
    for address in (
        linear_address(title, text, record=RECORD),
        jira_address(SITE, title, text, record=RECORD),
    ):
        assert len(address) <= LONGEST and address.isascii()
        said = query(address).get("description", "")
        assert said == text or said.endswith(f"(Cut here. The whole record: {RECORD})")
        assert text.startswith(said.partition("\n\n(Cut here.")[0])
