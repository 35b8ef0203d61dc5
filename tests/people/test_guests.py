"""Somebody outside the workspace comes in by a link, until it ends (threats 35 to 38)."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from audits.checklists.actions.items import assign_items
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.kit.scrub import scrubbed
from audits.notices.letters import Unwanted, letter
from audits.people.access import GUEST_KEY
from audits.people.actions.guests import invite_guest, link_of, renew_guest, revoke_guest
from audits.people.actions.invitations import invite
from audits.people.actions.members import end_membership
from audits.people.models import Guest, Membership, User, digest
from audits.people.owners import clean_owner, owner_choices
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import item_of, make_run
from tests.factories import PASSWORD, make_actor, make_workspace, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R089")]
EMAIL = "kim@agency.example"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def guest(lead):
    return invite_guest(actor=lead, email=EMAIL)


@pytest.fixture
def path(guest):
    return link_of(guest).removeprefix(SITE)


@pytest.fixture
def inside(client, path):
    client.post(path)
    return client


def mailed():
    message = OutboxMessage.objects.select_related("workspace", "recipient").latest("pk")
    return letter(message)


def is_let_in(client):
    return client.get("/guest/").status_code == 200


def test_an_invited_person_has_no_password_and_no_membership(lead, guest):
    user = User.objects.get(email=EMAIL)
    assert not user.has_usable_password()
    assert not Membership.objects.filter(user=user).exists()
    event = Event.objects.get(kind="guest.invited")
    assert (event.actor_id, event.payload["after"]["email"]) == (lead.user_id, EMAIL)


def test_the_link_is_mailed_by_the_outbox_which_holds_no_secret(guest):
    assert guest.token in str(mailed().body) and mailed().to == [EMAIL]
    with connection.cursor() as cursor:
        for table in ("people_guest", "journal_outboxmessage", "journal_event"):
            cursor.execute(f"SELECT * FROM {table}")
            assert guest.token not in str(cursor.fetchall())


def test_a_token_holds_256_bits_and_depends_on_the_installations_key(guest, settings):
    before = guest.token
    assert (len(before), guest.token_digest) == (43, digest(before))
    settings.SECRET_KEY = "another key"
    assert guest.token != before


def test_mails_about_work_lead_a_guest_to_their_own_list(lead, guest):
    run = make_run(lead)
    assign_items(actor=lead, run=run, items=[item_of(run, "qt-01").pk], owner=EMAIL)
    body = str(mailed().body)
    assert link_of(guest) in body and "/w/halden/" not in body and "/profile/" not in body


def test_opening_the_link_uses_nothing_up_and_lets_nobody_in(client, path):
    for _ in range(3):
        page = client.get(path)
        assert "Halden Supply" in page.content.decode() and EMAIL in page.content.decode()
    assert client.head(path).status_code == 200
    assert not is_let_in(client)


def test_the_link_is_exchanged_for_a_session_at_a_clean_address(client, path, guest):
    client.get(path)
    answer = client.post(path)
    assert answer["Location"] == "/guest/" and is_let_in(client)
    guest.refresh_from_db()
    assert guest.last_seen_at is not None


def test_the_exchange_makes_another_session_key(client, path):
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["scorecard-session"] = session.session_key
    client.post(path)
    assert client.session.session_key != session.session_key
    assert client.session[GUEST_KEY]


def test_the_page_of_the_link_tells_its_address_to_no_other(client, path):
    assert client.get(path)["Referrer-Policy"] == "strict-origin"


def test_a_wrong_token_is_not_found_and_soon_refused(client):
    answers = [client.post(f"/guest/link/{number:043d}/").status_code for number in range(70)]
    assert set(answers[:50]) == {404} and answers[-1] == 429


def test_the_session_of_a_guest_opens_no_other_page(inside):
    assert inside.get("/w/halden/work/").status_code == 302
    assert inside.get("/profile/").status_code == 302
    assert inside.get("/api/v1/runs").status_code == 401


def test_an_expired_link_ends_the_session_too(inside, guest, path):
    Guest.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert inside.get("/guest/").status_code == 403
    assert Client().post(path).status_code == 410


def test_a_revoked_link_ends_the_session_with_the_next_request(lead, inside, guest, path):
    revoke_guest(actor=lead, guest=guest)
    assert inside.get("/guest/").status_code == 403
    page = Client().get(path)
    assert page.status_code == 410 and "taken back" in page.content.decode()
    with pytest.raises(Blocked):
        revoke_guest(actor=lead, guest=guest)
    assert Event.objects.filter(kind="guest.revoked").count() == 1


def test_a_new_link_ends_the_one_before_it(lead, inside, guest, path):
    renewed = renew_guest(actor=lead, guest=guest)
    assert inside.get("/guest/").status_code == 403
    assert Client().get(path).status_code == 404
    assert renewed.pk == guest.pk and renewed.token in str(mailed().body)


def test_a_mail_that_waits_carries_the_link_that_works(lead, guest):
    waiting = OutboxMessage.objects.select_related("workspace", "recipient").latest("pk")
    renewed = renew_guest(actor=lead, guest=guest)
    assert renewed.token in str(letter(waiting).body)
    revoke_guest(actor=lead, guest=renewed)
    with pytest.raises(Unwanted):
        letter(waiting)


def test_inviting_again_while_the_link_works_mails_nothing(lead, guest):
    again = invite_guest(actor=lead, email=EMAIL.upper())
    assert (again.pk, again.token_digest) == (guest.pk, guest.token_digest)
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("email", ["", "kim", "kim@", "lead@halden.example"])
def test_only_an_address_of_somebody_who_is_no_member_is_taken(lead, email):
    with pytest.raises(Invalid) as refused:
        invite_guest(actor=lead, email=email)
    assert list(refused.value.fields) == ["email"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.PANELIST, Role.PROCUREMENT])
def test_only_those_who_lead_invite_and_revoke(workspace, guest, role):
    actor = make_actor(workspace, role)
    with pytest.raises(Denied):
        invite_guest(actor=actor, email="other@agency.example")
    with pytest.raises(Denied):
        revoke_guest(actor=actor, guest=guest)


def test_a_member_of_another_workspace_may_be_a_guest_here(lead):
    other = make_actor(make_workspace("rival"), Role.LEAD)
    client = Client()
    client.force_login(user_of(other))
    guest = invite_guest(actor=lead, email=other.email)
    client.post(link_of(guest).removeprefix(SITE))
    assert is_let_in(client)
    assert client.get("/w/rival/work/").status_code == 200
    assert client.get("/w/halden/work/").status_code == 404


def test_somebody_who_left_may_come_back_as_a_guest(lead, admin, panelist):
    membership = Membership.objects.with_parts().get(user=panelist.user_id)
    end_membership(actor=admin, membership=membership)
    assert invite_guest(actor=lead, email=panelist.email).user_id == panelist.user_id


def test_signing_out_forgets_the_link_and_keeps_a_members_session(lead, guest, path):
    client = Client()
    client.force_login(user_of(lead))
    client.post(path)
    assert "You are out" in client.post("/guest/leave").content.decode()
    assert not is_let_in(client)
    assert client.get("/w/halden/work/").status_code == 200


def test_a_guest_who_joins_sets_a_password_and_their_link_ends(admin, guest, inside):
    issued = invite(actor=admin, email=EMAIL, role=Role.OWNER)
    joining = issued.link.removeprefix(SITE)
    assert "Make my account" in Client().get(joining).content.decode()
    assert Client().post(joining, {"name": "Kim", "password": PASSWORD}).status_code == 302
    assert Client().login(email=EMAIL, password=PASSWORD)
    assert not is_let_in(inside)
    assert str(User.objects.get(email=EMAIL)) == "Kim"


def test_guests_own_items_and_findings_and_nothing_else(lead, guest):
    assert clean_owner(lead, EMAIL, guests=True) == guest.user
    with pytest.raises(Invalid):
        clean_owner(lead, EMAIL)
    assert (str(guest.user_id), f"{EMAIL} (by link)") in owner_choices(lead, guests=True)
    assert str(guest.user_id) not in dict(owner_choices(lead))


def test_a_guest_of_another_workspace_owns_nothing_here(lead):
    other = make_actor(make_workspace("rival"), Role.LEAD)
    invite_guest(actor=other, email=EMAIL)
    with pytest.raises(Invalid):
        clean_owner(lead, EMAIL, guests=True)
    assert owner_choices(lead, guests=True) == owner_choices(lead)


def test_the_people_page_lists_links_and_takes_them_back(as_lead, guest):
    assert EMAIL in as_lead.get("/w/halden/people/").content.decode()
    assert as_lead.post(f"/w/halden/guests/{guest.pk}/revoke").status_code == 302
    assert "Taken back" in as_lead.get("/w/halden/people/").content.decode()
    assert as_lead.post(f"/w/halden/guests/{guest.pk}/renew").status_code == 302
    assert "Taken back" not in as_lead.get("/w/halden/people/").content.decode()


def test_no_log_line_tells_the_token(client, caplog, guest, path):
    revoke_guest(actor=factories.make_actor(guest.workspace, Role.ADMIN), guest=guest)
    with caplog.at_level(logging.DEBUG):
        client.get(path)
    assert guest.token not in scrubbed(caplog.text)
