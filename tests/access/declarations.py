"""Access to declarations of interest and what a panel does during a demo."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.models import Declaration
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def declaration(tenant: Tenant) -> Declaration:
    """The panelist's, which waits for a ruling."""
    return Declaration.objects.create(
        workspace=tenant.workspace,
        evaluation=tenant.evaluation,
        person_id=tenant.actors[Role.PANELIST].user_id,
        interest="declared",
        note=f"{tenant.word} shares",
    )


ARGUMENTS: Mapping[str, Value] = {"declaration": lambda tenant: declaration(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["declaration", "declaration-list", "put_declaration"]),
    (roles.LEADS, ["declaration-rule"]),
]
BODIES: Mapping[str, Value] = {
    "declaration": lambda tenant: {"interest": "none"},
    "declaration-rule": lambda tenant: {"ruling": "waived", "reason": "Long ago."},
    "put_declaration": lambda tenant: {"interest": "none"},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
