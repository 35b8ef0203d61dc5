"""Starting runs: items copied whole, owners told, foreign things refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.checklists.actions.runs import start_run
from audits.checklists.catalog import check_of
from audits.checklists.models import ChecklistVersion, Run
from audits.connectors.models import Connector
from audits.journal.models import Event, OutboxMessage
from audits.kit.refusals import Denied, Invalid
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_run

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def make_connector(actor, name="Call sync"):
    return Connector.objects.create(
        workspace_id=actor.workspace_id,
        name=name,
        system="Twilio",
        integration_type="telephony",
        created_by_id=actor.user_id,
    )


@pytest.mark.covers("R079", "R080")
def test_quick_triage_has_its_five_checks_and_its_time_box(lead):
    run = make_run(lead)
    slugs = list(run.items.in_order().values_list("slug", flat=True))
    assert slugs == ["qt-01", "qt-02", "qt-03", "qt-04", "qt-05"]
    assert (run.planned_minutes, run.longest_minutes, run.kind) == (10, 30, "triage")


def test_items_keep_their_text_when_the_library_changes(lead):
    run = make_run(lead)
    before = check_of(run.items.get(slug="qt-01").document)
    ChecklistVersion.objects.update(document="{}")
    assert check_of(run.items.get(slug="qt-01").document) == before


def test_runs_are_numbered_by_workspace(lead):
    other = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    numbers = [make_run(actor).number for actor in (lead, lead, other)]
    assert numbers == [1, 2, 1]


def test_the_owner_gets_every_item_and_one_message(lead, owner):
    run = make_run(lead, owner=owner.email)
    assert set(run.items.values_list("owner", flat=True)) == {owner.user_id}
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient_id) == ("run.assigned", owner.user_id)


def test_a_following_run_takes_over_the_owners_and_knows_its_predecessor(lead, owner):
    first = make_run(lead, owner=owner.user_id)
    second = make_run(lead, after=first)
    assert second.predecessor == first
    assert set(second.items.values_list("owner", flat=True)) == {owner.user_id}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"checklist": "none"}, "checklist"),
        ({"owner": "stranger@else.example"}, "owner"),
        ({"vendor": uuid4()}, "vendor"),
        ({"connectors": [uuid4()]}, "connectors"),
        ({"commitments": [uuid4()]}, "commitments"),
        ({"kind": "holiday"}, "kind"),
        ({"title": "\x00"}, "title"),
    ],
)
def test_what_is_not_there_is_refused_by_name(lead, values, field):
    make_run(lead)
    with pytest.raises(Invalid) as refused:
        start_run(actor=lead, **{"checklist": "quick-triage", **values})
    assert list(refused.value.fields) == [field]
    assert Run.objects.count() == 1


def test_a_connector_of_another_workspace_is_refused(lead):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    with pytest.raises(Invalid):
        make_run(lead, connectors=[make_connector(stranger).pk])


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_start_runs(lead, workspace, role):
    make_run(lead)
    with pytest.raises(Denied):
        start_run(actor=factories.make_actor(workspace, role), checklist="quick-triage")


def test_a_panelist_cannot_be_given_a_run(lead, workspace):
    panelist = factories.make_actor(workspace, Role.PANELIST)
    with pytest.raises(Invalid):
        make_run(lead, owner=panelist.email)


def test_starting_is_told_in_the_journal(lead):
    run = make_run(lead)
    event = Event.objects.get(kind="run.started")
    assert event.subject == run.pk
    assert event.payload["after"]["items"] == 5


def test_the_same_key_starts_one_run(lead):
    make_run(lead)
    first = start_run(actor=lead, checklist="quick-triage", key="once")
    assert start_run(actor=lead, checklist="quick-triage", key="once") == first
    assert Run.objects.count() == 2


def test_a_long_run_starts_in_six_statements(lead):
    make_run(lead, "quarterly-deep")
    with CaptureQueriesContext(connection) as captured:
        started = start_run(actor=lead, checklist="quarterly-deep")
    assert len(captured) - BEGIN_AND_COMMIT <= 6
    assert Run.objects.get(pk=started["id"]).items.count() > 60
