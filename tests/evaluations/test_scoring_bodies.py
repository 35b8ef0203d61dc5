"""Bad bodies get a clear message and change nothing."""

import json
from uuid import uuid4

import pytest

from audits.evaluations.models import Answer
from tests.evaluations.scoring_client import HEADERS, address, post, save

pytestmark = pytest.mark.django_db


def send(client, candidate, raw, content_type="application/json", path="answers/eh-1"):
    return client.post(address(candidate, path), raw, content_type=content_type, headers=HEADERS)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"operation": "\\ud800"}'])
def test_what_is_no_json_document_is_refused(lead, candidate, sign_in, raw):
    answer = send(sign_in(lead), candidate, raw)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["errors"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"operation": "x"}, "operation"),
        ({"version": "1"}, "version"),
        ({"version": -1}, "version"),
        ({"version": True}, "version"),
        ({"values": []}, "values"),
        ({"more": 1}, "more"),
    ],
)
def test_wrong_types_and_unknown_fields_are_named(lead, candidate, sign_in, change, field):
    body = {"operation": str(uuid4()), "version": 0, "values": {}} | change
    answer = post(sign_in(lead), candidate, "answers/eh-1", body)
    assert answer.status_code == 422 and field in answer.json()["errors"]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("answers/eh-1", {"verdict": "excellent"}),
        ("answers/eh-1", {"verdict": 3}),
        ("answers/eh-1", {"proof": ["claimed"]}),
        ("answers/eh-1", {"colour": "red"}),
        ("answers/eh-1", {"note": "x" * 20_001}),
        ("answers/eh-1", {"note": "a\x00b"}),
        ("answers/st-4", {"facts": {"unsubscribed-at": 9}}),
        ("answers/st-4", {"facts": {"opt-out-delay": {"value": 5, "unit": "min"}}}),
        ("answers/st-1", {"facts": {"mechanism": {"a": 1}}}),
        ("scores/error-handling", {"points": 6}),
        ("scores/error-handling", {"points": "3"}),
        ("scores/error-handling", {"points": True}),
        ("scores/error-handling", {"point": 3}),
        ("scores/error-handling", {"rationale": None}),
        ("objects/salesforce/lead", {"read": "yes"}),
        ("objects/salesforce/lead", {"delete": True}),
        ("objects/salesforce/lead", {"parts": {"task": {"read": True}}}),
        ("objects/salesforce/nothing", {"read": True}),
        ("objects/hubspot/deal", {"read": True}),
    ],
)
@pytest.mark.covers("R046")
def test_values_that_cannot_be_taken_are_refused(lead, candidate, sign_in, path, values):
    answer = save(sign_in(lead), candidate, path, **values)
    assert answer.status_code == 422 and answer.json()["errors"]
    candidate.refresh_from_db()
    assert candidate.change == 0


def test_a_body_over_one_megabyte_is_too_large(lead, candidate, sign_in):
    body = {"operation": str(uuid4()), "version": 0, "values": {"note": "x" * 1024 * 1024}}
    assert send(sign_in(lead), candidate, json.dumps(body)).status_code == 413


def test_a_form_is_not_taken_for_json(lead, candidate, sign_in):
    assert send(sign_in(lead), candidate, "a=1", "application/x-www-form-urlencoded").status_code == 422


@pytest.mark.parametrize("path", ["answers/no-such", "scores/no-such", "demo/rewind"])
def test_an_unknown_row_is_not_found(lead, candidate, sign_in, path):
    assert save(sign_in(lead), candidate, path, verdict="strong").status_code == 404
    assert not Answer.objects.exclude(version=0).exists()


def test_somebody_signed_out_is_told_so(client, candidate):
    assert save(client, candidate, "answers/eh-1", verdict="strong").status_code == 401
