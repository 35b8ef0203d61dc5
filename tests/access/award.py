"""Access to what a decision takes beyond the choice: deferrals, conditions, sign-offs."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.models import Condition, Signature
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.evaluations.award_scenes import ask, challenged, chosen_on, filed_pdf


@once
def condition(tenant: Tenant) -> Condition:
    """Of another evaluation of the tenant, which is decided; the role of an owner has to see to it."""
    owner = tenant.actors[Role.OWNER]
    return chosen_on(tenant.lead, f"{tenant.word} award", owner, text=f"{tenant.word} logs")


@once
def buyers(tenant: Tenant) -> Signature:
    """The request to the member of procurement."""
    return ask(tenant.lead, tenant.made["decision"], tenant.actors[Role.PROCUREMENT])


@once
def challenge(tenant: Tenant) -> Signature:
    """One that nobody has answered yet; then the PDF shows it."""
    row = ask(tenant.lead, tenant.made["decision"], email=f"no@{tenant.word}.example".lower())
    challenged(row, tenant.made["sha256"], f"{tenant.word} objects")
    tenant.made["sha256"] = filed_pdf(tenant.made["decision"], f"%PDF {tenant.word} anew".encode())
    return row


def answer(tenant: Tenant) -> dict[str, Any]:
    """What a signer's page sends, whichever of the two answers it gives."""
    challenge(tenant)
    whole = {"name": "Noor", "role": "Counsel", "read": "on", "reason": "Too dear."}
    return whole | {"sha256": tenant.made["sha256"]}


def signers(tenant: Tenant) -> Any:
    """Of the request that is behind a link."""
    return tenant.made["signer"].pk


ARGUMENTS: Mapping[str, Value] = {
    "condition": lambda tenant: condition(tenant).pk,
    "signature": lambda tenant: buyers(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("signature-new", "evaluation"): lambda tenant: tenant.made["decision"].evaluation_id,
    ("signature-offer", "evaluation"): lambda tenant: tenant.made["decision"].evaluation_id,
    ("signature-reply", "signature"): lambda tenant: challenge(tenant).pk,
    ("signature-link", "token"): lambda tenant: tenant.made["signer"].token,
    ("signing", "signature"): signers,
    ("signing-sign", "signature"): signers,
    ("signing-challenge", "signature"): signers,
    ("signing-leave", "signature"): signers,
    ("signing-file", "signature"): signers,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.LEADS,
        [
            "evaluation-defer",
            "signature-new",
            "signature-offer",
            "signature-remind",
            "signature-revoke",
            "signature-reply",
        ],
    ),
    (roles.READS_EVALUATIONS, ["signature-list"]),
    (
        roles.EVERYONE,
        ["condition", "signature", "signature-sign", "signature-challenge", "signature-file"],
    ),
]
BODIES: Mapping[str, Value] = {
    "evaluation-defer": lambda tenant: {"reason": "Budget.", "back_on": tenant.lead.today},
    "condition": lambda tenant: {"status": "met", "note": "Seen.", "seen": 0},
    "signature-new": lambda tenant: {
        "name": "Noor",
        "email": f"new@{tenant.word}.example".lower(),
        "role": "Counsel",
        "due_on": tenant.lead.today,
        "language": "en",
    },
    "signature-reply": lambda tenant: {"reply": "On page 9."},
    "signature-sign": answer,
    "signature-challenge": answer,
    "signing-sign": answer,
    "signing-challenge": answer,
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
SIGNER = frozenset({Role.PROCUREMENT})
ONLY_FOR: Mapping[str, frozenset[Role]] = {
    "signature": SIGNER,
    "signature-sign": SIGNER,
    "signature-challenge": SIGNER,
    "signature-file": SIGNER,
}
# Others read it; its owner and the leads settle it.
POSTED_BY: Mapping[str, frozenset[str]] = {"condition": roles.WRITES_OWN}
