"""Every address, asked for by everybody: each check yields one line per breach of its policy (T1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Any

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from audits.people.access import Policy, patterns, policy_of
from audits.people.roles import GUEST, Role
from tests import access_cases as cases
from tests.access_world import MARKER, Outcome, Tenant, World

KEYWORD = re.compile(r"<(?:[a-z0-9_]+:)?([a-z0-9_]+)>|\(\?P<([a-z0-9_]+)>")
HIDDEN = {403, 404}
# A wrong method of the API is told before the bearer is looked at.
API_METHODS = {
    "get": "GET",
    "list": "GET",
    "post": "POST",
    "put": "PUT",
    "patch": "PATCH",
    "delete": "DELETE",
}


@dataclass(frozen=True)
class Address:
    """One URL pattern with what the tests know of it."""

    route: str
    name: str
    policy: Policy

    @property
    def keywords(self) -> list[str]:
        return ["".join(found) for found in KEYWORD.findall(self.route)]

    @property
    def roles(self) -> frozenset[str]:
        """Who may call it by the table of roles, whatever its view declares."""
        if self.name not in cases.ROLES:
            raise LookupError(f"{self.name} is not in ROLES of tests/access_cases.py")
        return cases.ROLES[self.name]

    def roles_for(self, method: str) -> frozenset[str]:
        return cases.POSTED_BY.get(self.name, self.roles) if method == "POST" else self.roles

    @property
    def methods(self) -> list[str]:
        if self.policy.kind == "token":
            return [API_METHODS[self.name.partition("_")[0]]]
        return ["GET", "POST"]

    def value(self, keyword: str, tenant: Tenant) -> Any:
        make = cases.ARGUMENTS_OF.get((self.name, keyword)) or cases.ARGUMENTS.get(keyword)
        if make is None:
            raise LookupError(f"{self.name}: <{keyword}> is not in ARGUMENTS of tests/access_cases.py")
        return make(tenant)

    def path(self, tenant: Tenant, **instead: Tenant) -> str:
        """The address of the tenant's object; `instead` takes single keywords from another one."""
        values = {each: self.value(each, instead.get(each, tenant)) for each in self.keywords}
        full = f"api:{self.name}" if self.route.startswith("api/") else self.name
        return reverse(full, kwargs=values) + cases.QUERIES.get(self.name, "")

    def body(self, tenant: Tenant) -> Any:
        make = cases.BODIES.get(self.name)
        return make(tenant) if make else None


def addresses() -> list[Address]:
    """Every URL pattern of the project."""
    found = []
    for route, name, view in patterns():
        policy = policy_of(view, name)
        assert policy and name, f"/{route} has no policy or no name"
        found.append(Address(route, name, policy))
    return found


def breaches(world: World, address: Address) -> Iterator[str]:
    checks = {
        "public": [open_to_all],
        "signed-in": [nobody_is_sent_to_sign_in, open_to_people],
        "member": [
            nobody_is_sent_to_sign_in,
            roles_are_kept,
            foreign_workspace_is_hidden,
            objects_of_others_are_hidden,
        ],
        "token": [token_is_needed, token_roles_are_kept, objects_of_others_are_hidden],
        "guest": [link_is_needed, guest_is_let_in, items_of_others_are_hidden],
        "link": [own_link_is_needed, dead_link_opens_nothing, vendor_is_let_in],
    }[address.policy.kind]
    return chain.from_iterable(check(world, address) for check in checks)


def told(address: Address, who: str, method: str, outcome: Outcome, wrong: str) -> str:
    return f"{address.name}: {method} by {who or 'nobody'} {wrong}: {outcome}"


def common(address: Address, who: str, method: str, outcome: Outcome) -> Iterator[str]:
    """What holds for every answer: no foreign word, no failure, headers, and a GET writes nothing."""
    if MARKER in outcome.text:
        yield told(address, who, method, outcome, "shows another workspace's words")
    if outcome.status >= 500 and address.name not in cases.MAY_BE_UNWELL:
        yield told(address, who, method, outcome, "fails")
    if method == "GET" and outcome.written and address.name not in cases.QUEUES_ON_GET:
        yield told(address, who, method, outcome, f"writes {outcome.written[0][:60]}")
    yield from (told(address, who, method, outcome, wrong) for wrong in bare_of(outcome))


def bare_of(outcome: Outcome) -> Iterator[str]:
    """Protective headers that are missing (T24)."""
    content_policy = outcome.headers.get("Content-Security-Policy", "")
    is_shut_in = content_policy.startswith("sandbox; default-src 'none'")
    if "frame-ancestors 'none'" not in content_policy and not is_shut_in:
        yield "may be framed"
    if "unsafe" in content_policy or not ("script-src 'self'" in content_policy or is_shut_in):
        yield "has a weak content policy"
    if outcome.headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if outcome.headers.get("X-Frame-Options") != "DENY":
        yield "lacks X-Frame-Options"


def refused(
    address: Address, who: str, method: str, outcome: Outcome, *, expected: set[int]
) -> Iterator[str]:
    """A refusal of the right kind that has changed nothing."""
    yield from common(address, who, method, outcome)
    if outcome.status not in expected | ({405} if address.policy.by_object else set()):
        yield told(address, who, method, outcome, f"is not answered {sorted(expected)}")
    if outcome.written:
        yield told(address, who, method, outcome, f"is refused and writes {outcome.written[0][:60]}")


def admitted(address: Address, who: str, method: str, outcome: Outcome) -> Iterator[str]:
    yield from common(address, who, method, outcome)
    if outcome.status in HIDDEN or outcome.asks_to_sign_in:
        yield told(address, who, method, outcome, "is refused")


def open_to_all(world: World, address: Address) -> Iterator[str]:
    path = address.path(world.ours)
    for who in ["", Role.OWNER]:
        for method in address.methods:
            yield from admitted(address, who, method, world.ask(who, method, path, address.body(world.ours)))


def open_to_people(world: World, address: Address) -> Iterator[str]:
    path = address.path(world.ours)
    for who in world.sessions:
        for method in address.methods:
            yield from admitted(address, who, method, world.ask(who, method, path, address.body(world.ours)))


def nobody_is_sent_to_sign_in(world: World, address: Address) -> Iterator[str]:
    """Also with an API token, and with a guest's link: pages take neither."""
    path = address.path(world.ours)
    bearer = {"Authorization": f"Bearer {world.tokens[Role.ADMIN]}"}
    asked = [("", "GET", {}), ("", "POST", {}), ("", "GET", bearer), (GUEST, "GET", {}), (GUEST, "POST", {})]
    for who, method, headers in asked:
        outcome = world.ask(who, method, path, address.body(world.ours), headers)
        yield from common(address, who, method, outcome)
        if not outcome.asks_to_sign_in or outcome.written:
            yield told(address, who, method, outcome, "is let in")


def roles_are_kept(world: World, address: Address) -> Iterator[str]:
    path, body = address.path(world.ours), address.body(world.ours)
    for who in Role.values:
        for method in address.methods:
            outcome = world.ask(who, method, path, body)
            if who not in address.roles_for(method):
                yield from refused(address, who, method, outcome, expected={403})
            elif who not in cases.ONLY_FOR.get(address.name, address.roles):
                yield from refused(address, who, method, outcome, expected={403, 404, 405})
            else:
                yield from admitted(address, who, method, outcome)


def foreign_workspace_is_hidden(world: World, address: Address) -> Iterator[str]:
    """Every role, with the methods in turn: who is no member is told before what is asked."""
    path, body = address.path(world.theirs), address.body(world.theirs)
    for who, method in zip(Role.values, cycle(address.methods), strict=False):
        outcome = world.ask(who, method, path, body)
        yield from refused(address, who, method, outcome, expected={404})


def swaps(world: World, address: Address) -> Iterator[str]:
    """Addresses that mix parents: each object in turn from the other workspace, and from a sibling."""

    def differs(keyword: str) -> bool:
        return keyword != "workspace" and address.value(keyword, world.ours) != address.value(
            keyword, world.theirs
        )

    objects = [keyword for keyword in address.keywords if differs(keyword)]
    for keyword in objects:
        for other in [world.theirs] if len(objects) == 1 else [world.theirs, world.sibling]:
            yield address.path(world.ours, **{keyword: other})


def objects_of_others_are_hidden(world: World, address: Address) -> Iterator[str]:
    """An admin, who may call every address, finds nothing at one that mixes parents (threats 2, 3)."""
    is_api = address.policy.kind == "token"
    body = address.body(world.ours)
    for path in swaps(world, address):
        for method in address.methods:
            outcome = ask_api(world, Role.ADMIN, method, path, body) if is_api else None
            outcome = outcome or world.ask(Role.ADMIN, method, path, body)
            # A method that the address does not have is told before anything is looked for.
            yield from refused(address, Role.ADMIN, f"{method} {path}", outcome, expected={404, 405})


def ask_api(world: World, who: str, method: str, path: str, body: Any, token: str = "") -> Outcome:
    bearer = token or world.tokens.get(who, "")
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return world.ask_json(method, path, body, headers)


def token_is_needed(world: World, address: Address) -> Iterator[str]:
    """No token, a wrong one and a person's cookie are all answered 401."""
    path, body = address.path(world.ours), address.body(world.ours)
    for method in address.methods:
        for token in ["", "sc_wrong"]:
            outcome = ask_api(world, "", method, path, body, token)
            yield from refused(address, "", method, outcome, expected={401})
        for who in (Role.ADMIN, GUEST):
            outcome = world.ask_json(method, path, body, {}, who=who)
            yield from refused(address, f"a cookie of {who}", method, outcome, expected={401})


def token_roles_are_kept(world: World, address: Address) -> Iterator[str]:
    path, body = address.path(world.ours), address.body(world.ours)
    for who in Role.values:
        for method in address.methods:
            outcome = ask_api(world, who, method, path, body)
            if who in address.roles:
                yield from admitted(address, who, method, outcome)
            else:
                yield from refused(address, who, method, outcome, expected={403})


def link_is_needed(world: World, address: Address) -> Iterator[str]:
    """Nobody, no member and no guest of former days is let in; only a link that works does that."""
    path, body = address.path(world.ours), address.body(world.ours)
    for who in ["", *Role.values, "expired guest", "revoked guest"]:
        for method in address.methods:
            yield from refused(address, who, method, world.ask(who, method, path, body), expected={403})


def guest_is_let_in(world: World, address: Address) -> Iterator[str]:
    path, body = address.path(world.ours), address.body(world.ours)
    for method in address.methods:
        yield from admitted(address, GUEST, method, world.ask(GUEST, method, path, body))


def items_of_others_are_hidden(world: World, address: Address) -> Iterator[str]:
    """What another person of the workspace owns, and what lies in another one, is not there (threat 38)."""
    for tenant in [world.sibling, world.theirs] if address.keywords else []:
        path, body = address.path(tenant), address.body(tenant)
        for method in address.methods:
            outcome = world.ask(GUEST, method, path, body)
            yield from refused(address, GUEST, method, outcome, expected={404, 405})


def own_link_is_needed(world: World, address: Address) -> Iterator[str]:
    """Neither nobody, nor a member, nor a guest, nor whoever holds the link of another request."""
    path, body = address.path(world.ours), address.body(world.ours)
    for who in ["", *Role.values, GUEST, "sibling vendor", "foreign vendor", "expired vendor"]:
        for method in address.methods:
            yield from refused(address, who, method, world.ask(who, method, path, body), expected={403})


def dead_link_opens_nothing(world: World, address: Address) -> Iterator[str]:
    """Of an expired or revoked link only what its holder may still do: ask for another one."""
    for who in ["expired vendor", "revoked vendor"]:
        tenant = world.ours.with_links(who.split()[0])
        path, body = address.path(tenant), address.body(tenant)
        for method in address.methods:
            outcome = world.ask(who, method, path, body)
            if (who, address.name) in cases.BY_DEAD_LINK:
                yield from admitted(address, who, method, outcome)
            else:
                yield from refused(address, who, method, outcome, expected={410})


def vendor_is_let_in(world: World, address: Address) -> Iterator[str]:
    path, body = address.path(world.ours), address.body(world.ours)
    for method in address.methods:
        yield from admitted(address, "vendor", method, world.ask("vendor", method, path, body))


def pattern_named(name: str, resolver: URLResolver | None = None) -> URLPattern:
    """The URL pattern itself, to change what it calls."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            try:
                return pattern_named(name, entry)
            except LookupError:
                continue
        elif entry.name == name:
            return entry
    raise LookupError(name)
