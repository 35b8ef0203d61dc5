"""Runs over the API as the contract says: start, read, save items, and what is refused."""

from uuid import uuid4

import pytest

from audits.checklists.actions.library import load_built_in
from audits.checklists.models import Finding, Run
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.api.caller import Caller, caller_for, problem_of, refused
from tests.checklists.scenes import RECORD, item_of, make_run
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    load_built_in()


@pytest.fixture
def started(api: Caller) -> str:
    """The address of a quick triage."""
    return f"/runs/{api.post('/runs', {'checklist': 'quick-triage'}).json()['id']}"


def test_checklists_are_listed_and_shown_with_their_checks(api):
    listed = {each["slug"] for each in api.get("/checklists").json()["items"]}
    assert {"quick-triage", "deep-audit", "thirty-point", "incident", "email", "calendar"} <= listed
    points = api.get("/checklists/thirty-point").json()["checks"]
    assert [each["slug"] for each in points] == [f"p-{number:02}" for number in range(1, 31)]
    assert points[0]["links"] == ["qt-01", "fx-02"]


def test_an_unknown_checklist_is_not_found(api):
    problem_of(api.get("/checklists/none"), 404)


def test_a_run_is_started_and_read_again(api):
    answer = api.post("/runs", {"checklist": "quick-triage", "title": "November", "due": "2026-12-01"})
    assert answer.status_code == 201
    run = answer.json()
    assert answer["Location"].endswith(f"/api/v1/runs/{run['id']}")
    assert run["items"][0] | {"id": ""} == {
        "id": "",
        "slug": "qt-01",
        "title": run["items"][0]["title"],
        "group": "triage",
        "status": "todo",
        "owner": None,
        "due": "2026-12-01",
        "note": "",
        "record": {},
        "version": 0,
        "saved_at": None,
        "finding": None,
    }
    assert api.get(f"/runs/{run['id']}").json() == run


def test_an_owner_is_named_by_email(api, workspace):
    owner = make_actor(workspace, Role.OWNER)
    run = api.post("/runs", {"checklist": "quick-triage", "owner": owner.email}).json()
    assert {item["owner"] for item in run["items"]} == {owner.email}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"checklist": "none"}, "checklist"),
        ({"checklist": "quick-triage", "owner": "stranger@else.example"}, "owner"),
        ({"checklist": "quick-triage", "owner": ""}, None),
        ({"checklist": "quick-triage", "due": "1.12.2026"}, "due"),
        ({"checklist": "quick-triage", "due": 20261201}, "due"),
        ({"checklist": "quick-triage", "vendor": str(uuid4())}, "vendor"),
        ({"checklist": "quick-triage", "vendor": "x"}, "vendor"),
        ({"checklist": "quick-triage", "connectors": ["x"]}, "connectors"),
        ({"checklist": "quick-triage", "kind": "triage"}, "kind"),
        ({}, "checklist"),
    ],
)
def test_what_cannot_be_taken_is_named(api, body, field):
    answer = api.post("/runs", body)
    if field is None:
        assert answer.status_code == 201
    else:
        assert refused(answer) == {field}
        assert not Run.objects.exists()


def test_a_due_date_in_the_past_is_taken(api):
    assert api.post("/runs", {"checklist": "quick-triage", "due": "2020-02-29"}).status_code == 201


def test_the_same_key_starts_one_run(api):
    first = api.post("/runs", {"checklist": "quick-triage"}, key="k")
    again = api.post("/runs", {"checklist": "quick-triage"}, key="k")
    assert (again.content, Run.objects.count()) == (first.content, 1)
    assert refused(api.post("/runs", {"checklist": "email"}, key="k")) == {"Idempotency-Key"}


@pytest.mark.parametrize("status", ["doing", "pass", "blocked", "todo"])
def test_an_item_is_saved(api, started, status):
    answer = api.call("PATCH", f"{started}/items/qt-01", {"status": status, "note": "Seen."})
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["note"], answer.json()["version"]) == (status, "Seen.", 1)


def test_a_fail_needs_its_finding(api, started):
    assert refused(api.call("PATCH", f"{started}/items/qt-01", {"status": "fail"})) == {"finding"}
    partial = {name: RECORD[name] for name in ("steps", "expected")}
    wrong = api.call("PATCH", f"{started}/items/qt-01", {"status": "fail", "finding": partial})
    assert refused(wrong) == {"finding.observed", "finding.mitigation"}
    assert not Finding.objects.exists()


def test_a_fail_with_its_finding_is_saved(api, started):
    record = {**RECORD, "occurred_at": "2026-11-23T09:38:00+01:00"}
    item = api.call("PATCH", f"{started}/items/qt-01", {"status": "fail", "finding": record}).json()
    finding = api.get(f"/findings/{item['finding']}").json()
    assert finding["observed"] == RECORD["observed"]
    assert finding["occurred_at"] == "2026-11-23T08:38:00Z"
    assert [each["id"] for each in api.get("/findings").json()["items"]] == [item["finding"]]


@pytest.mark.parametrize("moment", ["2026-11-23T09:38:00", "yesterday", 5, "2126-01-01T00:00:00Z"])
def test_a_moment_needs_its_offset_and_has_passed(api, started, moment):
    body = {"status": "fail", "finding": {**RECORD, "occurred_at": moment}}
    assert "finding.occurred_at" in refused(api.call("PATCH", f"{started}/items/qt-01", body))


def test_a_refusal_is_said_in_our_own_words(api, started):
    for due in ("tomorrow", "2026-13-45", 5):
        problem = problem_of(api.call("PATCH", f"{started}/items/qt-01", {"due": due}), 422)
        assert problem["errors"] == {"due": ["Write a date as 2026-11-23."]}
        assert problem["detail"] == "Write a date as 2026-11-23."


def test_every_wrong_field_of_a_start_is_named_at_once(api):
    body = {"checklist": "none", "title": "x" * 300, "owner": "nobody@halden.example", "vendor": str(uuid4())}
    assert refused(api.post("/runs", body)) == {"checklist", "title", "owner", "vendor"}
    shapes = {"checklist": "none", "due": "soon", "vendor": "x", "connectors": ["y"], "colour": "red"}
    assert refused(api.post("/runs", shapes)) == {"due", "vendor", "connectors", "colour"}


def test_every_wrong_field_of_an_item_is_named_at_once(api, started):
    body = {
        "status": "fail",
        "owner": "nobody@halden.example",
        "note": "x" * 100_000,
        "finding": {**RECORD, "severity": "loud"},
    }
    answer = api.call("PATCH", f"{started}/items/qt-01", body)
    assert refused(answer) == {"owner", "note", "finding.severity"}


def test_not_applicable_needs_a_note(api, started):
    assert refused(api.call("PATCH", f"{started}/items/qt-01", {"status": "n/a"})) == {"note"}
    body = {"status": "n/a", "note": "None here."}
    assert api.call("PATCH", f"{started}/items/qt-01", body).json()["status"] == "n/a"


def test_a_stale_version_brings_both_sides(api, started):
    api.call("PATCH", f"{started}/items/qt-01", {"note": "First."})
    stale = problem_of(api.call("PATCH", f"{started}/items/qt-01", {"note": "Mine.", "version": 0}), 409)
    assert (stale["yours"]["note"], stale["theirs"]["note"], stale["version"]) == ("Mine.", "First.", 1)


def test_an_unknown_item_is_not_found(api, started):
    problem_of(api.call("PATCH", f"{started}/items/qt-99", {"status": "pass"}), 404)
    problem_of(api.call("PATCH", f"/runs/{uuid4()}/items/qt-01", {"status": "pass"}), 404)


def test_an_owner_saves_their_own_item_only(lead: Actor, workspace: Workspace):
    owner = make_actor(workspace, Role.OWNER)
    own, other = make_run(lead, owner=owner.email), make_run(lead)
    script = caller_for(owner)
    assert script.call("PATCH", f"/runs/{own.pk}/items/qt-01", {"status": "pass"}).status_code == 200
    problem_of(script.call("PATCH", f"/runs/{other.pk}/items/qt-01", {"status": "pass"}), 403)
    problem_of(script.post("/runs", {"checklist": "quick-triage"}), 403)


def test_readers_save_nothing(caller_as, started):
    for role in (Role.PANELIST, Role.PROCUREMENT):
        script = caller_as(role)
        assert script.get(started).status_code == 200
        problem_of(script.call("PATCH", f"{started}/items/qt-01", {"status": "pass"}), 403)


def test_another_workspace_sees_nothing(lead, started):
    stranger = caller_for(make_actor(make_workspace("rival"), Role.LEAD))
    problem_of(stranger.get(started), 404)
    assert stranger.get("/runs").json() == {"items": [], "next": None}


def test_a_list_counts_progress(api, lead):
    run = make_run(lead)
    api.call("PATCH", f"/runs/{run.pk}/items/qt-01", {"status": "pass"})
    listed = api.get("/runs").json()["items"]
    assert [(each["done"], each["total"]) for each in listed] == [(1, 5)]


@pytest.mark.parametrize("body", [{"status": "passed"}, {"status": True}, {"owner": 3}, {"colour": "red"}])
def test_types_are_strict(api, started, body):
    assert refused(api.call("PATCH", f"{started}/items/qt-01", body)) == set(body)


def test_a_finding_is_edited_resolved_and_reopened(api, lead):
    run = make_run(lead)
    body = {"status": "fail", "finding": RECORD}
    at = f"/findings/{api.call('PATCH', f'/runs/{run.pk}/items/qt-02', body).json()['finding']}"
    assert api.call("PATCH", at, {"severity": "high", "version": 1}).json()["severity"] == "high"
    problem_of(api.call("PATCH", at, {"severity": "low", "version": 1}), 409)
    assert refused(api.post(f"{at}/resolve", {"fix": " "})) == {"fix"}
    assert api.post(f"{at}/resolve", {"fix": "Key added."}).json()["state"] == "resolved"
    problem_of(api.post(f"{at}/resolve", {"fix": "Again."}), 409)
    assert api.post(f"{at}/reopen", {"reason": "It came back."}).json()["state"] == "open"
    assert refused(api.post(f"{at}/accept", {"reason": "Rare.", "until": "2020-01-01"})) == {"until"}
    assert api.post(f"{at}/accept", {"reason": "Rare.", "until": "2126-01-01"}).json()["state"] == "accepted"
    assert item_of(run, "qt-02").status == "fail"


def test_a_record_that_stands_stays_whole(api, lead):
    run = make_run(lead)
    body = {"status": "fail", "finding": RECORD}
    at = f"/findings/{api.call('PATCH', f'/runs/{run.pk}/items/qt-02', body).json()['finding']}"
    assert refused(api.call("PATCH", at, {"observed": ""})) == {"observed"}
