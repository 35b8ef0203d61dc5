"""create_workspace with its one-time link, and create_api_token."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from audits.journal.models import Event
from audits.kit import clock
from audits.people.actions.account import tokens
from audits.people.models import ApiToken, Membership, Workspace, digest
from audits.people.roles import Role
from tests.factories import PASSWORD, make_actor, make_user, make_workspace

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue().rstrip("\n").split("\n")


def create(slug="acme", *, name="Acme", admin="you@example.com"):
    return run("create_workspace", slug, "--name", name, "--admin", admin)


@pytest.fixture
def link():
    return create()[-1].removeprefix("http://127.0.0.1:8000")


def test_it_makes_the_workspace_and_its_admin():
    create(admin="You@Example.com")
    membership = Membership.objects.with_parts().get()
    assert (membership.workspace.slug, membership.user.email, membership.role) == (
        "acme",
        "you@example.com",
        Role.ADMIN,
    )
    assert not membership.user.has_usable_password()
    assert Event.objects.get(kind="workspace.created").actor is None


def test_the_link_is_that_of_site_url(settings):
    settings.SITE_URL = "https://scorecard.example"
    assert create()[-1].startswith("https://scorecard.example/accounts/link/")


def test_the_link_signs_in_once_and_leads_to_a_password(client, link):
    assert "you@example.com" in client.get(link).content.decode()
    assert client.post(link)["Location"] == "/accounts/password/set/"
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert client.get("/")["Location"] == "/w/acme/evaluations/"
    assert Client().get(link).status_code == Client().post(link).status_code == 410


def test_opening_the_link_signs_nobody_in(client, link):
    client.get(link)
    assert client.get("/profile/").status_code == 302
    assert client.get(link).status_code == 200


def test_the_link_dies_after_three_days(client, link, monkeypatch):
    later = datetime.now() + timedelta(days=3, seconds=2)
    monkeypatch.setattr(tokens, "_now", lambda: later)
    assert client.post(link).status_code == 410


def test_the_link_of_somebody_with_a_password_leads_to_the_start(client):
    make_user("you@example.com", password=PASSWORD)
    link = create()[-1].removeprefix("http://127.0.0.1:8000")
    assert client.post(link)["Location"] == "/"


@pytest.mark.parametrize("broken", ["/accounts/link/x/y/", "/accounts/link/MQ/y/", "/accounts/link/%F0/y/"])
def test_a_broken_link_says_so(client, broken):
    assert client.get(broken).status_code == 410


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"slug": "Acme Ltd"}, "small letters"),
        ({"slug": "acme-"}, "small letters"),
        ({"slug": "a" * 51}, "small letters"),
        ({"name": " "}, "Give the workspace's name"),
        ({"name": "x" * 201}, "too long"),
        ({"admin": "you"}, "not an email address"),
    ],
)
def test_bad_input_is_one_clear_line(values, words):
    with pytest.raises(CommandError, match=words) as caught:
        create(values.pop("slug", "acme"), **values)
    assert "\n" not in str(caught.value)
    assert not Workspace.objects.exists()


def test_a_taken_address_is_said():
    create()
    with pytest.raises(CommandError, match="exists already"):
        create()


def test_the_token_stands_alone_on_the_last_line():
    actor = make_actor(make_workspace(), Role.LEAD)
    lines = run("create_api_token", actor.email, "--name", "CI")
    assert ApiToken.objects.usable(clock.now()).get().digest == digest(lines[-1])
    assert lines == [lines[-1]] and lines[-1].startswith("sc_")


def test_without_a_workspace_it_is_the_persons_first():
    actor = make_actor(make_workspace("first"), Role.LEAD)
    second = make_workspace("second")
    Membership.objects.create(workspace=second, user_id=actor.user_id, role=Role.OWNER)
    run("create_api_token", actor.email, "--name", "CI")
    run("create_api_token", actor.email, "--name", "CI", "--workspace", "second")
    slugs = ApiToken.objects.order_by("created_at").values_list("membership__workspace__slug", flat=True)
    assert list(slugs) == ["first", "second"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no@a.example", "--name", "CI"], "not a member of any workspace"),
        (["lead@halden.example", "--name", "CI", "--workspace", "none"], "not a member of workspace none"),
        (["lead@halden.example", "--name", " "], "Give the token a name"),
    ],
)
def test_bad_token_input_is_one_clear_line(lead, arguments, words):
    with pytest.raises(CommandError, match=words):
        run("create_api_token", *arguments)
