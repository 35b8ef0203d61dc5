"""Resetting and changing passwords (threats 50, 51)."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = "a longer new password"
RESET = "/accounts/password/reset/"


@pytest.fixture
def ada():
    return make_user("ada@halden.example", password=PASSWORD)


def link_in(message):
    return re.findall(r"https?://\S+", message.body)[0]


def ask(client, email="ada@halden.example", **headers):
    return client.post(RESET, {"email": email}, headers=headers)


def follow(client, link):
    return client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)


def test_the_mailed_link_sets_a_new_password_once(client, ada):
    ask(client)
    link = link_in(mail.outbox[0])
    page = follow(client, link)
    action = page.request["PATH_INFO"]
    assert client.post(action, {"password1": NEW, "password2": NEW}).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert "no longer works" in follow(Client(), link).content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_link_is_that_of_site_url_whatever_host_was_named(client, ada, settings, host):
    settings.SITE_URL = "https://scorecard.example"
    ask(client, Host=host, **{"X-Forwarded-Host": "evil.example"})
    assert link_in(mail.outbox[0]).startswith("https://scorecard.example/accounts/password/reset/key/")
    assert "evil" not in mail.outbox[0].body


def test_a_strange_host_is_refused(client, ada):
    assert ask(client, Host="evil.example").status_code == 400
    assert mail.outbox == []


def test_an_unknown_address_gets_the_same_answer(client, ada):
    known, unknown = ask(client), ask(client, email="nobody@a.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "no account has it" in mail.outbox[1].body


def test_a_mail_that_cannot_be_sent_is_said(client, ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = ask(client)
    assert response.status_code == 409
    assert "could not be sent" in response.content.decode()


@pytest.mark.parametrize("password", ["short", "password1234", "ada@halden.example"])
def test_a_weak_password_is_refused_in_words(client, ada, password):
    client.force_login(ada)
    values = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    response = client.post("/accounts/password/change/", values)
    assert response.context["form"].errors["password1"]
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_changing_it_ends_the_sessions_of_other_devices(client, ada):
    client.force_login(ada)
    other = Client()
    other.force_login(ada)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", values)["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200
    assert other.get("/profile/").status_code == 302


def test_the_old_password_is_asked_for(client, ada):
    client.force_login(ada)
    values = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", values).context["form"].errors["oldpassword"]
