"""A secret typed anywhere into what comes after the purchase is stored nowhere (R097, threat 52)."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from audits.evidence import making
from audits.people.roles import GUEST, Role
from audits.reports import asking
from tests import access_cases as cases
from tests.access import AREAS, guests, inbox, notices
from tests.access_matrix import Address, addresses, ask_api
from tests.access_world import Outcome, World
from tests.test_any_form import fields_read

pytestmark = [pytest.mark.covers("R097")]
HIDDEN = "CANARYcanary"
SECRETS = [
    f"see xoxb-1234567890-{HIDDEN}9f2c",
    f"https://a.example/x?access_token={HIDDEN}9f2c",
    # Their masks are longer than they are: the text must fit all the same.
    ("pwd=a " * 40)[:199],
    ("pwd=a " * 200)[:999],
]
# What a page makes by itself, and what is no text.
UNTYPED = {"form_key", "seen", "version", "csrfmiddlewaretoken"}
OF_THE_API = {
    "post_run": ["title"],
    "patch_item": ["note"],
    "patch_finding": ["title", "steps", "expected", "observed", "mitigation", "fix", "ticket_url"],
    "post_resolve": ["fix", "regression_test"],
    "post_accept": ["reason"],
    "post_reopen_finding": ["reason"],
    "post_incident": ["title"],
    "put_step": ["note"],
    "post_entry": ["text"],
    "post_reopen_incident": ["reason"],
    "post_connector": ["name", "system", "scopes", "credential_label", "installed_version", "note"],
    "patch_connector": ["scopes", "credential_label", "status_url", "console_url", "note"],
}


def names_of(areas: tuple[ModuleType, ...]) -> set[str]:
    return {name for area in areas for _roles, names in area.BY_ROLES for name in names}


WRITTEN = names_of(AREAS) - names_of((guests, inbox, notices)) | {"guest-save", "guest-fail", "guest-finding"}
PLACES = [each for each in addresses() if each.name in WRITTEN and each.name in cases.BODIES]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One for all tests here: each request undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SETTLED", set(making.MadeStatus))
        yield World()
        transaction.set_rollback(True)


@contextmanager
def stored() -> Iterator[list[str]]:
    """What the statements of the block write."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, *more: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
            found.append(f"{sql[:60]} … {params}")
        return execute(sql, params, *more)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.django_db
def test_the_secrets_are_sent_to_a_database_of_the_tests() -> None:
    """Also asks for that database: pytest-django makes it only where a test is marked."""
    assert "test" in str(connection.settings_dict["NAME"])


@pytest.mark.parametrize("address", PLACES, ids=lambda address: address.name)
def test_no_text_keeps_a_secret(world: World, address: Address) -> None:
    for name in fields_of(world, address):
        for secret in SECRETS:
            with stored() as written:
                outcome = send(world, address, {**address.body(world.ours), name: secret})
            assert outcome.status < 500, (name, secret)
            assert not [each for each in written if HIDDEN.lower() in each.lower()], name
    assert not [message for message in mail.outbox if HIDDEN in message.body]


def fields_of(world: World, address: Address) -> list[str]:
    """Its texts: of a page what its view looks for, of the API those named above."""
    if address.policy.kind == "token":
        return OF_THE_API.get(address.name, [])
    with fields_read() as read:
        send(world, address, address.body(world.ours))
    body = address.body(world.ours)
    return sorted(name for name in {*read, *body} - UNTYPED if not hasattr(body.get(name), "read"))


def send(world: World, address: Address, body: Any) -> Outcome:
    path = address.path(world.ours)
    if address.policy.kind == "token":
        return ask_api(world, Role.ADMIN, address.methods[0], path, body)
    return world.ask(GUEST if address.policy.kind == "guest" else Role.ADMIN, "POST", path, body)
