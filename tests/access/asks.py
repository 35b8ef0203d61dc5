"""Access to what a result asks for: gaps and service levels."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.models import Gap
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.evaluations.gap_scenes import lacking


@once
def gap(tenant: Tenant) -> Gap:
    """The owner's, so that they see it without reading evaluations."""
    return lacking(
        tenant.lead,
        tenant.candidate,
        title=f"{tenant.word} record filter",
        owner=tenant.actors[Role.OWNER].user_id,
    )


ARGUMENTS: Mapping[str, Value] = {"gap": lambda tenant: gap(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["candidate-asks", "candidate-gaps"]),
    (roles.LEADS, ["gap-new", "gaps-from-low", "gap-reopen"]),
    (roles.EVERYONE, ["gap"]),
    (roles.WRITES_OWN, ["gap-edit", "gap-close"]),
]
BODIES: Mapping[str, Value] = {
    "gap-new": lambda tenant: {"title": tenant.word, "dimension": "sync-timing"},
    "gap-edit": lambda tenant: {"title": tenant.word, "dimension": "sync-timing"},
    "gap-close": lambda tenant: {"closing": "Delivered."},
    "gap-reopen": lambda tenant: {"reason": "It came back."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
