"""Two workspaces with one of everything, and somebody of every role to ask for it."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from copy import copy
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection, transaction
from django.test import Client

from audits.checklists.actions.library import load_built_in as load_checklists
from audits.evaluations.actions.clarified import attach
from audits.evaluations.models import Candidate, Clarification
from audits.kit import clock
from audits.people.access import GUEST_KEY
from audits.people.actions.guests import invite_guest
from audits.people.actor import Actor
from audits.people.link_access import LINKS_KEY
from audits.people.models import ApiToken, Guest, Membership, User, Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.clarification_scenes import ask
from tests.evidence.files import upload

MARKER = "zq7marker"
"""In every text of the foreign workspace, and nowhere else."""
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Json(dict[str, Any]):
    """A body that is sent as JSON."""


class Tenant:
    """A workspace and one of everything in it; `made` holds what its makers have built."""

    def __init__(self, workspace: Workspace, actors: Mapping[str, Actor], word: str) -> None:
        self.workspace = workspace
        self.actors = actors
        self.word = word
        self.made: dict[str, Any] = {}
        evaluation = factories.make_evaluation(
            self.lead, title=f"{word} evaluation", vendors=[f"{word} One", f"{word} Two"]
        )
        self.evaluation = evaluation
        self.candidate: Candidate = factories.candidate_of(evaluation, f"{word} One")
        self.candidate_two: Candidate = factories.candidate_of(evaluation, f"{word} Two")

    def with_made(self, name: str, other: str) -> "Tenant":
        """The same tenant with something else under that name."""
        twin = copy(self)
        twin.made = {**self.made, name: self.made[other]}
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
    """The same value for the same tenant, however often it is asked for."""

    def value(tenant: Tenant) -> Any:
        if make.__name__ not in tenant.made:
            tenant.made[make.__name__] = make(tenant)
        return tenant.made[make.__name__]

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
        self.vendors = {state: session_of_vendor(row) for state, row in vendors_of(self).items()}
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


def vendors_of(world: World) -> dict[str, Clarification]:
    """Vendors who came by their link while it worked: one still does, others are of another request."""
    made = {state: asked_of(world.ours, state) for state in ("vendor", "expired vendor", "revoked vendor")}
    rows = Clarification.objects
    rows.filter(pk=made["expired vendor"].pk).update(expires_at=clock.now())
    revoked = {"revoked_at": clock.now(), "revoked_by": world.ours.lead.user_id}
    rows.filter(pk=made["revoked vendor"].pk).update(**revoked)
    others = {"sibling vendor": world.sibling, "foreign vendor": world.theirs}
    return made | {state: asked_of(tenant, "vendor") for state, tenant in others.items()}


def asked_of(tenant: Tenant, state: str) -> Clarification:
    """A request to the tenant's vendor, with a file in its draft."""
    tenant.made[state] = row = ask(tenant.lead, tenant.candidate, questions={"sd-1": f"{tenant.word} asks"})
    item = row.items.get()
    attach(clarification=row, item=item, file=upload(b"log", f"{tenant.word}.txt"))
    return row


def session_of_vendor(row: Clarification) -> str:
    """The session of somebody who came by that link."""
    client = Client()
    session = client.session
    session[LINKS_KEY] = {str(row.pk): row.token_digest}
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
