"""API tokens (threat 42)."""

from datetime import UTC, datetime

import pytest

from audits.journal.models import Event
from audits.kit import clock
from audits.people.models import ApiToken, Membership
from audits.people.roles import Role
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
TOKENS = "/w/halden/tokens/"


def create(client, **values):
    return client.post(f"{TOKENS}new", {"name": "Nightly import"} | values)


def revoke(client, token):
    return client.post(f"{TOKENS}{token.pk}/revoke")


def test_it_is_shown_once_and_kept_as_a_digest(as_lead):
    response = create(as_lead)
    secret = response.context["secret"]
    assert response.status_code == 201 and secret in response.content.decode()
    assert secret not in as_lead.get(TOKENS).content.decode()
    assert secret not in str(ApiToken.objects.values_list()) + str(Event.objects.values_list())
    assert len(secret) > 43 and ApiToken.objects.get().prefix == secret[:8]


def test_it_works_until_the_end_of_its_last_day_in_the_workspaces_zone(as_lead, workspace):
    workspace.timezone = "America/New_York"
    workspace.save()
    create(as_lead, expires_on="2099-06-30")
    assert ApiToken.objects.get().expires_at == datetime(2099, 7, 1, 4, tzinfo=UTC)


def test_a_past_day_is_refused(as_lead):
    response = create(as_lead, expires_on="2020-01-01")
    assert response.status_code == 422 and "This date is past" in response.content.decode()
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "x" * 201}, {"expires_on": "soon"}])
def test_bad_input_is_named(as_lead, values):
    response = create(as_lead, **values)
    assert response.status_code == 422 and list(response.context["form"].errors) == list(values)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_refused_in_words(as_lead, day):
    assert create(as_lead, expires_on=day).status_code == 422


def test_one_sees_and_revokes_ones_own_only(as_lead, panelist, sign_in):
    create(as_lead)
    other = sign_in(panelist)
    assert "Nightly import" not in other.get(TOKENS).content.decode()
    assert revoke(other, ApiToken.objects.get()).status_code == 404
    assert revoke(as_lead, ApiToken.objects.get()).status_code == 302
    assert not ApiToken.objects.usable(clock.now()).exists()


def test_admins_see_and_revoke_all(as_admin, as_lead):
    create(as_lead)
    assert "Nightly import" in as_admin.get(TOKENS).content.decode()
    assert revoke(as_admin, ApiToken.objects.get()).status_code == 302
    assert Event.objects.filter(kind__startswith="token.").count() == 2


def test_revoking_twice_says_so(as_lead):
    create(as_lead)
    revoke(as_lead, ApiToken.objects.get())
    assert revoke(as_lead, ApiToken.objects.get()).status_code == 409


def test_a_token_of_another_workspace_is_not_found(as_admin, workspace):
    other = make_actor(type(workspace).objects.create(slug="other", name="Other"), Role.LEAD)
    token = ApiToken.issue(membership=Membership.objects.get(user=other.user_id), name="theirs")[0]
    assert revoke(as_admin, token).status_code == 404
