"""GET …/report.pdf, /reports/{id}, …/comparison.xlsx."""

import hashlib
import io
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from audits.api import files
from audits.evaluations.models import Evaluation, ReportFile
from audits.evidence import storage
from audits.evidence.making import claim, fail, finish
from audits.people.roles import Role
from audits.reports.asking import ready_or_queued
from audits.reports.handing_out import XLSX
from tests.api.caller import Caller, problem_of
from tests.evidence.conftest import folder as folder

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 what the worker made"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody makes reports here: do not wait for them."""
    monkeypatch.setattr(files, "ready_or_queued", partial(ready_or_queued, wait_seconds=0))


@pytest.fixture(params=["evaluation", "candidate"])
def report(request: pytest.FixtureRequest, evaluation: Evaluation, at: str) -> str:
    """The address of a report."""
    home = f"/evaluations/{evaluation.pk}" if request.param == "evaluation" else at
    return f"{home}/report.pdf"


def make(api: Caller, content: bytes = PDF) -> None:
    """Does the worker's part."""
    claimed = claim()
    assert claimed is not None
    key = storage.new_key(ReportFile.objects.get().workspace_id)
    storage.put(key, PDF)
    assert finish(claimed, storage_key=key, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


@pytest.mark.covers("R070")
def test_a_report_is_waited_for_at_its_location(api: Caller, folder: Any, report: str) -> None:
    waiting = api.get(report)
    assert (waiting.status_code, waiting.json()) == (202, {"status": "queued"})
    assert int(waiting["Retry-After"]) > 0
    path = waiting["Location"].removeprefix("http://testserver/api/v1")
    assert api.get(path).status_code == 202
    make(api)
    for address in (path, report):
        ready = api.get(address)
        assert (ready.status_code, ready["Content-Type"], ready.content) == (200, "application/pdf", PDF)
        assert ready["Content-Disposition"].startswith("attachment")


def test_asking_again_does_not_queue_another(api: Caller, report: str) -> None:
    api.get(report), api.get(report)
    assert ReportFile.objects.count() == 1


def test_a_report_that_could_not_be_made_says_why(api: Caller, report: str) -> None:
    path = api.get(report)["Location"].removeprefix("http://testserver/api/v1")
    claimed = claim()
    assert claimed is not None
    fail(claimed, "It took more than 30 seconds.", may_retry=False)
    assert "30 seconds" in problem_of(api.get(path), 503)["detail"]


def test_a_file_that_was_changed_is_not_handed_out(api: Caller, folder: Any, report: str) -> None:
    api.get(report)
    make(api, b"something else")
    problem_of(api.get(report), 500)


def test_the_workbook_holds_the_comparison(api: Caller, evaluation: Evaluation) -> None:
    answer = api.get(f"/evaluations/{evaluation.pk}/comparison.xlsx")
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    book = load_workbook(io.BytesIO(answer.content))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "Pipetap" in texts


def test_procurement_downloads(caller_as: Callable[[Role], Caller], report: str) -> None:
    assert caller_as(Role.PROCUREMENT).get(report).status_code == 202


def test_owners_do_not(caller_as: Callable[[Role], Caller], report: str) -> None:
    problem_of(caller_as(Role.OWNER).get(report), 403)


def test_another_workspaces_files_are_answered_like_unknown_ones(api: Caller, foreign: Evaluation) -> None:
    candidate = foreign.candidates.get()
    theirs = ReportFile.objects.create(
        workspace_id=foreign.workspace_id,
        evaluation=foreign,
        kind="comparison",
        content_key="x",
        revision=1,
        requested_by_id=foreign.created_by_id,
    )
    for path, key in {
        "/evaluations/{}/report.pdf": foreign.pk,
        "/evaluations/{}/comparison.xlsx": foreign.pk,
        "/candidates/{}/report.pdf": candidate.pk,
        "/reports/{}": theirs.pk,
    }.items():
        answer = api.get(path.format(key))
        assert answer.content == api.get(path.format(UUID(int=7))).content
        problem_of(answer, 404)
