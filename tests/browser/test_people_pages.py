"""Getting in and looking after people, in a real browser: works, fits, and axe finds nothing."""

import pytest
from playwright.sync_api import expect

from audits.people.actions import invitations
from audits.people.roles import Role
from tests.browser.looks import faults, sign_in
from tests.factories import PASSWORD, make_actor, user_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(workspace):
    actor = make_actor(workspace, Role.ADMIN)
    make_actor(workspace, Role.PANELIST, "maximiliane.von-der-langen-strasse@halden.example")
    user = user_of(actor)
    user.set_password(PASSWORD)
    user.save()
    return actor


def test_pages_of_people_have_no_faults(page, live_server, admin, violations):
    sign_in(page, live_server, admin)
    invitations.invite(actor=admin, email="guest@halden.example", role=Role.OWNER)
    found = []
    for path in [
        "/w/halden/people/",
        "/w/halden/tokens/",
        "/w/halden/settings/",
        "/profile/",
        "/workspaces/",
    ]:
        page.goto(f"{live_server.url}{path}")
        found += faults(page, violations)
    assert found == []


def test_pages_before_signing_in_have_no_faults(page, live_server, admin, violations):
    issued = invitations.invite(actor=admin, email="guest@halden.example", role=Role.OWNER)
    invitation = f"/invitations/{issued.link.split('/')[-2]}/"
    found = []
    for path in ["/accounts/login/", "/accounts/password/reset/", invitation, "/invitations/none/"]:
        page.goto(f"{live_server.url}{path}")
        found += faults(page, violations)
    assert found == []


def test_an_invited_person_comes_in(page, live_server, admin, browser):
    sign_in(page, live_server, admin)
    page.goto(f"{live_server.url}/w/halden/people/")
    page.locator(".invite").get_by_label("Email").fill("nia@halden.example")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Invitation link").input_value()
    guest = browser.new_context().new_page()
    guest.goto(f"{live_server.url}/{link.split('/', 3)[3]}")
    guest.get_by_label("Your name").fill("Nia New")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Make my account and join").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Evaluations")
    guest.context.close()
