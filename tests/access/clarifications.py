"""Access to clarifications: the buyer's pages, and a vendor's by its link."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.clarified import Draft, send
from audits.evaluations.models import Clarification, ClarificationFile, ClarificationItem
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.evaluations.clarification_scenes import ask


def asked(tenant: Tenant) -> Clarification:
    row: Clarification = tenant.made["vendor"]
    return row


def asked_item(tenant: Tenant) -> ClarificationItem:
    return asked(tenant).items.get()


@once
def answered_item(tenant: Tenant) -> ClarificationItem:
    """Of a request that was answered, in words that nobody has taken over."""
    row = ask(tenant.lead, tenant.candidate, questions={"sd-2": f"{tenant.word} asks again"})
    item = row.items.get()
    send(clarification=row, drafts={item.pk: Draft(f"{tenant.word} says", 0)})
    return item


def typed(tenant: Tenant) -> dict[str, Any]:
    """What a vendor's page sends."""
    item = asked_item(tenant)
    return {f"text_{item.pk.hex}": "All six.", f"version_{item.pk.hex}": 0, "page": ""}


def draft_file(tenant: Tenant) -> ClarificationFile:
    return ClarificationFile.objects.get(item=asked_item(tenant))


def due(tenant: Tenant) -> dict[str, Any]:
    return {"due_on": asked(tenant).due_on}


ARGUMENTS: Mapping[str, Value] = {"clarification": lambda tenant: asked(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("clarification-link", "token"): lambda tenant: asked(tenant).token,
    ("clarification-take", "item"): lambda tenant: answered_item(tenant).pk,
    ("clarified-draft", "item"): lambda tenant: asked_item(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["clarification-list", "clarification"]),
    (
        roles.LEADS,
        [
            "clarification-new",
            "clarification-remind",
            "clarification-revoke",
            "clarification-extend",
            "clarification-renew",
        ],
    ),
    (roles.ANSWERS, ["clarification-take"]),
]
BODIES: Mapping[str, Value] = {
    "clarification-new": lambda tenant: {
        "choose_sd-1": "on",
        "asked_sd-1": "What is synced?",
        "email": f"sales@{tenant.word}.example".lower(),
        "due_on": tenant.lead.today,
        "language": "en",
    },
    "clarification-extend": due,
    "clarification-renew": due,
    "clarified-save": lambda tenant: typed(tenant) | {"remove": draft_file(tenant).pk},
    "clarified-send": typed,
    "clarified-draft": typed,
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
