"""Messages in the outbox, and a mail server for them."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor
from tests.notices.receiver import Receiver, receiving

RUN = {"id": str(uuid4()), "code": "R-0007", "title": "Quick triage"}
FINDING = {"id": str(uuid4()), "code": "F-0012", "title": "Calls are missing"}
GAP = {"id": str(uuid4()), "code": "G-01", "title": "No record filter"}
INCIDENT = {"id": str(uuid4()), "code": "INC-0003", "title": "Duplicate invoices"}
ITEM = {"slug": "dx-tel-01", "title": "Calls are logged", "due": "2026-10-04"}
ENTRY = {"title": "R-0007 Quick triage", "detail": "run", "due": "2026-10-01", "path": "/w/halden/runs/7/"}
CAME = {"clarification": str(uuid4()), "code": "CL-01", "vendor": "Pipetap"}
REMARK = {
    "remark": str(uuid4()),
    "code": "RM-01",
    "line": "Sync timing, Pipetap",
    "evaluation": "Q1 sequencer choice",
    "by": "Petra Lind",
}
SIGN = {
    "occasion": "asked",
    "title": "Q1 sequencer choice",
    "name": "Noor",
    "role": "Counsel",
    "due": "2026-10-04",
}
PAYLOADS: dict[str, dict[str, Any]] = {
    "item.assigned": {"run": RUN, "by": "Dana Okafor", "items": [ITEM, ITEM | {"slug": "dx-tel-02"}]},
    "run.assigned": {"run": RUN, "by": "Dana Okafor", "due": "2026-10-04"},
    "finding.assigned": {"finding": FINDING, "by": "Dana Okafor", "due": None},
    "gap.assigned": {"gap": GAP, "vendor": "Relay", "by": "Dana Okafor", "due": None},
    "finding.reopened": {"finding": FINDING},
    "incident.opened": {"incident": INCIDENT, "by": "Dana Okafor"},
    "work.handed_over": {
        "by": "Dana Okafor",
        "giver": "Ana Bergman",
        "moved": [{"what": "Run items", "count": 3}, {"what": "Findings", "count": 1}],
    },
    "clarification.answered": CAME,
    "clarification.wanted": CAME,
    "waiver.expired": {
        "candidate": str(uuid4()),
        "vendor": "Pipetap",
        "what": "Salesforce Lead",
        "on": "2026-10-01",
    },
    "remark.raised": REMARK,
    "remark.answered": REMARK,
    "signature.wanted": SIGN | {"signature": str(uuid4())},
    "signature.answered": {
        "evaluation": str(uuid4()),
        "title": "Q1 sequencer choice",
        "name": "Noor Adeyemi",
        "answer": "challenged",
        "objection": "Too dear.",
    },
    "due.digest": {"date": "2026-10-02", "overdue": [ENTRY], "today": [], "soon": [ENTRY, ENTRY]},
}
Post = Callable[..., OutboxMessage]


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.OWNER)


@pytest.fixture
def admin(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.ADMIN)


@pytest.fixture
def as_admin(sign_in: Callable[[Actor], Client], admin: Actor) -> Client:
    return sign_in(admin)


@pytest.fixture
def post(owner: Actor) -> Post:
    """Posts a message to the owner."""

    def one(kind: str = "run.assigned", payload: dict[str, Any] | None = None) -> OutboxMessage:
        outbox.post(
            workspace_id=owner.workspace_id,
            recipient_id=owner.user_id,
            kind=kind,
            payload=PAYLOADS[kind] if payload is None else payload,
        )
        return OutboxMessage.objects.latest("pk")

    return one


@pytest.fixture
def smtp(settings: Any) -> Iterator[Receiver]:
    """A mail server, to which everything goes."""
    with receiving() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 2
        yield server
