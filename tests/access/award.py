"""Access to what a decision takes beyond the choice: deferrals, conditions, sign-offs."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.models import Condition
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.evaluations.award_scenes import chosen_on


@once
def condition(tenant: Tenant) -> Condition:
    """Of another evaluation of the tenant, which is decided; the role of an owner has to see to it."""
    owner = tenant.actors[Role.OWNER]
    return chosen_on(tenant.lead, f"{tenant.word} award", owner, text=f"{tenant.word} logs")


ARGUMENTS: Mapping[str, Value] = {"condition": lambda tenant: condition(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.LEADS, ["evaluation-defer"]),
    (roles.EVERYONE, ["condition"]),
]
BODIES: Mapping[str, Value] = {
    "evaluation-defer": lambda tenant: {"reason": "Budget.", "back_on": tenant.lead.today},
    "condition": lambda tenant: {"status": "met", "note": "Seen.", "seen": 0},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
# Others read it; its owner and the leads settle it.
POSTED_BY: Mapping[str, frozenset[str]] = {"condition": roles.WRITES_OWN}
