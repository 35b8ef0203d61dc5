"""Every error under /api/ is problem+json: walked over everything the description lists."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from audits.api import frameworks
from audits.api.main import api as description
from tests.api.caller import Caller, problem_of

pytestmark = pytest.mark.django_db
NOBODY = UUID(int=7)
SCHEMA = description.get_openapi_schema()
ADDRESSES = sorted(path.removeprefix("/api/v1") for path in SCHEMA["paths"])
WRITES = sorted(
    (method.upper(), path.removeprefix("/api/v1"))
    for path, methods in SCHEMA["paths"].items()
    for method in methods
    if method != "get"
)


def filled(path: str, candidate: UUID = NOBODY) -> str:
    """The address with its parts filled in."""
    parts = {"slug": "no-such", "dimension": "field-mapping", "question": "sd-1", "crm": "salesforce"}
    return re.sub(
        r"{(\w+)}", lambda part: parts.get(part[1], "lead" if part[1] == "name" else str(candidate)), path
    )


@pytest.mark.parametrize("path", [path for path in ADDRESSES if "{" in path])
def test_what_is_not_there_is_a_problem(api: Caller, path: str) -> None:
    methods = SCHEMA["paths"][f"/api/v1{path}"]
    if "get" in methods:
        problem_of(api.get(filled(path)), 404)


WRONG = [
    (method, path)
    for path in ADDRESSES
    for method in ["DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "BREW"]
    if method.lower() not in SCHEMA["paths"][f"/api/v1{path}"]
]


@pytest.mark.parametrize(("method", "path"), WRONG)
def test_a_wrong_method_is_a_problem(api: Caller, path: str, method: str) -> None:
    answer = api.call(method, filled(path))
    known = {name.upper() for name in SCHEMA["paths"][f"/api/v1{path}"]}
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer["Allow"].split(", ")) == known


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_wrong_content_type_is_a_problem(api: Caller, at: str, method: str, path: str) -> None:
    own = UUID(at.removeprefix("/candidates/"))
    answer = api.call(method, filled(path, own), "x=1", content_type="text/plain")
    # An evaluation's address is filled with a candidate's key: its body is read before it is looked for.
    problem_of(answer, 415)


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("body", ["{", "[]", '{"unheard_of": 1}', '{"unheard_of": 1, "unheard_of": 1}'])
def test_a_wrong_body_is_a_problem_that_names_its_field(
    api: Caller, at: str, method: str, path: str, body: str
) -> None:
    own = UUID(at.removeprefix("/candidates/"))
    errors = problem_of(api.call(method, filled(path, own), body), 422)["errors"]
    assert ("unheard_of" if "unheard_of" in body else "body") in errors


@pytest.mark.parametrize(("method", "path"), [("GET", path) for path in ADDRESSES] + WRITES)
def test_without_a_token_every_address_is_closed(db: None, method: str, path: str) -> None:
    answer = Client().generic(method, f"/api/v1{filled(path)}")
    assert answer.status_code in (401, 405)
    problem_of(answer, answer.status_code)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["", "/", "/nothing", "/vendors/", "/candidates/7", "/evaluations/%00"])
def test_an_address_that_does_not_exist_is_a_problem(api: Caller, method: str, path: str) -> None:
    problem_of(api.call(method, path, {} if method != "GET" else None), 404)


def test_a_failure_of_ours_is_a_problem_and_is_logged(
    api: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(frameworks, "latest", break_down)
    answer = api.get("/frameworks/crm-integration")
    problem_of(answer, 500)
    assert b"secret" not in answer.content and "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("is_debug", [True, False])
def test_errors_look_the_same_while_developing(api: Caller, settings: Any, is_debug: bool) -> None:
    settings.DEBUG = is_debug
    problem_of(api.get(f"/candidates/{UUID(int=7)}"), 404)
