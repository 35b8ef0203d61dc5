"""Inviting by a link and joining by it (threats 35 to 37)."""

import secrets
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from audits.journal.models import Event
from audits.kit import clock
from audits.people.models import Invitation, Membership, User
from audits.people.roles import Role
from tests.factories import PASSWORD, make_actor, make_user, make_workspace, user_of

pytestmark = pytest.mark.django_db
EMAIL = "new@halden.example"
JOINING = {"name": "Nia New", "password": PASSWORD}


def invite(client, email=EMAIL, role=Role.PANELIST, **headers):
    return client.post("/w/halden/invitations", {"email": email, "role": role}, headers=headers)


@pytest.fixture
def path(as_admin):
    return link(invite(as_admin))


def link(response):
    return response.context["issued"].link.removeprefix("http://127.0.0.1:8000")


def test_the_link_is_shown_once_mailed_and_kept_as_a_digest(as_admin):
    response = invite(as_admin)
    token = link(response).split("/")[2]
    assert len(token) >= 43
    assert token in response.content.decode() and token in mail.outbox[0].body
    assert token not in as_admin.get("/w/halden/people/").content.decode()
    assert token not in str(Invitation.objects.values_list())
    assert token not in str(Event.objects.values_list())


def test_opening_the_link_uses_nothing_up(client, path):
    for _ in range(3):
        assert "Join Halden Supply" in client.get(path).content.decode()
    assert client.head(path).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_a_new_person_joins_with_name_and_password(client, path):
    assert client.post(path, JOINING)["Location"] == "/"
    membership = Membership.objects.get(user__email=EMAIL)
    assert (membership.role, membership.user.name) == (Role.PANELIST, "Nia New")
    assert client.get("/w/halden/evaluations/").status_code == 200
    assert Event.objects.get(kind="member.joined").actor == membership.user


def test_an_existing_person_signs_in_first_and_comes_back(client, path):
    make_user(EMAIL, password=PASSWORD)
    page = client.get(path).content.decode()
    assert f"/accounts/login/?next={path}" in page and "password" not in page
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD, "next": path})
    client.post(path)
    assert Membership.objects.active().filter(user__email=EMAIL).exists()


def test_the_password_of_an_existing_person_cannot_be_set_by_the_link(client, path):
    user = make_user(EMAIL, password=PASSWORD)
    response = client.post(path, {"name": "Thief", "password": "another long password"})
    assert response.status_code == 409
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_somebody_else_cannot_take_it(path, as_lead):
    assert "another address" in as_lead.get(path).content.decode()
    assert as_lead.post(path).status_code == 409


def test_a_used_link_says_so(client, path):
    client.post(path, JOINING)
    response = Client().get(path)
    assert response.status_code == 410 and "accepted already" in response.content.decode()
    assert Client().post(path, JOINING).status_code == 410


def test_a_link_dies_after_fourteen_days(client, path, monkeypatch):
    later = clock.now() + timedelta(days=14, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    response = client.post(path, JOINING)
    assert response.status_code == 410 and "expired" in response.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_link_taken_back_is_dead(client, as_admin, path):
    invitation = Invitation.objects.get()
    as_admin.post(f"/w/halden/invitations/{invitation.pk}/revoke")
    assert client.get(path).status_code == client.post(path, JOINING).status_code == 410
    assert Event.objects.filter(kind="invitation.revoked").count() == 1


def test_inviting_again_kills_the_first_link(client, as_admin, path):
    second = link(invite(as_admin, email="NEW@halden.example"))
    assert client.get(path).status_code == 410
    assert client.get(second).status_code == 200


def test_wrong_links_are_404_and_soon_refused(client, path):
    answers = [client.get(f"/invitations/{secrets.token_urlsafe(32)}/").status_code for _ in range(3)]
    posts = [
        client.post(f"/invitations/{secrets.token_urlsafe(32)}/", JOINING).status_code for _ in range(70)
    ]
    assert answers == [404] * 3
    assert set(posts[:50]) == {404} and posts[-1] == 429
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("values", [{"email": "no address"}, {"email": "a\0b@x.example"}, {"role": "king"}])
def test_bad_input_is_named_beside_its_field(as_admin, values):
    response = as_admin.post("/w/halden/invitations", {"email": EMAIL, "role": "lead"} | values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(values)


def test_a_member_is_not_invited_again(as_admin, lead):
    response = invite(as_admin, email=lead.email.upper())
    assert response.status_code == 422 and "is a member already" in response.content.decode()


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"name": "x" * 201}, {"name": "a\0b"}, {"password": "short"}]
)
def test_a_refused_joining_keeps_the_name_and_the_link(client, path, values):
    response = client.post(path, JOINING | values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(values)
    assert client.post(path, JOINING).status_code == 302


def test_a_mail_that_fails_leaves_the_link_to_hand_over(as_admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = invite(as_admin)
    assert response.status_code == 201
    assert "The mail was not sent" in response.content.decode() and link(response)


def test_the_link_is_that_of_site_url(as_admin, settings):
    settings.SITE_URL = "https://scorecard.example"
    response = invite(as_admin, Host="localhost", **{"X-Forwarded-Host": "evil.example"})
    assert response.context["issued"].link.startswith("https://scorecard.example/invitations/")
    assert "evil" not in mail.outbox[0].body


def test_a_line_break_in_a_name_makes_no_mail_header(as_admin, workspace):
    workspace.name = "Halden\r\nBcc: evil@evil.example"
    workspace.save()
    assert invite(as_admin).status_code == 201
    assert mail.outbox[0].to == [EMAIL] and "\n" not in mail.outbox[0].subject


def test_somebody_whose_membership_ended_comes_back_with_the_new_role(as_admin, panelist):
    user = user_of(panelist)
    as_admin.post(f"/w/halden/people/{user.pk}/end")
    back = link(invite(as_admin, email=user.email, role=Role.PROCUREMENT))
    client = Client()
    client.force_login(user)
    client.post(back)
    assert Membership.objects.active().get(user=user).role == Role.PROCUREMENT


def test_one_person_joins_a_second_workspace_and_chooses(as_admin, path, sign_in):
    other = make_actor(make_workspace("other", name="Other"), email=EMAIL)
    client = sign_in(other)
    assert client.get("/")["Location"] == "/w/other/evaluations/"
    client.post(path)
    assert client.get("/")["Location"] == "/workspaces/"
    page = client.get("/workspaces/").content.decode()
    assert "/w/other/evaluations/" in page and "/w/halden/evaluations/" in page
