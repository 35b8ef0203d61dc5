"""Nobody is sent to another site (threat 45)."""

import pytest
from django.urls import reverse

from audits.kit.redirect import safe_path
from tests.factories import PASSWORD, make_user

PAYLOADS = [
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "https://evil.example",
    "http://evil.example",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "\n//evil.example",
    "/\n/evil.example",
    "\r\n//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x0b//evil.example",
    "\x1f//evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "//evil.example@testserver",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "//127.0.0.1.evil.example",
    "https://evil.example#127.0.0.1",
    "https://evil.example?127.0.0.1",
    "http://[::1]@evil.example",
    "//evil%E3%80%82example",
    "https://evil.example\\@127.0.0.1",
]


def is_on_this_site(place):
    return place.startswith("/") and not place.startswith(("//", "/\\", "/\t", "/\n"))


def test_there_are_forty_payloads():
    assert len(set(PAYLOADS)) == 40


@pytest.mark.parametrize("target", PAYLOADS)
def test_the_one_helper_refuses_it(target):
    assert safe_path(target, fallback="/safe") == "/safe"


@pytest.mark.parametrize("target", [None, "", "/w/halden/people/", "/x?y=//z"])
def test_the_one_helper_lets_own_addresses_through(target):
    assert safe_path(target, fallback="/safe") == (target or "/safe")


@pytest.mark.django_db
@pytest.mark.parametrize("target", PAYLOADS)
def test_sign_in_out_and_profile_stay_here(client, target):
    make_user("ada@halden.example", password=PASSWORD)
    login = {"login": "ada@halden.example", "password": PASSWORD, "next": target}
    places = [client.post(reverse("account_login"), login)["Location"]]
    places.append(client.get(reverse("account_login"), {"next": target})["Location"])
    places.append(client.post(reverse("profile-keys"), {"next": target})["Location"])
    places.append(client.post(reverse("account_logout"), {"next": target})["Location"])
    assert [place for place in places if not is_on_this_site(place)] == []


@pytest.mark.parametrize("target", ["relative", "profile", "?a=1", "%s%n", "ﷺ"])
def test_a_bare_word_is_no_address(target):
    """Else the name of a view, or a failure where there is none."""
    assert safe_path(target, fallback="/safe") == "/safe"


@pytest.mark.django_db
def test_sign_in_goes_on_to_the_page_that_asked_for_it(client):
    make_user("ada@halden.example", password=PASSWORD)
    login = {"login": "ada@halden.example", "password": PASSWORD, "next": "/profile/"}
    assert client.post(reverse("account_login"), login)["Location"] == "/profile/"
