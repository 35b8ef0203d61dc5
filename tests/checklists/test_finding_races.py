"""Several people and the worker at the same finding or incident: one wins, nothing is half-written."""

from datetime import UTC, datetime

import pytest

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.incident_steps import save_step
from audits.checklists.actions.incidents import close_incident
from audits.checklists.actions.running_out import reopen_run_out
from audits.checklists.actions.settling import accept_risk, reopen_finding, resolve_finding
from audits.checklists.actions.timeline import add_line
from audits.checklists.models import Finding, Incident
from audits.journal.models import Event
from audits.kit.refusals import Refusal
from tests.checklists.incident_scenes import make_incident, step_of, walk
from tests.checklists.scenes import make_finding, make_run
from tests.factories import make_connector
from tests.people.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)
LATER = datetime(2199, 6, 1, tzinfo=UTC)


def refused(act, **values):
    """Whether it was refused."""

    def do():
        try:
            act(**values)
        except Refusal:
            return True
        return False

    return do


@pytest.fixture
def finding(lead):
    return make_finding(lead, make_run(lead), connector=make_connector(lead).pk)


def test_two_who_resolve_at_once_are_told_apart(lead, finding):
    asked = [
        refused(resolve_finding, actor=lead, finding=finding, fix=fix, version=1)
        for fix in ("Mine.", "Hers.")
    ]
    assert sorted(together(*asked)) == [False, True]
    assert Event.objects.filter(kind="finding.resolved").count() == 1
    finding.refresh_from_db()
    assert (finding.state, finding.version) == ("resolved", 2)


@pytest.mark.parametrize("attempt", range(3))
def test_a_risk_that_runs_out_while_it_is_resolved_is_one_of_the_two(lead, finding, attempt):
    accept_risk(actor=lead, finding=finding, reason="Fine.", until=LATER.date().replace(month=5))
    resolve = refused(resolve_finding, actor=lead, finding=finding, fix="Pinned.", version=2)
    together(resolve, lambda: reopen_run_out(LATER))
    finding.refresh_from_db()
    kinds = Event.objects.filter(subject=finding.pk).values_list("kind", flat=True)
    assert finding.version == len(kinds) == 3
    assert finding.connector.open_findings == (finding.state == "open")


def test_two_workers_reopen_a_risk_once(lead, finding):
    accept_risk(actor=lead, finding=finding, reason="Fine.", until=LATER.date().replace(month=5))
    assert sorted(together(lambda: reopen_run_out(LATER), lambda: reopen_run_out(LATER))) == [0, 1]


def test_evidence_that_comes_at_once_has_numbers_of_its_own(lead, finding):
    together(*[refused(attach, actor=lead, place=finding, url=f"https://logs.example/{n}") for n in range(4)])
    assert [each.code for each in finding.attachments.all()] == ["E-01", "E-02", "E-03", "E-04"]


def test_incidents_opened_at_once_have_numbers_of_their_own(lead):
    together(*[lambda: make_incident(lead) for _turn in range(4)])
    assert sorted(Incident.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("attempt", range(3))
def test_a_step_that_is_emptied_while_it_closes_leaves_it_whole(lead, finding, attempt):
    incident = make_incident(lead, finding)
    walk(lead, incident)
    emptied = {"captured": {"test-reference": "CI job 42"}}
    step = step_of(incident, "in-06")
    together(
        refused(close_incident, actor=lead, incident=Incident.objects.get(pk=incident.pk)),
        refused(save_step, actor=lead, step=step, values=emptied),
        refused(add_line, actor=lead, incident=Incident.objects.get(pk=incident.pk), text="Watching."),
    )
    incident.refresh_from_db()
    assert (incident.status, incident.test_reference) == (
        "closed",
        step_of(incident, "in-06").captured["test-reference"],
    )
    assert Finding.objects.get(pk=finding.pk).regression_test == incident.test_reference


def test_a_finding_reopened_while_its_incident_closes_is_one_of_the_two(lead, finding):
    incident = make_incident(lead, finding)
    walk(lead, incident)
    resolve_finding(actor=lead, finding=finding, fix="Pinned.")
    close = refused(close_incident, actor=lead, incident=Incident.objects.get(pk=incident.pk))
    together(close, refused(reopen_finding, actor=lead, finding=finding, reason="Again."))
    finding.refresh_from_db()
    incident.refresh_from_db()
    assert finding.state in ("open", "resolved")
    assert finding.connector.open_findings == (finding.state == "open")


@pytest.mark.parametrize("attempt", range(5))
def test_findings_settled_at_once_are_all_counted_at_their_connector(lead, attempt):
    connector, run = make_connector(lead), make_run(lead)
    found = [make_finding(lead, run, f"qt-0{number}", connector=connector.pk) for number in range(1, 6)]
    together(*[refused(resolve_finding, actor=lead, finding=each, fix="Pinned.") for each in found])
    connector.refresh_from_db()
    assert connector.open_findings == 0
