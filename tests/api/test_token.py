"""Who is let in: a token's bearer, with the role of its member, in its workspace."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import ApiToken, Membership, User
from audits.people.roles import Role
from tests.api.caller import Caller, problem_of

pytestmark = pytest.mark.django_db
PATH = "/api/v1/vendors"


def last_use() -> datetime:
    used = ApiToken.objects.get().last_used_at
    assert used is not None
    return used


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer nonsense", "Basic dXNlcjpwYXNz", "Token sc_x", "Bearer \xff\x00"],
)
def test_without_a_token_nobody_comes_in(db: None, header: str | None) -> None:
    answer = Client().get(PATH, headers={} if header is None else {"Authorization": header})
    problem_of(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_alone_is_not_looked_at(lead: Actor, sign_in: Any) -> None:
    client = sign_in(lead)
    problem_of(client.get(PATH), 401)
    problem_of(client.post(PATH, {"name": "A"}, content_type="application/json"), 401)


def test_a_bearer_needs_no_csrf_token(api: Caller) -> None:
    api.client = Client(enforce_csrf_checks=True)
    assert api.post("/vendors", {"name": "Pipetap"}).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": clock.now()},
        {"expires_at": clock.now() - timedelta(seconds=1)},
    ],
)
def test_a_revoked_or_expired_token_is_refused(api: Caller, change: dict[str, Any]) -> None:
    ApiToken.objects.update(**change)
    problem_of(api.get("/vendors"), 401)


def test_a_leaver_s_token_is_refused(api: Caller) -> None:
    Membership.objects.update(ended_at=clock.now())
    problem_of(api.get("/vendors"), 401)


def test_an_inactive_person_s_token_is_refused(api: Caller) -> None:
    User.objects.update(is_active=False)
    problem_of(api.get("/vendors"), 401)


def test_a_changed_role_counts_at_once(api: Caller) -> None:
    Membership.objects.update(role=Role.OWNER)
    problem_of(api.get("/vendors"), 403)


def test_the_scheme_is_read_in_any_case(api: Caller) -> None:
    assert Client().get(PATH, headers={"Authorization": f"bearer {api.token}"}).status_code == 200


def test_use_is_noted_at_most_once_a_minute(api: Caller) -> None:
    api.get("/vendors")
    first = last_use()
    api.get("/vendors")
    assert last_use() == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    api.get("/vendors")
    assert last_use() >= first


def test_a_read_asks_the_database_twice(api: Caller, django_assert_num_queries: Any) -> None:
    api.get("/vendors")
    with django_assert_num_queries(2):  # the token with its member, the vendors
        api.get("/vendors")
