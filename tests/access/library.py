"""Access to library."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.actions.library import publish
from audits.checklists.document import Checklist
from audits.checklists.models import ChecklistVersion
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


def slug_of(tenant: Tenant) -> str:
    return f"{tenant.word.lower()}-list"


@once
def own_version(tenant: Tenant) -> ChecklistVersion:
    """A published checklist of the workspace with one check, both of which say whose they are."""
    word = tenant.word
    check = {"slug": f"own-{word.lower()}", "title": f"{word} check", "kind": "own", "group": "all"}
    document = {
        "slug": slug_of(tenant),
        "title": f"{word} checklist",
        "version": 1,
        "kind": "own",
        "intro": f"What {word} tests.",
        "groups": [{"slug": "all", "title": "All"}],
        "checks": [check | {"test": {"text": f"{word} test", "origin": "proposed"}}],
    }
    checklist = Checklist.model_validate(document, strict=False)
    return publish(checklist, workspace_id=tenant.workspace.pk, by_id=tenant.lead.user_id)


def check_slug(tenant: Tenant) -> str:
    own_version(tenant)
    return f"own-{tenant.word.lower()}"


ARGUMENTS: Mapping[str, Value] = {
    "checklist": lambda tenant: own_version(tenant).slug,
    "check": check_slug,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("checklist-version", "version"): lambda tenant: 1,
    ("checklist-check", "version"): lambda tenant: 1,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        ["checklist-list", "checklist", "checklist-version", "checklist-check", "check-list", "check"],
    ),
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
