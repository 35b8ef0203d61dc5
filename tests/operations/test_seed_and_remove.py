"""The demo comes and goes by command, and leaves everybody else's rows as they are."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from audits.checklists.actions.incidents import reopen_incident
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.timeline import add_line
from audits.checklists.models import Finding, Incident, Run, RunItem
from audits.evaluations.models import Answer, Candidate, Evaluation
from audits.evidence.models import Evidence
from audits.evidence.storage import evidence_storage
from audits.journal.models import OutboxMessage
from audits.journal.outbox import post
from audits.operations.demo import large, large_audits, remove, seed
from audits.people.actions.guests import invite_guest
from audits.people.actor import Actor
from audits.people.models import Membership, User, Workspace
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests import factories


def rows():
    """Every row of every table, by its table."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
    }


@pytest.fixture
def small(monkeypatch, settings):
    """Sizes that a test can wait for."""
    for name, size in (("VENDORS", 5), ("EVALUATIONS", 3), ("CANDIDATES", 7)):
        monkeypatch.setattr(large, name, size)
    for name, size in (("CONNECTORS", 4), ("RUNS", 6), ("OPEN_RUNS", 2), ("ITEMS", 100)):
        monkeypatch.setattr(large_audits, name, size)
    settings.DEMO_PASSWORD = "a demo password"


def test_removing_the_demo_leaves_other_rows_and_takes_its_files(small, evaluation):
    load_built_in()
    before = rows()
    call_command("seed_demo", size="small")
    keys = [key for key in Evidence.objects.values_list("storage_key", flat=True) if key]
    assert len(keys) == 14 and all(map(evidence_storage().exists, keys))
    call_command("remove_demo")
    assert rows() == before
    assert not any(map(evidence_storage().exists, keys))


def test_removing_where_no_demo_is_changes_nothing(evaluation, capsys):
    before = rows()
    call_command("remove_demo")
    assert rows() == before
    assert "nothing was removed" in capsys.readouterr().out


def test_demo_person_with_another_workspace_stays_there(small, workspace):
    call_command("seed_demo", size="small")
    person = User.objects.get(email="panel1@demo.example")
    Membership.objects.create(workspace=workspace, user=person, role=Role.PANELIST)
    call_command("remove_demo")
    assert list(User.objects.values_list("email", flat=True)) == ["panel1@demo.example"]


def test_guests_of_the_demo_go_with_it_unless_they_belong_elsewhere(small, lead):
    call_command("seed_demo", size="small")
    membership = Membership.objects.with_parts().get(user__email="lead@demo.example")
    for email in ("kim@agency.example", "sam@agency.example"):
        invite_guest(actor=Actor.of(membership), email=email)
    invite_guest(actor=lead, email="sam@agency.example")
    call_command("remove_demo")
    assert set(User.objects.values_list("email", flat=True)) == {lead.email, "sam@agency.example"}


def test_workspace_of_the_same_name_that_is_no_demo_stays(db):
    factories.make_workspace("demo")
    assert remove.remove_demo() == []
    assert Workspace.objects.filter(slug="demo").exists()


def test_small_demo_is_made_once(small, db, capsys):
    call_command("seed_demo", size="small")
    call_command("seed_demo", size="small")
    assert "is here already" in capsys.readouterr().out
    assert Workspace.objects.count() == 2


def test_demo_is_made_whole_or_not_at_all(small, db, monkeypatch):
    def stumble(actors):
        raise RuntimeError("at the very end")

    monkeypatch.setattr(seed, "forget_messages", stumble)
    with pytest.raises(RuntimeError, match="at the very end"):
        seed.seed()
    assert not Workspace.objects.exists() and not User.objects.exists() and not Run.objects.exists()


def test_demo_leaves_the_messages_of_others_alone(small, lead):
    post(workspace_id=lead.workspace_id, kind="run.assigned", recipient_id=lead.user_id, payload={})
    call_command("seed_demo", size="small")
    assert OutboxMessage.objects.get().workspace_id == lead.workspace_id


def test_removing_takes_a_corrected_line_of_a_timeline_along(small, db):
    call_command("seed_demo", size="small")
    incident = Incident.objects.get()
    actor = Actor.of(Membership.objects.with_parts().get(user__email="lead@demo.example"))
    reopen_incident(actor=actor, incident=incident, reason="The count was wrong.")
    wrong = incident.entries.filter(is_system=False)[0]
    add_line(actor=actor, incident=incident, text="It was 215.", corrects=wrong.pk)
    call_command("remove_demo")
    assert not Incident.objects.exists()


def test_large_fills_a_workspace_with_fully_answered_candidates(small, lead):
    call_command("seed_demo", size="large", workspace=lead.workspace_slug)
    counts = [model.objects.count() for model in (Vendor, Evaluation, Candidate, Answer)]
    assert counts == [5, 3, 7, 7 * 31]
    assert not Answer.objects.filter(verdict="").exists()


def test_large_fills_a_workspace_with_runs(small, lead):
    call_command("seed_demo", size="large", workspace=lead.workspace_slug)
    assert [model.objects.count() for model in (Run, RunItem)] == [6, 100]
    assert Finding.objects.count() == RunItem.objects.filter(status="fail").count() > 0


def test_large_shows_on_the_comparison(small, lead, sign_in):
    call_command("seed_demo", size="large", workspace=lead.workspace_slug)
    evaluation = Evaluation.objects.get(number=1)
    response = sign_in(lead).get(f"/w/{lead.workspace_slug}/evaluations/{evaluation.pk}/compare")
    assert response.status_code == 200


def test_large_twice_is_refused(small, lead):
    call_command("seed_demo", size="large", workspace=lead.workspace_slug)
    with pytest.raises(CommandError, match="filled already"):
        call_command("seed_demo", size="large", workspace=lead.workspace_slug)


def test_large_needs_a_workspace_with_somebody_who_leads(small, db):
    with pytest.raises(CommandError, match="no workspace “nowhere”"):
        call_command("seed_demo", size="large", workspace="nowhere")
