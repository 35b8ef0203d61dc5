"""Whatever text arrives, the answer is a result or a clear refusal, never a failure (threat 57)."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.checklists.models import Finding
from audits.connectors.models import Connector
from audits.evaluations.models import Candidate
from audits.people.actor import Actor
from tests.api.caller import Caller
from tests.checklists.scenes import RECORD, make_finding, make_run
from tests.factories import make_connector

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Lone surrogates, NUL and control characters included.
TEXT = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["\x00", "\ud800", "a\udfffb", "\ufffe", "x" * 20_001, "\u202e", "=1+1", "' or 1=1 --", "%s%n", "{{7*7}}"]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FACTS = [
    "integration_type",
    "owner",
    "vendor",
    "pinning",
    "scopes",
    "has_tracing",
    "reviewed_on",
    "console_url",
]
FINE = {200, 201, 404, 409, 413, 415, 422}


@pytest.fixture
def finding(lead: Actor) -> Finding:
    make_connector(lead, "Forms")
    return make_finding(lead, make_run(lead))


def addresses(candidate: Candidate, finding: Finding) -> list[tuple[str, str, list[str]]]:
    """Every write with its fields."""
    at, home = f"/candidates/{candidate.pk}", f"/evaluations/{candidate.evaluation_id}"
    item, found = f"/runs/{finding.run_id}/items/qt-01", f"/findings/{finding.pk}"
    return [
        ("POST", "/vendors", ["name", "product", "website", "crms"]),
        ("POST", "/evaluations", ["title", "framework", "mode", "crms", "vendors"]),
        ("PUT", f"{at}/scores/field-mapping", ["points", "rationale", "version"]),
        ("PUT", f"{at}/answers/sd-1", ["verdict", "proof", "note", "version"]),
        ("PUT", f"{at}/objects/salesforce/activity", ["read", "write", "parts", "version"]),
        ("POST", f"{at}/waivers", ["crm", "object", "reason"]),
        ("POST", f"{at}/evidence", ["url", "question", "dimension", "name", "proof", "effective_on"]),
        ("POST", f"{home}/decision", ["candidate", "reason"]),
        ("POST", f"{home}/reopen", ["reason"]),
        ("POST", "/connectors", ["name", "system", *FACTS]),
        ("PATCH", f"/connectors/{Connector.objects.get(name='Forms').pk}", ["name", *FACTS, "version"]),
        ("POST", "/runs", ["checklist", "title", "due", "owner", "vendor", "connectors"]),
        ("PATCH", f"{item}", ["status", "owner", "due", "note", "record", "finding", "version"]),
        ("PATCH", f"{found}", [*RECORD, "occurred_at", "title", "severity", "ticket_url", "due"]),
        ("POST", f"{found}/resolve", ["fix", "regression_test", "version"]),
        ("POST", f"{found}/accept", ["reason", "until"]),
        ("POST", "/incidents", ["title", "severity", "owner", "vendor", "finding"]),
    ]


def check(answer: Any, *more: int) -> None:
    assert answer.status_code in FINE | set(more), answer.content
    assert answer["Content-Type"] in ("application/json", "application/problem+json")


@EXAMPLES
@given(data=st.data())
def test_any_value_in_any_field(
    api: Caller, candidate: Candidate, finding: Finding, data: st.DataObject
) -> None:
    method, path, fields = data.draw(st.sampled_from(addresses(candidate, finding)))
    good: dict[str, Any] = {
        "name": "A",
        "system": "Make",
        "title": "Q",
        "vendors": [],
        "crm": "salesforce",
        "object": "lead",
    }
    good |= {"checklist": "quick-triage", "fix": "Done.", "until": "2126-01-01", "status": "doing"}
    good |= {"reason": "Fine.", "url": "https://a.example", "question": "sd-1", "candidate": None}
    body = {name: good[name] for name in fields if name in good}
    body[data.draw(st.sampled_from(fields))] = data.draw(JSON)
    check(api.call(method, path, json.dumps(body)), 423)


@EXAMPLES
@given(data=st.data())
def test_any_body_at_any_address(
    api: Caller, candidate: Candidate, finding: Finding, data: st.DataObject
) -> None:
    method, path, _fields = data.draw(st.sampled_from(addresses(candidate, finding)))
    body = data.draw(JSON.map(json.dumps) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
    check(api.call(method, path, body), 423)


@EXAMPLES
@given(text=TEXT, key=TEXT)
def test_any_text_in_addresses_and_headers(api: Caller, at: str, text: str, key: str) -> None:
    part = quote(text.encode("utf-8", "surrogatepass"), safe="")
    for path in (
        f"/frameworks/{part}",
        f"/candidates/{part}",
        f"{at}/answers/{part}",
        f"/vendors?after={part}",
        f"/checklists/{part}",
        f"/runs/{part}",
        f"/findings?after={part}",
    ):
        check(api.get(path), 405)
    check(api.put(f"{at}/objects/{part}/{part}", {"read": True}))
    header = key.encode("utf-8", "surrogatepass").decode("latin-1")
    check(api.post("/vendors", {"name": "A"}, key=header))
