"""Signing in and out, and its limits (threats 45, 47, 48)."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from scorecard import settings as shipped
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def attempt(client, email="ada@halden.example", password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": email, "password": password}, headers=headers)


@pytest.fixture
def ada():
    return make_user("ada@halden.example", password=PASSWORD)


def test_email_and_password_lead_to_the_start_page(client, ada):
    response = attempt(client)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_case_of_the_address_does_not_matter(client, ada):
    assert attempt(client, email="Ada@Halden.Example").status_code == 302


def test_a_wrong_password_is_said_without_telling_whether_the_account_exists(client, ada):
    known, unknown = attempt(client, password="wrong"), attempt(client, email="no@halden.example")
    said = [list(each.context["form"].non_field_errors()) for each in (known, unknown)]
    assert said[0] == said[1] != []


def test_the_sixth_bad_password_is_refused_in_words(client, ada):
    for _ in range(5):
        attempt(client, password="wrong")
    response = attempt(client)
    assert "Too many failed login attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_forged_forwarding_header_does_not_reset_the_count(client, ada):
    for number in range(5):
        attempt(client, password="wrong", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert "Too many" in attempt(client, **{"X-Forwarded-For": "203.0.113.99"}).content.decode()


def test_another_host_name_does_not_reset_the_count(client, ada):
    for _ in range(5):
        attempt(client, password="wrong", Host="localhost")
    assert "Too many" in attempt(client, Host="127.0.0.1").content.decode()


def test_another_person_is_not_locked_out_with_the_first(client, ada):
    make_user("bo@halden.example", password=PASSWORD)
    for _ in range(6):
        attempt(client, password="wrong")
    assert attempt(client, email="bo@halden.example").status_code == 302


def test_a_configured_proxy_is_believed(client, ada, settings):
    """Ten bad passwords from one address block it; another address behind the same proxy goes on."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        attempt(client, email=f"u{number}@a.example", password="wrong", **{"X-Forwarded-For": "203.0.113.1"})
    assert "Too many" in attempt(client, **{"X-Forwarded-For": "203.0.113.1"}).content.decode()
    assert attempt(client, **{"X-Forwarded-For": "203.0.113.2"}).status_code == 302


def test_limits_are_counted_in_the_shared_database_cache(client, ada, settings):
    """Not in the memory of one process: a second one would let five more guesses through."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    for _ in range(5):
        attempt(client, password="wrong")
    caches["default"].close()
    assert "Too many" in attempt(Client()).content.decode()


def test_the_session_key_changes_at_sign_in(client, ada):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    attempt(client)
    assert client.session.session_key != before


def test_signing_out_kills_the_old_cookie(client, ada):
    attempt(client)
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = old
    assert thief.get("/profile/").status_code == 302


def test_reading_the_sign_out_page_signs_nobody_out(client, ada):
    attempt(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/profile/").status_code == 200


def test_an_ended_account_cannot_sign_in(client, ada):
    ada.is_active = False
    ada.save()
    attempt(client)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_without_an_invitation(client):
    values = {"email": "new@a.example", "password1": PASSWORD, "password2": PASSWORD}
    assert "by invitation" in client.post("/accounts/signup/", values).content.decode()


def test_passwords_are_stored_with_argon2(settings):
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    assert make_user("eve@halden.example", password=PASSWORD).password.startswith("argon2$")
