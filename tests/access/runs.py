"""Access to runs."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.models import Finding, Run
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import make_finding, make_run


@once
def run(tenant: Tenant) -> Run:
    """A triage whose items are the owner's."""
    owner = tenant.actors[Role.OWNER].email
    return make_run(tenant.lead, title=f"{tenant.word} triage", owner=owner)


@once
def finding(tenant: Tenant) -> Finding:
    return make_finding(tenant.lead, run(tenant), title=f"{tenant.word} finding")


ARGUMENTS: Mapping[str, Value] = {
    "run": lambda tenant: run(tenant).pk,
    "item": lambda tenant: "qt-01",
    "finding": lambda tenant: finding(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("get_checklist", "slug"): lambda tenant: run(tenant) and "quick-triage",
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        ["list_checklists", "get_checklist", "list_runs", "get_run", "list_findings", "get_finding"],
    ),
    (roles.WRITES_OWN, ["patch_item", "patch_finding", "post_resolve", "post_reopen_finding"]),
    (roles.LEADS, ["post_run", "post_accept"]),
]
BODIES: Mapping[str, Value] = {
    "post_run": lambda tenant: {"checklist": "quick-triage"},
    "patch_item": lambda tenant: {"status": "doing"},
    "patch_finding": lambda tenant: {"severity": "low"},
    "post_resolve": lambda tenant: {"fix": "Done."},
    "post_accept": lambda tenant: {"reason": "Rare.", "until": "2126-01-01"},
    "post_reopen_finding": lambda tenant: {"reason": "Again."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "post_run": lambda ours, theirs: {
        "checklist": "quick-triage",
        "owner": theirs.actors[Role.OWNER].email,
    },
    "patch_item": lambda ours, theirs: {"owner": theirs.actors[Role.OWNER].email},
    "patch_finding": lambda ours, theirs: {"owner": theirs.actors[Role.OWNER].email},
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
