"""Two workspaces with one of everything, and somebody of every role to ask for it."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from copy import copy
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection, transaction
from django.test import Client

from audits.checklists.actions.library import load_built_in as load_checklists
from audits.evaluations.actions.clarified import attach
from audits.evaluations.models import Candidate, Clarification, Signature
from audits.kit import clock
from audits.people.access import GUEST_KEY
from audits.people.actions.guests import invite_guest
from audits.people.actor import Actor
from audits.people.link_access import LINKS_KEY
from audits.people.links import PurposeLink
from audits.people.models import ApiToken, Guest, Membership, User, Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.award_scenes import ask as ask_to_sign
from tests.evaluations.award_scenes import chosen, filed_pdf
from tests.evaluations.clarification_scenes import ask
from tests.evidence.files import upload

MARKER = "zq7marker"
"""In every text of the foreign workspace, and nowhere else."""
LINKS = ("vendor", "signer")
"""Whom links for one purpose are sent to: a vendor to answer, somebody to sign."""
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Json(dict[str, Any]):
    """A body that is sent as JSON."""


class Tenant:
    """A workspace and one of everything in it; `made` holds what its makers have built."""

    def __init__(self, workspace: Workspace, actors: Mapping[str, Actor], word: str) -> None:
        self.workspace = workspace
        self.actors = actors
        self.word = word
        self.made: dict[Any, Any] = {}
        evaluation = factories.make_evaluation(
            self.lead, title=f"{word} evaluation", vendors=[f"{word} One", f"{word} Two"]
        )
        self.evaluation = evaluation
        self.candidate: Candidate = factories.candidate_of(evaluation, f"{word} One")
        self.candidate_two: Candidate = factories.candidate_of(evaluation, f"{word} Two")

    def with_links(self, state: str) -> "Tenant":
        """The same tenant with links in that state where its own are."""
        twin = copy(self)
        others = {name: self.made[f"{state} {name}".strip()] for name in LINKS}
        twin.made = {**self.made, **others}
        return twin

    @property
    def lead(self) -> Actor:
        return self.actors[Role.LEAD]

    @property
    def admin(self) -> Actor:
        return self.actors[Role.ADMIN]

    def membership(self, role: str) -> Membership:
        return Membership.objects.get(workspace=self.workspace, user_id=self.actors[role].user_id)


Value = Callable[[Tenant], Any]


def once(make: Value) -> Value:
    """The same value for the same tenant, however often it is asked for; kept under its maker."""

    @wraps(make)
    def value(tenant: Tenant) -> Any:
        if make not in tenant.made:
            tenant.made[make] = make(tenant)
        return tenant.made[make]

    return value


class World:
    """`ours` and its `sibling` share a workspace; `theirs` is another one, marked in every word."""

    def __init__(self) -> None:
        load_checklists()
        ours = factories.make_workspace("ours", name="Ours")
        actors = {role: factories.make_actor(ours, role) for role in Role.values}
        self.ours = Tenant(ours, actors, "Own")
        self.sibling = Tenant(ours, actors, "Sibling")
        theirs = factories.make_workspace("theirs", name=MARKER)
        strangers = {
            role: factories.make_actor(theirs, role, f"{role}@{MARKER}.example") for role in Role.values
        }
        self.theirs = Tenant(theirs, strangers, MARKER)
        # With a password, so that pages that ask for it again have something to ask for.
        User.objects.update(password=MD5PasswordHasher().encode(factories.PASSWORD, "salt"))
        self.client = Client()
        self.keeps = False
        self.sessions = {role: session_of(actor) for role, actor in actors.items()}
        self.guests = {state: session_of_link(guest) for state, guest in guests_of(self.ours).items()}
        self.vendors = {who: session_with(links) for who, links in links_of(self).items()}
        self.tokens = {role: token_of(self.ours, role) for role in Role.values}
        self.foreign_token = token_of(self.theirs, Role.ADMIN)

    def person(self, role: str) -> User:
        return User.objects.get(pk=self.ours.actors[role].user_id)

    def ask(
        self, who: str, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> "Outcome":
        """One request, whose changes are undone; `who` is a role, a kind of guest, or empty for nobody."""
        send = self.client.get if method == "GET" else self.client.post
        data = body if method == "POST" else None
        if isinstance(data, Json):
            return self.ask_json(method, path, data, headers or {}, who)
        return self.sent(who, lambda: send(path, data, headers=dict(headers or {})))

    def ask_json(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], who: str = ""
    ) -> "Outcome":
        """As `ask`, with a JSON body, or a form when it holds a file."""
        if method == "POST" and any(hasattr(value, "read") for value in (body or {}).values()):
            return self.ask(who, method, path, {key: rewound(value) for key, value in body.items()}, headers)
        options: dict[str, Any] = {"headers": dict(headers)}
        if method != "GET":
            options |= {"data": json.dumps(body or {}), "content_type": "application/json"}
        return self.sent(who, lambda: self.client.generic(method, path, **options))

    def sent(self, who: str, send: Callable[[], Any]) -> "Outcome":
        self.client.cookies.clear()
        if who:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = (self.sessions | self.guests | self.vendors)[
                who
            ]
        with nullcontext() if self.keeps else undone(), writes_counted() as written:
            response = send()
            text = content_of(response)
        return Outcome(response, text, written)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Requests in the block keep what they change, until its end."""
        self.keeps = True
        with undone():
            yield
        self.keeps = False


class Outcome:
    """What came of a request."""

    def __init__(self, response: Any, text: str, written: list[str]) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.place = response.headers.get("Location", "")
        self.text = text
        self.written = written

    @property
    def asks_to_sign_in(self) -> bool:
        return self.status == 401 or (self.status == 302 and self.place.startswith("/accounts/login/?next="))

    def __str__(self) -> str:
        return f"{self.status} {self.place}".strip()


def session_of(actor: Actor) -> str:
    client = Client()
    client.force_login(factories.user_of(actor))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def guests_of(tenant: Tenant) -> dict[str, Guest]:
    """A guest whose link works, and two who came while theirs did."""
    made = {state: make_guest(tenant, state) for state in ("guest", "expired guest", "revoked guest")}
    Guest.objects.filter(pk=made["expired guest"].pk).update(expires_at=clock.now())
    revoked = {"revoked_at": clock.now(), "revoked_by": tenant.lead.user_id}
    Guest.objects.filter(pk=made["revoked guest"].pk).update(**revoked)
    return made


def make_guest(tenant: Tenant, state: str) -> Guest:
    guest = invite_guest(actor=tenant.lead, email=f"{state}@{tenant.word}.example".replace(" ", ".").lower())
    tenant.made[state] = guest
    return guest


def session_of_link(guest: Guest) -> str:
    """The session of somebody who came by that link."""
    client = Client()
    session = client.session
    session[GUEST_KEY] = guest.token_digest
    session.save()
    return str(session.session_key)


def links_of(world: World) -> dict[str, list[PurposeLink]]:
    """Who came by their links while these worked: one still does, others are of other requests."""
    states = ("", "expired ", "revoked ")
    made = {f"{state}vendor": made_links(world.ours, state) for state in states}
    for link in made["expired vendor"]:
        type(link)._default_manager.filter(pk=link.pk).update(expires_at=clock.now())
    for link in made["revoked vendor"]:
        revoked = {"revoked_at": clock.now(), "revoked_by": world.ours.lead.user_id}
        type(link)._default_manager.filter(pk=link.pk).update(**revoked)
    others = {"sibling vendor": world.sibling, "foreign vendor": world.theirs}
    return made | {who: made_links(tenant, "") for who, tenant in others.items()}


def made_links(tenant: Tenant, state: str) -> list[PurposeLink]:
    """One of every kind, under its name in `made`."""
    tenant.made[f"{state}vendor"] = asked_of(tenant)
    tenant.made[f"{state}signer"] = signer_of(tenant, state)
    return [tenant.made[f"{state}{name}"] for name in LINKS]


def signer_of(tenant: Tenant, state: str) -> Signature:
    """Somebody asked to sign a decision of the tenant, whose PDF is made."""
    if "decision" not in tenant.made:
        title = f"{tenant.word} signed"
        evaluation = factories.make_evaluation(tenant.lead, title=title, vendors=[f"{title} One"])
        tenant.made["decision"] = chosen(tenant.lead, factories.candidate_of(evaluation, f"{title} One"))
    name = f"{state or 'open'}@{tenant.word}.example".replace(" ", "").lower()
    row = ask_to_sign(tenant.lead, tenant.made["decision"], email=name, name=f"{tenant.word} signer")
    tenant.made["sha256"] = filed_pdf(tenant.made["decision"], f"%PDF {tenant.word}".encode())
    return row


def asked_of(tenant: Tenant) -> Clarification:
    """A request to the tenant's vendor, with a file in its draft."""
    row = ask(tenant.lead, tenant.candidate, questions={"sd-1": f"{tenant.word} asks"})
    item = row.items.get()
    attach(clarification=row, item=item, file=upload(b"log", f"{tenant.word}.txt"))
    return row


def session_with(links: Sequence[PurposeLink]) -> str:
    """The session of somebody who came by those links."""
    client = Client()
    session = client.session
    session[LINKS_KEY] = {str(link.pk): link.token_digest for link in links}
    session.save()
    return str(session.session_key)


def token_of(tenant: Tenant, role: str) -> str:
    return ApiToken.issue(membership=tenant.membership(role), name=f"{tenant.word} token")[1]


def rewound(value: Any) -> Any:
    if hasattr(value, "seek"):
        value.seek(0)
    return value


def content_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode("utf-8", errors="replace")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes_counted() -> Iterator[list[str]]:
    """The statements in the block that write."""
    found: list[str] = []

    def note(execute: Any, sql: str, *arguments: Any) -> Any:
        # When a token was used is noted on the way in, whatever comes of the request.
        if sql.lstrip().upper().startswith(WRITES) and '"last_used_at"' not in sql:
            found.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield found


def database_hash() -> str:
    """Over every row of every table, but for when a token was last used."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        fields = [field.attname for field in model._meta.concrete_fields if field.attname != "last_used_at"]
        rows = model._base_manager.order_by("pk").values_list(*fields)
        digest.update(f"{model._meta.label}{list(rows)}".encode(errors="surrogatepass"))
    return digest.hexdigest()
