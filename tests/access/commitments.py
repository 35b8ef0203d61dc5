"""Access to commitments."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from audits.commitments.actions.commitments import edit_commitment, make_commitment
from audits.commitments.actions.contracts import edit_contract, make_contract
from audits.commitments.models import Commitment, Contract
from audits.evaluations.actions.answers import save_answer
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def commitment(tenant: Tenant) -> Commitment:
    """The owner's to see checked."""
    values = {"text": f"{tenant.word} promise", "said_by": tenant.word}
    made = make_commitment(actor=tenant.lead, vendor=tenant.candidate.vendor, values=values)  # type: ignore[arg-type]
    row = Commitment.objects.get(pk=made["id"])
    owner = tenant.actors[Role.OWNER].user_id
    edit_commitment(actor=tenant.lead, commitment=row, values={"owner": owner}, version=None)
    return row


@once
def contract(tenant: Tenant) -> Contract:
    """The owner's to decide about."""
    values = {"reference": f"{tenant.word} contract", "note": tenant.word}
    made = make_contract(actor=tenant.lead, vendor=tenant.candidate.vendor, values=values)  # type: ignore[arg-type]
    row = Contract.objects.get(pk=made["id"])
    owner = tenant.actors[Role.OWNER].user_id
    edit_contract(actor=tenant.lead, contract=row, values={"owner": owner}, version=None)
    return row


@once
def released(tenant: Tenant) -> Commitment:
    """One that nobody is held to."""
    values = {"text": f"{tenant.word} released promise"}
    made = make_commitment(actor=tenant.lead, vendor=tenant.candidate.vendor, values=values)  # type: ignore[arg-type]
    Commitment.objects.filter(pk=made["id"]).update(state="released", release_reason=tenant.word)
    return Commitment.objects.get(pk=made["id"])


@once
def archived(tenant: Tenant) -> Contract:
    values = {"reference": f"{tenant.word} old contract"}
    made = make_contract(actor=tenant.lead, vendor=tenant.candidate.vendor, values=values)  # type: ignore[arg-type]
    Contract.objects.filter(pk=made["id"]).update(archived_at="2026-11-01T00:00:00Z")
    return Contract.objects.get(pk=made["id"])


@once
def promising(tenant: Tenant) -> Any:
    """The candidate with a promise among its answers."""
    save_answer(
        actor=tenant.lead,
        candidate=tenant.candidate,
        question="ps-3",
        values={"is_promise": True, "note": f"{tenant.word} said so"},
        version=None,
    )
    return tenant.candidate.pk


def owned_by_a_stranger(ours: Tenant, theirs: Tenant) -> dict[str, Any]:
    return {"text": "Mine.", "reference": "Mine", "owner": str(theirs.actors[Role.OWNER].user_id)}


ARGUMENTS: Mapping[str, Value] = {
    "commitment": lambda tenant: commitment(tenant).pk,
    "contract": lambda tenant: contract(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("commitment-hold", "commitment"): lambda tenant: released(tenant).pk,
    ("contract-unarchive", "contract"): lambda tenant: archived(tenant).pk,
    ("candidate-promises", "candidate"): promising,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        [
            "commitment-list",
            "vendor-ledger",
            "commitment",
            "contract",
            "list_commitments",
            "get_commitment",
        ],
    ),
    (roles.WRITES_OWN, ["commitment-judge", "contract-settle"]),
    (
        roles.LEADS,
        [
            "commitment-new",
            "commitment-edit",
            "commitment-release",
            "commitment-hold",
            "contract-new",
            "contract-edit",
            "contract-clauses",
            "contract-archive",
            "contract-unarchive",
            "candidate-promises",
        ],
    ),
]
BODIES: Mapping[str, Value] = {
    "commitment-new": lambda tenant: {"text": "New promise."},
    "commitment-edit": lambda tenant: {"text": "Other words."},
    "commitment-release": lambda tenant: {"reason": "Not used."},
    "commitment-judge": lambda tenant: {"outcome": "kept"},
    "contract-new": lambda tenant: {"reference": "New contract"},
    "contract-edit": lambda tenant: {"reference": "Other words"},
    "contract-clauses": lambda tenant: {
        f"in-{commitment(tenant).pk}": "yes",
        f"place-{commitment(tenant).pk}": str(uuid4()),
    },
    "contract-settle": lambda tenant: {"settlement": "Renewed."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "commitment-new": owned_by_a_stranger,
    "commitment-edit": owned_by_a_stranger,
    "contract-new": owned_by_a_stranger,
    "contract-edit": owned_by_a_stranger,
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
