"""Bodies are read strictly: what two readers could take differently is refused by name."""

import json
import time

import pytest

from audits.vendors.models import Vendor
from tests.api.caller import Caller, problem_of, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"name": "A", "name": "B"}', "name"),
        ('{"name": "A", "product": {"x": 1, "x": 2}}', "x"),
        ('{"name": NaN}', "name"),
        ('{"name": Infinity}', "name"),
        ('{"name": -Infinity}', "name"),
        ('{"name": 1e999}', "name"),
        ('{"name": ' + "9" * 5000 + "}", "name"),
        ('{"name": "\\ud800"}', "name"),
        ('{"name": "a\\u0000b"}', "name"),
        ('{"name": "A", "crms": ["\\ud800"]}', "crms"),
        ('{"name": "A", "product": {"deep": "\\u0000"}}', "product.deep"),
        ('{"name": "A", "\\u0000": 1}', "body"),
        ('{"name": "A", "\\ud800": 1}', "body"),
        ('{"name": ' + "[" * 40 + "]" * 40 + "}", "body"),
        ("[" * 100_000, "body"),
        ('{"a":' * 20_000, "body"),
        ("[" + "0," * 150_000 + "0]", "body"),
        ('{"name": "A"', "body"),
        ('{"name": "A"} x', "body"),
        ("{'name': 'A'}", "body"),
        ("nonsense", "body"),
        (b'{"name": "\xff\xfe"}', "body"),
        ('{"name": "A"}'.encode("utf-16"), "body"),
        ("\ufeff{}", "body"),
        ("[]", "body"),
        ('"name"', "body"),
        ("null", "body"),
        ("7", "body"),
        ("", "body"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_body_that_is_not_clear_is_refused(api: Caller, body: str | bytes, field: str) -> None:
    assert refused(api.post("/vendors", body)) == {field}
    assert not Vendor.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "x"],
)
def test_another_content_type_is_refused(api: Caller, content_type: str) -> None:
    problem_of(api.post("/vendors", '{"name": "A"}', content_type=content_type), 415)


def test_a_charset_may_be_named(api: Caller) -> None:
    answer = api.post("/vendors", {"name": "A"}, content_type="application/json; charset=utf-8")
    assert answer.status_code == 201


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_body_over_the_limit_is_too_large(api: Caller, size: int) -> None:
    body = json.dumps({"name": "x" * size})
    problem_of(api.post("/vendors", body), 413)


def test_the_worst_bodies_are_refused_quickly(api: Caller) -> None:
    for body in ("[" + ",".join(["{}"] * 340_000) + "]", '{"a":[' + "[]," * 49_000 + "[]]}", "[" * 1_000_000):
        started = time.process_time()
        problem_of(api.post("/vendors", body), 422)
        assert time.process_time() - started < 1


def test_unicode_text_survives_the_round_trip(api: Caller) -> None:
    name = "Zoë 日本語 \U0001f600 <b>&amp;</b> '; --"
    assert api.post("/vendors", {"name": name}).json()["name"] == name
