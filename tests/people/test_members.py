"""Roles of members and the end of a membership (threat 9)."""

import pytest

from audits.journal.models import Event
from audits.kit import clock
from audits.people.models import ApiToken, Membership
from audits.people.roles import Role
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


def set_role(client, actor, role):
    return client.post(f"/w/halden/people/{actor.user_id}/role", {"role": role})


def end(client, actor):
    return client.post(f"/w/halden/people/{actor.user_id}/end")


def test_an_admin_changes_a_role_and_the_journal_says_so(as_admin, admin, panelist):
    assert set_role(as_admin, panelist, Role.LEAD).status_code == 302
    assert Membership.objects.get(user=panelist.user_id).role == Role.LEAD
    event = Event.objects.get(kind="member.role")
    assert (event.actor_id, event.payload) == (admin.user_id, {"before": "panelist", "after": "lead"})


def test_the_same_role_again_is_no_event(as_admin, panelist):
    set_role(as_admin, panelist, Role.PANELIST)
    assert not Event.objects.exists()


def test_an_unknown_role_is_refused(as_admin, panelist):
    assert set_role(as_admin, panelist, "king").status_code == 422


def test_a_lead_reads_and_changes_nothing(as_lead, panelist):
    page = as_lead.get("/w/halden/people/").content.decode()
    assert panelist.email in page and "<select" not in page and "End access" not in page
    assert set_role(as_lead, panelist, Role.LEAD).status_code == end(as_lead, panelist).status_code == 403


def test_ending_takes_effect_at_the_next_request(as_admin, panelist, sign_in):
    client = sign_in(panelist)
    assert client.get("/w/halden/evaluations/").status_code == 200
    end(as_admin, panelist)
    assert client.get("/w/halden/evaluations/").status_code == 404
    assert "no workspace" in client.get("/", follow=True).content.decode()


def test_ending_revokes_tokens_for_good(as_admin, panelist):
    membership = Membership.objects.get(user=panelist.user_id)
    ApiToken.issue(membership=membership, name="script")
    end(as_admin, panelist)
    Membership.objects.filter(pk=membership.pk).update(ended_at=None)
    assert not ApiToken.objects.usable(clock.now()).exists()


def test_ending_is_in_the_journal(as_admin, panelist):
    end(as_admin, panelist)
    event = Event.objects.get(kind="member.ended")
    assert (event.subject, event.payload["before"]) == (panelist.user_id, "panelist")


def test_the_last_admin_stays(as_admin, admin):
    response = end(as_admin, admin)
    assert response.status_code == 409 and "last admin" in response.content.decode()
    assert set_role(as_admin, admin, Role.LEAD).status_code == 409
    assert Membership.objects.active().get(user=admin.user_id).role == Role.ADMIN


def test_an_admin_leaves_when_there_is_another(as_admin, admin, workspace):
    make_actor(workspace, Role.ADMIN, "second@halden.example")
    assert end(as_admin, admin)["Location"] == "/"
    assert as_admin.get("/w/halden/people/").status_code == 404


def test_an_admin_whose_account_is_off_does_not_count(as_admin, admin, workspace):
    second = make_actor(workspace, Role.ADMIN, "second@halden.example")
    Membership.objects.get(user=second.user_id).user.__class__.objects.filter(pk=second.user_id).update(
        is_active=False
    )
    assert end(as_admin, admin).status_code == 409


def test_ending_twice_is_not_found(as_admin, panelist):
    end(as_admin, panelist)
    assert end(as_admin, panelist).status_code == 404


def test_an_owner_starts_at_their_work(workspace, sign_in):
    client = sign_in(make_actor(workspace, Role.OWNER))
    assert client.get("/")["Location"] == "/w/halden/work/"


def test_in_several_workspaces_each_leads_to_where_the_role_starts(workspace, sign_in):
    actor = make_actor(workspace, Role.OWNER)
    other = make_workspace("rival", name="Rival")
    Membership.objects.create(workspace=other, user_id=actor.user_id, role=Role.LEAD)
    page = sign_in(actor).get("/", follow=True).content.decode()
    assert "/w/halden/work/" in page and "/w/rival/evaluations/" in page
