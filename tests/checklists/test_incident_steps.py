"""The six steps of an incident, in order, each with what it must capture."""

from datetime import timedelta

import pytest

from audits.checklists.actions.incident_steps import save_step, start_its_triage
from audits.checklists.actions.library import load_built_in
from audits.checklists.models import Run
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.incident_scenes import (
    CAPTURED,
    captured_of,
    finish_step,
    make_incident,
    step_of,
    walk,
)
from tests.checklists.scenes import make_finding, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


@pytest.fixture
def incident(lead):
    return make_incident(lead)


@pytest.mark.covers("R133")
def test_a_step_is_not_done_before_the_ones_before_it(lead, incident):
    with pytest.raises(Blocked) as blocked:
        finish_step(lead, incident, "in-03")
    assert blocked.value.reasons == ["Triage and stop the damage", "Gather the logs"]
    assert not step_of(incident, "in-03").captured


@pytest.mark.parametrize(
    ("slug", "captured"),
    [
        pytest.param("in-01", "paused-automations"),
        pytest.param("in-02", "webhook-ids", marks=pytest.mark.covers("R134")),
        pytest.param("in-02", "first-at", marks=pytest.mark.covers("R134")),
        pytest.param("in-03", "systems", marks=pytest.mark.covers("R135")),
        pytest.param("in-04", "mitigation", marks=pytest.mark.covers("R136")),
        pytest.param("in-05", "method", marks=pytest.mark.covers("R137")),
        pytest.param("in-06", "test-reference", marks=pytest.mark.covers("R138")),
    ],
)
def test_a_step_is_not_done_without_what_it_must_capture(lead, incident, slug, captured):
    walk(lead, incident, until=slug)
    values = {name: value for name, value in captured_of(lead, slug).items() if name != captured}
    with pytest.raises(Invalid) as refused:
        save_step(actor=lead, step=step_of(incident, slug), values={"captured": values}, finish=True)
    assert list(refused.value.fields) == [captured]
    assert step_of(incident, slug).done_at is None


def test_captures_of_a_done_step_can_be_changed_and_not_emptied(lead, incident):
    finish_step(lead, incident, "in-01")
    step = step_of(incident, "in-01")
    save_step(actor=lead, step=step, values={"captured": {"paused-automations": "Zap 41"}})
    with pytest.raises(Invalid):
        save_step(actor=lead, step=step, values={"captured": {"paused-automations": ""}})
    assert step_of(incident, "in-01").captured["paused-automations"] == "Zap 41"


def test_counts_by_system_stand_with_revenue_first(lead, incident):
    rows = [
        {"system": "Zapier", "records": 4, "is_revenue": False},
        {"system": "CRM", "records": 312, "is_revenue": True},
    ]
    save_step(actor=lead, step=step_of(incident, "in-03"), values={"captured": {"systems": rows}})
    assert [row["system"] for row in step_of(incident, "in-03").captured["systems"]] == ["CRM", "Zapier"]


@pytest.mark.parametrize(
    ("slug", "values"),
    [
        ("in-01", {"triage-run": "R-0001"}),
        ("in-02", {"first-at": clock.now() + timedelta(days=1)}),
        ("in-02", {"last-at": "yesterday"}),
        ("in-03", {"affected-records": -1}),
        ("in-03", {"affected-records": True}),
        ("in-03", {"systems": [{"system": "", "records": 1, "is_revenue": False}]}),
        ("in-03", {"systems": [{"system": "CRM", "records": "many", "is_revenue": False}]}),
        ("in-03", {"systems": [{"system": "CRM"}]}),
        ("in-04", {"mitigation": "Prayed"}),
        ("in-06", {"fix-reference": "x" * 1001}),
        ("in-06", {"colour": "red"}),
    ],
)
def test_a_wrong_capture_is_refused_by_its_field(lead, incident, slug, values):
    with pytest.raises(Invalid) as refused:
        save_step(actor=lead, step=step_of(incident, slug), values={"captured": values})
    assert list(refused.value.fields) == list(values)
    assert step_of(incident, slug).version == 0


def test_a_run_of_another_workspace_is_no_triage_run(lead, incident):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    with pytest.raises(Invalid):
        save_step(
            actor=lead,
            step=step_of(incident, "in-01"),
            values={"captured": {"triage-run": make_run(stranger).pk}},
        )


def test_the_triage_run_stands_on_the_incident(lead, incident):
    run = make_run(lead)
    save_step(actor=lead, step=step_of(incident, "in-01"), values={"captured": {"triage-run": run.pk}})
    incident.refresh_from_db()
    assert incident.run == run
    assert step_of(incident, "in-01").captured["triage-run"]["code"] == run.code


def test_a_triage_is_started_for_the_incident(lead, owner):
    load_built_in()
    incident = make_incident(lead, owner=owner.user_id)
    made = start_its_triage(actor=lead, incident=incident)
    incident.refresh_from_db()
    run = Run.objects.get(pk=made["id"])
    assert (incident.run, run.kind, run.title) == (run, "incident", "Triage of INC-0001")


def test_a_stale_step_is_a_conflict_that_shows_both(lead, incident):
    step = step_of(incident, "in-06")
    save_step(actor=lead, step=step, values={"captured": {"fix-reference": "PR 7"}}, version=0)
    with pytest.raises(Conflict) as conflict:
        save_step(actor=lead, step=step, values={"captured": {"fix-reference": "PR 8"}}, version=0)
    assert (conflict.value.theirs["fix-reference"], conflict.value.yours["fix-reference"]) == ("PR 7", "PR 8")


def test_every_needed_capture_of_the_library_is_walked():
    assert set(CAPTURED) == {"in-01", "in-02", "in-03", "in-04", "in-05", "in-06"}
