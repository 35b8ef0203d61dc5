"""Incidents: opened from a finding, closed only with fix and regression test."""

from typing import Any

import pytest

from audits.checklists.actions.incident_steps import save_step
from audits.checklists.actions.incidents import (
    close_incident,
    edit_incident,
    open_incident,
    reopen_incident,
    state_of,
)
from audits.checklists.actions.pausing import pause_automation, resume_automation
from audits.checklists.actions.printing import print_incident
from audits.checklists.actions.settling import resolve_finding
from audits.checklists.actions.timeline import add_line
from audits.checklists.actions.withdrawing import withdraw_run
from audits.checklists.incident_view import PARTS, view_of
from audits.checklists.models import Incident, PausedAutomation
from audits.journal.models import OutboxMessage
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.incident_scenes import (
    finish_step,
    make_incident,
    step_of,
    walk,
)
from tests.checklists.scenes import make_finding, make_run
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


@pytest.fixture
def incident(lead):
    return make_incident(lead)


@pytest.mark.covers("R132", "R133")
def test_it_opens_from_a_finding_with_six_steps_in_order(lead, finding):
    incident = make_incident(lead, finding=finding)
    assert (incident.code, incident.finding) == ("INC-0001", finding)
    slugs = ["in-01", "in-02", "in-03", "in-04", "in-05", "in-06"]
    assert [step.slug for step in incident.steps.all()] == slugs
    assert incident.entries.get().text == "Opened from F-0001. Its triage is R-0001."


@pytest.mark.covers("R086", "R134")
def test_the_triage_that_found_it_is_its_triage_with_what_was_paused(lead, finding, run):
    pause_automation(actor=lead, name="Lead router", run=run, item=finding.item)
    incident = make_incident(lead, finding=finding)
    assert incident.run == run
    assert step_of(incident, "in-01").captured["triage-run"]["code"] == run.code
    assert "Lead router" in Pages.of(lead).text("incident", incident.pk)
    view = view_of(Incident.objects.select_related(*PARTS).get(pk=incident.pk))
    assert [pause.name for pause in view.pauses] == ["Lead router"]
    assert view.run == f"{run.code} {run.title}"
    save_step(actor=lead, step=step_of(incident, "in-01"), values={"note": "Looked."})
    incident.refresh_from_db()
    assert incident.run == run
    assert step_of(incident, "in-01").captured["paused-automations"] == "Lead router"


def test_its_paper_is_made_anew_when_what_the_triage_paused_goes_on(lead, finding, run):
    pause_automation(actor=lead, name="Lead router", run=run)
    incident = make_incident(lead, finding=finding)
    printed = print_incident(actor=lead, incident=incident, edition="test")
    assert print_incident(actor=lead, incident=incident, edition="test") == printed
    resume_automation(actor=lead, pause=PausedAutomation.objects.get())
    assert print_incident(actor=lead, incident=incident, edition="test") != printed


def test_only_a_triage_that_stands_is_taken_as_its_triage(lead, run):
    audit = make_run(lead, "governance")
    slug = audit.items.in_order()[0].slug
    assert make_incident(lead, finding=make_finding(lead, audit, slug)).run is None
    withdrawn = make_finding(lead, run)
    withdraw_run(actor=lead, run=run, reason="Started twice.")
    withdrawn.refresh_from_db()
    assert make_incident(lead, finding=withdrawn).run is None


def test_the_owner_is_told(lead, owner):
    incident = make_incident(lead, owner=owner.user_id)
    message = OutboxMessage.objects.get(kind="incident.opened")
    assert (message.recipient_id, message.payload["incident"]["code"]) == (owner.user_id, incident.code)


def test_an_owner_opens_one_from_their_own_finding_and_owns_it(owner, lead, run):
    own, other = make_finding(lead, run, owner=owner.user_id), make_finding(lead, run, "qt-01")
    assert make_incident(owner, own).owner_id == owner.user_id
    with pytest.raises(Denied):
        make_incident(owner, other)
    with pytest.raises(Denied, match="By hand only leads"):
        make_incident(owner)


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_readers_open_none(workspace, role):
    with pytest.raises(Denied):
        make_incident(factories.make_actor(workspace, role))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": " "}, "title"), ({"severity": "huge"}, "severity"), ({"owner": "x@else.example"}, "owner")],
)
def test_what_it_is_about_is_checked_by_field(lead, wrong, field):
    values: Any = {"title": "Calls are lost", "severity": "high", "owner": None, "vendor": None}
    with pytest.raises(Invalid) as refused:
        open_incident(actor=lead, values=values | wrong)
    assert list(refused.value.fields) == [field]
    assert not Incident.objects.exists()


@pytest.mark.covers("R138")
def test_it_does_not_close_before_all_is_there_and_names_what_is_not(lead, incident):
    walk(lead, incident, until="in-05")
    with pytest.raises(Blocked) as blocked:
        close_incident(actor=lead, incident=incident)
    assert blocked.value.reasons == [
        "Step 5 is not done: Reconcile and repair",
        "Step 6 is not done: Fix it for good",
        "The reference of the permanent fix is missing.",
        "The reference of the regression test is missing.",
    ]


@pytest.mark.covers("R138")
def test_closing_resolves_its_finding_with_fix_and_test(lead, finding):
    incident = make_incident(lead, finding=finding)
    walk(lead, incident)
    close_incident(actor=lead, incident=incident)
    finding.refresh_from_db()
    incident.refresh_from_db()
    assert (incident.status, incident.fix_reference, incident.test_reference) == (
        "closed",
        "PR 412",
        "CI job 41",
    )
    assert (finding.state, finding.fix, finding.regression_test) == ("resolved", "PR 412", "CI job 41")


def test_closing_leaves_a_finding_that_was_put_right_otherwise(lead, finding):
    incident = make_incident(lead, finding=finding)
    resolve_finding(actor=lead, finding=finding, fix="Connector replaced.")
    walk(lead, incident)
    close_incident(actor=lead, incident=incident)
    finding.refresh_from_db()
    assert finding.fix == "Connector replaced."


def test_a_closed_incident_takes_nothing_more(lead, incident):
    walk(lead, incident)
    close_incident(actor=lead, incident=incident)
    for write in (
        lambda: save_step(actor=lead, step=step_of(incident, "in-01"), values={"note": "Late."}),
        lambda: add_line(actor=lead, incident=incident, text="Late."),
        lambda: close_incident(actor=lead, incident=incident),
    ):
        with pytest.raises(Blocked):
            write()


def test_reopening_needs_a_reason_and_has_the_last_step_done_anew(lead, incident):
    walk(lead, incident)
    close_incident(actor=lead, incident=incident)
    with pytest.raises(Invalid):
        reopen_incident(actor=lead, incident=incident, reason=" ")
    reopen_incident(actor=lead, incident=incident, reason="It came back.")
    assert [step.slug for step in incident.steps.filter(done_at=None)] == ["in-06"]
    with pytest.raises(Blocked):
        reopen_incident(actor=lead, incident=incident, reason="Again.")


def test_its_owner_writes_and_other_owners_do_not(workspace, lead, owner):
    incident = make_incident(lead, owner=owner.user_id)
    other = factories.make_actor(workspace, Role.OWNER, "other@halden.example")
    add_line(actor=owner, incident=incident, text="Looked at it.")
    with pytest.raises(Denied):
        add_line(actor=other, incident=incident, text="Me too.")
    with pytest.raises(Denied):
        finish_step(other, incident, "in-01")


def test_a_stale_edit_is_a_conflict_and_steps_do_not_make_it_stale(lead, incident):
    values: Any = {"title": "Calls are lost", "severity": "low", "owner": None, "vendor": None}
    seen = state_of(incident)
    finish_step(lead, incident, "in-01")
    edit_incident(actor=lead, incident=incident, values=values, seen=seen)
    with pytest.raises(Conflict):
        edit_incident(actor=lead, incident=incident, values=values, seen=seen)
