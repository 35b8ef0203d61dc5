"""Who may call what: every address for every role, for nobody, for a token, and across workspaces (T1)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client

from audits.checklists.models import RunItem
from audits.evaluations.models import Clarification
from audits.evaluations.views.clarified import guard
from audits.evidence.making import MadeStatus
from audits.inbox import guests
from audits.people.access import actor_in, declare, public, sign_in_first
from audits.people.actor import Actor
from audits.people.models import GuestQuerySet, Membership
from audits.people.roles import EVERYONE, WRITES_OWN, Role
from audits.reports import asking
from tests import access_cases as cases
from tests.access_matrix import Address, addresses, ask_api, bare_of, breaches, pattern_named
from tests.access_world import Outcome, World, database_hash

ADDRESSES = addresses()
MEMBER = [address for address in ADDRESSES if address.policy.kind == "member"]
PAGES = [address for address in ADDRESSES if not address.route.startswith("api/")]
# Views that need no CSRF token: the API, which looks at no cookie.
EXEMPT_FROM_CSRF = {address.name for address in ADDRESSES if address.route.startswith("api/")}


MUTATIONS = ["role", "workspace"]


def without_guard(address: Address, view: Callable[..., Any], forgotten: str) -> Callable[..., Any]:
    """The view as if its author had not asked for the role, or not for the membership."""
    inner = view.__wrapped__  # type: ignore[attr-defined]

    def mutant(request: Any, workspace: str, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        request.actor, request.allowed_roles = actor_without(forgotten, request, workspace), EVERYONE
        return inner(request, **kwargs, **({"workspace": workspace} if address.policy.by_object else {}))

    return declare(mutant, address.policy)


def actor_without(forgotten: str, request: Any, workspace: str) -> Actor:
    if forgotten == "role":
        return actor_in(request, workspace)
    memberships = Membership.objects.active().with_parts()
    return Actor.of(memberships.get(workspace__slug=workspace, role=Role.ADMIN))


@pytest.mark.django_db
def test_the_world_is_made_in_a_database_of_the_tests() -> None:
    """Also asks for that database: pytest-django makes it only where a test is marked."""
    assert "test" in str(connection.settings_dict["NAME"])
    assert not Membership.objects.exists()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One for all tests here: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        # No worker runs here, so nobody waits for one.
        patch.setattr(asking, "SETTLED", set(MadeStatus))
        yield World()
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_address_is_open_to_whom_it_should_be(world, address):
    assert list(breaches(world, address)) == []


@pytest.mark.parametrize("address", MEMBER, ids=lambda address: address.name)
def test_view_declares_the_roles_of_the_table(address):
    assert address.policy.roles == address.roles


def test_table_names_no_address_that_is_gone():
    known = {address.name for address in ADDRESSES}
    assert set(cases.ROLES) | set(cases.BODIES) | set(cases.FOREIGN_BODIES) <= known


def test_refused_writes_leave_the_database_as_it_was(world):
    paths = [(each, each.path(world.ours), each.path(world.theirs)) for each in MEMBER]
    before = database_hash()
    with world.keeping():
        for address, ours, theirs in paths:
            world.ask(Role.LEAD, "POST", theirs, address.body(world.theirs))
            for who in set(Role.values) - address.roles_for("POST"):
                world.ask(who, "POST", ours, address.body(world.ours))
        assert database_hash() == before


def test_reading_everything_leaves_the_database_as_it_was(world):
    paths = [each.path(world.ours) for each in ADDRESSES if not each.route.startswith("api/")]
    before = database_hash()
    with world.keeping():
        for path in paths:
            world.ask(Role.ADMIN, "GET", path)
        assert database_hash() == before


@pytest.mark.parametrize("name", cases.FOREIGN_BODIES)
def test_ids_of_another_workspace_in_a_body_are_refused(world, name):
    address = next(each for each in ADDRESSES if each.name == name)
    body = cases.FOREIGN_BODIES[name](world.ours, world.theirs)
    path, before = address.path(world.ours), database_hash()
    with world.keeping():
        if address.policy.kind == "token":
            outcome = ask_api(world, Role.LEAD, address.methods[0], path, body)
        else:
            outcome = world.ask(Role.LEAD, "POST", path, body)
        assert database_hash() == before
    assert outcome.status in {404, 422}, outcome.text[:500]


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_page_takes_no_write_without_its_csrf_token(world, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.person(Role.ADMIN))
    assert client.post(address.path(world.ours), address.body(world.ours)).status_code == 403


def test_only_the_api_is_exempt_from_csrf():
    exempt = {
        each.name for each in ADDRESSES if getattr(pattern_named(each.name).callback, "csrf_exempt", False)
    }
    assert exempt <= EXEMPT_FROM_CSRF


def test_a_fragment_asked_for_by_nobody_is_answered_401(world):
    for address in MEMBER:
        assert world.ask("", "GET", address.path(world.ours), headers={"HX-Request": "true"}).status == 401


def test_error_pages_carry_the_protective_headers(world, monkeypatch):
    def broken(request: HttpRequest) -> None:
        raise ZeroDivisionError

    client = Client(raise_request_exception=False)
    evil = client.get("/", headers={"Host": "evil.example"})
    monkeypatch.setattr(pattern_named("healthz"), "callback", public(broken))
    for response, status in [(evil, 400), (client.get("/healthz"), 500), (client.get("/none"), 404)]:
        assert response.status_code == status
        assert list(bare_of(Outcome(response, "", []))) == []


# Hot views ask with their object's query; of those only pages: the actions behind a save ask once more.
# Those for owners ask whose row it is as well, and so keep a role out whose guard was forgotten.
UNTRIED = (EVERYONE, WRITES_OWN)
GUARDED = [each for each in MEMBER if each.policy.roles not in UNTRIED and not each.policy.by_object]
SPREAD = GUARDED[:: max(1, len(GUARDED) // 17)][:17]
HOT_PAGES = [each for each in MEMBER if each.name in {"candidate-score", "candidate-changes", "compare"}]
MUTANTS = [(each, MUTATIONS[place % 2]) for place, each in enumerate(SPREAD)]
MUTANTS += [(each, "role") for each in HOT_PAGES]


@pytest.mark.parametrize(("address", "mutation"), MUTANTS, ids=lambda each: getattr(each, "name", each))
def test_matrix_notices_a_forgotten_guard(world, monkeypatch, address, mutation):
    pattern = pattern_named(address.name)
    monkeypatch.setattr(pattern, "callback", without_guard(address, pattern.callback, mutation))
    assert next(breaches(world, address), None)


def let_everybody_in(guests: GuestQuerySet, at: datetime) -> GuestQuerySet:
    return guests


def any_item(guest: Actor, key: UUID) -> RunItem:
    return RunItem.objects.select_related("run", "saved_by", "commitment", "finding").get(pk=key)


@pytest.mark.parametrize(
    ("owner", "name", "mutant"),
    [(GuestQuerySet, "active", let_everybody_in), (guests, "item_of", any_item)],
    ids=["ended link", "item of others"],
)
def test_matrix_notices_what_a_guest_should_not_reach(world, monkeypatch, owner, name, mutant):
    address = next(each for each in ADDRESSES if each.name == "guest-item")
    monkeypatch.setattr(owner, name, mutant)
    assert next(breaches(world, address), None)


def any_link(request: Any, key: UUID) -> Clarification:
    return Clarification.objects.with_parts().get(pk=key)


@pytest.mark.parametrize(
    ("owner", "name", "mutant"),
    [(guard, "held_by", any_link), (Clarification, "is_active", lambda row, at: True)],
    ids=["link of others", "dead link"],
)
def test_matrix_notices_what_a_vendor_should_not_reach(world, monkeypatch, owner, name, mutant):
    address = next(each for each in ADDRESSES if each.name == "clarified")
    monkeypatch.setattr(owner, name, mutant)
    assert next(breaches(world, address), None)


def test_twenty_guards_were_taken_away():
    assert len(MUTANTS) == 20
