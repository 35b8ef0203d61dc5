"""Whether a PDF is genuine: asked by anybody, answered by its hash alone, and nothing of it kept."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.reports import request_report
from audits.evaluations.models import Evaluation, ReportFile
from audits.evidence.making import MadeStatus
from audits.kit import clock
from audits.people.actor import Actor
from audits.reports import hashing

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 what was decided"


def handed_out(lead: Actor, evaluation: Evaluation, content: bytes = PDF, edition: str = "one") -> ReportFile:
    """A comparison of the present state, as the worker files it."""
    evaluation.refresh_from_db()
    report = request_report(
        actor=lead, evaluation=evaluation, candidate=None, kind="comparison", edition=edition
    )
    made = {"status": MadeStatus.DONE, "sha256": sha256(content), "finished_at": clock.now()}
    ReportFile.objects.filter(pk=report.pk).update(**made)
    return report


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check(content: bytes = PDF, **data: Any) -> str:
    """What the page says to somebody who is not signed in."""
    file = {"file": SimpleUploadedFile("report.pdf", content)} if content else {}
    return str(Client().post("/verify/", {**file, **data}).content.decode())


def test_a_pdf_of_ours_is_known_with_what_it_is_about(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    handed_out(lead, evaluation)
    text = check()
    assert "Genuine: made here, and unchanged" in text and evaluation.title in text
    assert "Comparison" in text and "No newer revision" in text and sha256(PDF) in text


def test_one_byte_more_and_it_is_not_known(lead: Actor, evaluation: Evaluation) -> None:
    handed_out(lead, evaluation)
    text = check(PDF + b" ")
    assert "Not known here" in text and evaluation.title not in text


def test_its_hash_alone_is_enough(lead: Actor, evaluation: Evaluation) -> None:
    handed_out(lead, evaluation)
    assert evaluation.title in check(b"", hash=f"{sha256(PDF).upper()}  report.pdf")


def test_a_state_before_the_decision_says_so(lead: Actor, evaluation: Evaluation) -> None:
    handed_out(lead, evaluation)
    assert "before the decision" not in check()
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    assert "before the decision" in check()


def test_a_newer_revision_supersedes_it(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    handed_out(lead, evaluation)
    reopen(actor=lead, evaluation=evaluation, reason="New facts.")
    text = check()
    assert "Superseded" in text and "at revision 2 now" in text and "Genuine" in text


def test_a_later_pdf_of_the_revision_is_told_of(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    handed_out(lead, evaluation)
    handed_out(lead, evaluation, PDF + b"2", edition="two")
    assert "there is a later PDF" in check() and "No newer revision" in check(PDF + b"2")


def test_one_that_was_not_finished_is_not_known(lead: Actor, evaluation: Evaluation) -> None:
    report = handed_out(lead, evaluation)
    ReportFile.objects.filter(pk=report.pk).update(status=MadeStatus.FAILED)
    assert "Not known here" in check()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose a PDF, or paste a SHA-256."),
        ({"hash": "abc"}, "64 characters long"),
        ({"hash": "g" * 64}, "64 characters long"),
    ],
)
def test_what_cannot_be_checked_is_answered_at_its_field(data: dict[str, str], said: str) -> None:
    answer = Client().post("/verify/", data)
    assert answer.status_code == 422 and said in answer.content.decode()


def test_the_page_opens_without_a_word_of_fault() -> None:
    page = Client().get("/verify/")
    assert page.status_code == 200 and "Choose a PDF, or paste" not in page.content.decode()


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "LIMIT", 10)
    monkeypatch.setattr("audits.reports.forms.LIMIT", 10)
    answer = Client().post("/verify/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert answer.status_code == 422 and "No report of ours is larger" in answer.content.decode()


def test_a_body_beyond_it_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "LIMIT", 10)
    monkeypatch.setattr(hashing, "ROOM", 10)
    assert Client().post("/verify/", {"file": SimpleUploadedFile("a.pdf", PDF * 9)}).status_code == 400


def test_nothing_is_written_to_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    check(b"x" * (3 * 1024 * 1024))
    assert list(tmp_path.iterdir()) == []


def test_a_forged_form_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post("/verify/", {"hash": "a" * 64})
    assert answer.status_code == 403


def test_guessing_is_slowed_down() -> None:
    client = Client()
    answers = [client.post("/verify/", {"hash": f"{number:064x}"}).status_code for number in range(32)]
    assert answers[0] == 200 and answers[-1] == 429


def test_every_page_leads_to_it(lead: Actor, sign_in: Any) -> None:
    assert 'href="/verify/"' in sign_in(lead).get("/w/halden/evaluations/").content.decode()
    assert 'href="/verify/"' in Client().get("/accounts/login/").content.decode()
