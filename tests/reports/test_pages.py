"""Asking for a report, watching it, taking the file."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evidence import making as queue
from audits.evidence import storage
from audits.kit import sign_of_life
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.reports import asking
from tests import factories
from tests.reports.reading import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
SignIn = Callable[[Actor], Client]
PDF = b"%PDF-1.7 not really"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(asking.ready_or_queued, "__defaults__", (0.0,))


@pytest.fixture
def page(lead: Actor, sign_in: SignIn) -> Client:
    return sign_in(lead)


def finish(content: bytes = PDF) -> ReportFile:
    """The oldest job is made, as the worker would."""
    claimed = queue.claim()
    assert claimed is not None
    storage.put("reports/one.pdf", content)
    digest = hashlib.sha256(content).hexdigest()
    queue.finish(claimed, storage_key="reports/one.pdf", sha256=digest, size=len(content))
    return ReportFile.objects.get(pk=claimed.report_id)


def at(name: str, lead: Actor, key: Any) -> str:
    return reverse(name, args=[lead.workspace_slug, key])


def test_page_offers_every_report(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    text = page.get(at("report-request", lead, evaluation.pk)).text
    assert "Comparison of all vendors" in text and "Pipetap" in text
    assert "No report has been made yet." in text


@pytest.mark.parametrize("kind", ["candidate", "brief"])
def test_link_with_a_candidate_offers_that_report_first(
    page: Client, lead: Actor, candidate: Candidate, kind: str
) -> None:
    address = at("report-request", lead, candidate.evaluation_id)
    text = page.get(address, {"kind": kind, "candidate": str(candidate.pk)}).text
    assert {"candidate": "Report on Pipetap", "brief": "Brief for Pipetap"}[kind] in text
    assert ReportFile.objects.count() == 0


def test_request_leads_to_its_progress(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    response = page.post(at("report-request", lead, evaluation.pk), {"kind": "comparison"})
    report = ReportFile.objects.get()
    assert response.headers["Location"] == at("report-progress", lead, report.pk)


def test_finished_report_is_downloaded_at_once(page: Client, lead: Actor, candidate: Candidate) -> None:
    address = at("report-request", lead, candidate.evaluation_id)
    values = {"kind": "candidate", "candidate": candidate.pk}
    page.post(address, values)
    report = finish()
    assert page.post(address, values).headers["Location"] == at("report-file", lead, report.pk)


def test_file_is_private_and_shut_in(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    ask(lead, evaluation)
    response = page.get(at("report-file", lead, finish().pk))
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="EV-0001-comparison-report-r1.pdf"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_changed_file_is_never_handed_out(
    page: Client, lead: Actor, evaluation: Evaluation, folder: Any
) -> None:
    ask(lead, evaluation)
    report = finish()
    (folder / "reports/one.pdf").write_bytes(b"something else")
    response = page.get(at("report-file", lead, report.pk))
    assert response.status_code == 500 and b"something else" not in response.content


def test_unfinished_report_has_no_file(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    report = ask(lead, evaluation)
    assert page.get(at("report-file", lead, report.pk)).status_code == 404


def test_poll_is_silent_until_something_changes(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    address = at("report-progress", lead, ask(lead, evaluation).pk)
    first = page.get(address, headers=HTMX)
    seen = first.context["seen"]
    assert "hx-trigger" in first.text and "<html" not in first.text
    assert page.get(address, {"seen": seen}, headers=HTMX).status_code == 204
    finish()
    changed = page.get(address, {"seen": seen}, headers=HTMX)
    assert "The report is ready" in changed.text and "hx-trigger" not in changed.text


def test_page_says_when_no_worker_is_at_work(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    address = at("report-progress", lead, ask(lead, evaluation).pk)
    assert "No worker is at work" in page.get(address).text
    sign_of_life.give()
    assert "No worker is at work" not in page.get(address).text


def test_failure_is_told_with_a_way_to_try_again(page: Client, lead: Actor, evaluation: Evaluation) -> None:
    report = ask(lead, evaluation)
    claimed = queue.claim()
    assert claimed is not None
    queue.fail(claimed, "It took longer than 30 seconds.", may_retry=False)
    text = page.get(at("report-progress", lead, report.pk)).text
    assert "It took longer than 30 seconds." in text and "Try again" in text
    page.post(at("report-request", lead, evaluation.pk), {"kind": "comparison"})
    assert ReportFile.objects.filter(status="queued").count() == 1


@pytest.mark.parametrize(
    "values", [{}, {"kind": "x"}, {"kind": "brief"}, {"kind": "brief", "candidate": "x"}]
)
def test_impossible_request_is_refused(
    page: Client, lead: Actor, evaluation: Evaluation, values: dict[str, str]
) -> None:
    response = page.post(at("report-request", lead, evaluation.pk), values)
    assert response.status_code == 422 and ReportFile.objects.count() == 0


def test_procurement_takes_reports_and_workbook(
    workspace: Workspace, evaluation: Evaluation, sign_in: SignIn
) -> None:
    buyer = factories.make_actor(workspace, Role.PROCUREMENT)
    client = sign_in(buyer)
    assert client.post(at("report-request", buyer, evaluation.pk), {"kind": "comparison"}).status_code == 302
    response = client.get(at("comparison-xlsx", buyer, evaluation.pk))
    assert response.content.startswith(b"PK")
    assert "EV-0001-comparison-r1.xlsx" in response.headers["Content-Disposition"]


def test_report_of_another_workspace_is_not_found(page: Client, lead: Actor) -> None:
    other = factories.make_actor(factories.make_workspace("rival", name="Rival"), Role.LEAD)
    foreign = ask(other, factories.make_evaluation(other))
    for name in ("report-progress", "report-file"):
        assert page.get(at(name, lead, foreign.pk)).status_code == 404
