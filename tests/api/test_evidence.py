"""POST /candidates/{id}/evidence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from audits.evaluations.models import Evaluation, Exhibit
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of, refused
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture

pytestmark = pytest.mark.django_db
LINK = {"url": "https://vendor.example/doc", "question": "eh-1"}


def attach(api: Caller, at: str, *, data: bytes | None = None, key: str | None = None, **fields: Any) -> Any:
    """Sends a file as a form does."""
    file = SimpleUploadedFile("log.png", picture() if data is None else data, "image/png")
    body = encode_multipart(BOUNDARY, {"file": file, **fields})
    return api.post(f"{at}/evidence", body, key=key, content_type=MULTIPART_CONTENT)


@pytest.mark.covers("R022")
def test_a_file_is_taken_in_for_a_question(api: Caller, at: str) -> None:
    made = attach(api, at, question="eh-1", proof="sandbox")
    assert made.status_code == 201
    listed = api.get(at).json()["evidence"][0]
    assert {name: made.json()[name] for name in ("id", "code", "question", "sha256", "proof")}.items() <= (
        listed.items()
    )
    assert (listed["dimension"], listed["media_type"], listed["url"]) == (
        "error-handling",
        "image/png",
        None,
    )


def test_a_link_is_taken_in_for_a_dimension(api: Caller, at: str) -> None:
    body = {"url": "https://vendor.example/doc", "dimension": "sync-timing"}
    made = api.post(f"{at}/evidence", body)
    assert made.status_code == 201 and made.json().items() >= body.items()
    assert made.json()["question"] is None and made.json()["sha256"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "https://a.example"}, "question"),
        ({"question": "eh-1"}, "file"),
        (LINK | {"question": "zz-9"}, "question"),
        (LINK | {"question": 1}, "question"),
        (LINK | {"dimension": "sync-timing"}, "dimension"),
        (LINK | {"url": "ftp://a.example"}, "url"),
        (LINK | {"url": "https://u:p@a.example"}, "url"),
        (LINK | {"url": None}, "url"),
        (LINK | {"proof": "hearsay"}, "proof"),
        (LINK | {"effective_on": "yesterday"}, "effective_on"),
        (LINK | {"effective_on": "9999-12-31"}, "effective_on"),
        (LINK | {"effective_on": 20260101}, "effective_on"),
        (LINK | {"storage_key": "x"}, "storage_key"),
    ],
)
def test_a_wrong_link_is_refused_by_field(api: Caller, at: str, body: dict[str, Any], field: str) -> None:
    assert refused(api.post(f"{at}/evidence", body)) == {field}
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "question"),
        ({"question": "zz-9"}, "question"),
        ({"question": "eh-1", "colour": "red"}, "colour"),
        ({"question": ["eh-1", "eh-2"]}, "question"),
        ({"question": "eh-1", "url": "https://a.example"}, "url"),
    ],
)
def test_a_wrong_form_is_refused_by_field(api: Caller, at: str, fields: dict[str, Any], field: str) -> None:
    assert refused(attach(api, at, **fields)) == {field}
    assert not Exhibit.objects.exists()


def test_a_form_without_a_file_is_refused(api: Caller, at: str) -> None:
    body = encode_multipart(BOUNDARY, {"question": "eh-1"})
    assert refused(api.post(f"{at}/evidence", body, content_type=MULTIPART_CONTENT)) == {"file"}


def test_a_file_of_an_unknown_kind_is_refused(api: Caller, at: str) -> None:
    assert refused(attach(api, at, data=b"MZ\x90\x00 not a picture", question="eh-1")) == {"file"}


def test_a_file_over_the_limit_is_too_large(api: Caller, at: str, settings: Any) -> None:
    settings.EVIDENCE_FILE_LIMIT = 1000
    problem = problem_of(attach(api, at, data=b"x" * 1001, question="eh-1"), 413)
    assert set(problem["errors"]) == {"file"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "image/png"])
def test_other_content_types_are_refused(api: Caller, at: str, content_type: str) -> None:
    problem_of(api.post(f"{at}/evidence", b"x=1", content_type=content_type), 415)


@pytest.mark.parametrize("body", [b"--x\r\n", b"--nonsense", b"\xff\x00"])
def test_a_broken_form_is_a_clear_error(api: Caller, at: str, body: bytes) -> None:
    answer = api.post(f"{at}/evidence", body, content_type="multipart/form-data; boundary=x")
    problem_of(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_a_repeated_file_gets_the_first_answer(api: Caller, at: str) -> None:
    first = attach(api, at, key="k", question="eh-1")
    again = attach(api, at, key="k", question="eh-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert Exhibit.objects.count() == 1


@pytest.mark.parametrize("change", [{"question": "eh-2"}, {"data": b"%PDF-1.4 other"}, {"proof": "sandbox"}])
def test_the_same_key_with_other_fields_or_file_is_refused(
    api: Caller, at: str, change: dict[str, Any]
) -> None:
    attach(api, at, key="k", question="eh-1")
    assert refused(attach(api, at, key="k", **({"question": "eh-1"} | change))) == {"Idempotency-Key"}


def test_a_repeated_file_gets_its_answer_after_the_decision(
    api: Caller, at: str, evaluation: Evaluation
) -> None:
    first = attach(api, at, key="k", question="eh-1")
    api.post(f"/evaluations/{evaluation.pk}/decision", {"candidate": None, "reason": "None fits."})
    assert attach(api, at, key="k", question="eh-1").content == first.content
    problem_of(attach(api, at, question="eh-1"), 423)


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.OWNER])
def test_roles_that_only_read_are_denied(caller_as: Callable[[Role], Caller], at: str, role: Role) -> None:
    problem_of(caller_as(role).post(f"{at}/evidence", LINK), 403)
