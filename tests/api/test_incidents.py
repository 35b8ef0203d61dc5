"""Incidents over the API: opened, walked step by step, told as a timeline, closed when whole."""

from uuid import uuid4

import pytest

from audits.checklists.models import Finding, Incident
from audits.people.roles import Role
from tests.api.caller import Caller, caller_for, problem_of, refused
from tests.checklists.incident_scenes import make_incident, walk
from tests.checklists.scenes import make_finding, make_run
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(lead) -> Finding:
    return make_finding(lead, make_run(lead))


@pytest.fixture
def incident(lead, finding) -> Incident:
    return make_incident(lead, finding)


@pytest.fixture
def at(incident) -> str:
    return f"/incidents/{incident.pk}"


@pytest.mark.covers("R132")
def test_an_incident_is_opened_from_a_finding_with_its_six_steps(api, finding):
    answer = api.post("/incidents", {"title": "Calls are lost", "finding": str(finding.pk)})
    assert answer.status_code == 201
    opened = answer.json()
    assert [step["slug"] for step in opened["steps"]] == [f"in-0{number}" for number in range(1, 7)]
    assert (opened["finding"], opened["status"], opened["code"]) == (str(finding.pk), "open", "INC-0001")
    assert api.get(f"/incidents/{opened['id']}").json() == opened
    assert [each["id"] for each in api.get("/incidents").json()["items"]] == [opened["id"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": " "}, "title"),
        ({"title": "A", "severity": "huge"}, "severity"),
        ({"title": "A", "owner": "stranger@else.example"}, "owner"),
        ({"title": "A", "vendor": str(uuid4())}, "vendor"),
        ({"title": "A", "finding": str(uuid4())}, "finding"),
        ({"title": "A", "finding": "x"}, "finding"),
    ],
)
def test_what_cannot_be_taken_is_named(api, finding, body, field):
    assert refused(api.post("/incidents", body)) == {field}
    assert not Incident.objects.exists()


def test_a_step_is_saved_and_done_in_order(api, at, finding):
    captured = {"triage-run": str(finding.run_id), "paused-automations": "none"}
    saved = api.put(f"{at}/steps/in-01", {"captured": captured, "done": True, "version": 0}).json()
    assert saved["steps"][0]["done_at"] and saved["steps"][0]["version"] == 1
    early = problem_of(api.put(f"{at}/steps/in-03", {"done": True}), 409)
    assert early["reasons"] == ["Gather the logs"]
    assert "request-payloads" in refused(api.put(f"{at}/steps/in-02", {"done": True}))


def test_a_step_takes_times_with_their_offset_only(api, at):
    body = {"captured": {"first-at": "yesterday"}}
    assert refused(api.put(f"{at}/steps/in-02", body)) == {"captured.first-at"}
    body = {"captured": {"first-at": "2026-11-01T09:38:00+01:00"}}
    saved = api.put(f"{at}/steps/in-02", body).json()
    assert saved["steps"][1]["captured"]["first-at"] == "2026-11-01T08:38:00+00:00"


def test_a_stale_step_is_a_conflict(api, at):
    api.put(f"{at}/steps/in-02", {"note": "First."})
    problem_of(api.put(f"{at}/steps/in-02", {"note": "Second.", "version": 0}), 409)


def test_the_timeline_only_grows(api, at):
    written = api.post(f"{at}/timeline", {"text": "Zap paused.", "happened_at": "2026-11-01T09:40:00Z"})
    assert written.status_code == 201
    assert "Zap paused." in [line["text"] for line in written.json()["timeline"]]
    assert refused(api.post(f"{at}/timeline", {"text": ""})) == {"text"}
    assert api.call("DELETE", f"{at}/timeline").status_code == 405


@pytest.mark.covers("R138")
def test_it_is_closed_only_with_fix_and_test(api, lead, at, incident):
    blocked = problem_of(api.post(f"{at}/close", {}), 409)
    assert len(blocked["reasons"]) == 8
    walk(lead, incident)
    closed = api.post(f"{at}/close", {}).json()
    assert (closed["status"], closed["fix_reference"]) == ("closed", "PR 412")
    problem_of(api.put(f"{at}/steps/in-02", {"note": "Late."}), 409)
    assert api.post(f"{at}/reopen", {"reason": "It came back."}).json()["status"] == "open"


def test_others_see_nothing_and_readers_write_nothing(at, caller_as):
    stranger = caller_for(make_actor(make_workspace("rival"), Role.LEAD))
    problem_of(stranger.get(at), 404)
    script: Caller = caller_as(Role.PROCUREMENT)
    assert script.get(at).status_code == 200
    problem_of(script.post(f"{at}/timeline", {"text": "A line."}), 403)
