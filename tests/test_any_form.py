"""Whatever is typed into a field of a form is answered by a page or a refusal, never a failure (T11)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from audits.evidence import making
from audits.people.roles import Role
from audits.reports import asking
from tests import access_cases as cases
from tests.access_matrix import Address, addresses
from tests.access_world import Json, World

HOSTILE = [
    "a\x00b",
    "half \ud800 of a character",
    "x" * 20_001,
    "=cmd|' /C calc'!A0 \u202e <script>alert(1)</script> {{ 7|add:7 }} %s%n",
    "٣",
    "-1",
    "99999999999999999999999",
    "9" * 5000,
    "2026-02-30",
    "00000000-0000-0000-0000-00000000000g",
    "",
]
FORMS = [
    each
    for each in addresses()
    if each.policy.kind in {"member", "link"}
    and each.name in cases.BODIES
    and not each.route.startswith("api/")
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One for all tests here: each request undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SETTLED", set(making.MadeStatus))
        yield World()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_forms_are_sent_to_a_database_of_the_tests() -> None:
    """Also asks for that database: pytest-django makes it only where a test is marked."""
    assert "test" in str(connection.settings_dict["NAME"])


@pytest.mark.parametrize("address", FORMS, ids=lambda address: address.name)
def test_no_field_of_a_form_breaks_its_page(world: World, address: Address) -> None:
    body, path = address.body(world.ours), address.path(world.ours)
    who = "vendor" if address.policy.kind == "link" else Role.ADMIN
    # A body in JSON has tests of its own; a file is no text.
    if isinstance(body, Json):
        return
    with fields_read() as read:
        world.ask(who, "POST", path, body)
    for name in sorted({*body, *read}):
        if hasattr(body.get(name), "read"):
            continue
        # What is sent rarely is tried with less.
        for value in HOSTILE if name in body else HOSTILE[::3]:
            typed = {**body, name: value.encode("utf-8", "surrogatepass")}
            outcome = world.ask(who, "POST", path, typed)
            assert outcome.status < 500, (name, value[:20])


@contextmanager
def fields_read() -> Iterator[set[str]]:
    """The names that the view of a request looks for in what was sent."""
    read: set[str] = set()

    def spy(how: str) -> Any:
        inner = getattr(QueryDict, how)

        def note(sent: QueryDict, name: str, *more: Any) -> Any:
            read.add(name)
            return inner(sent, name, *more)

        return note

    with pytest.MonkeyPatch.context() as patch:
        for how in ("get", "getlist", "__getitem__", "__contains__"):
            patch.setattr(QueryDict, how, spy(how))
        yield read
