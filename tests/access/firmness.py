"""Access to cost sheets and to how firm an order is."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value

ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["candidate-cost", "get_robustness"])
]
BODIES: Mapping[str, Value] = {
    "candidate-cost": lambda tenant: {
        "currency": "EUR",
        "term": "3",
        "unit": "years",
        "weeks": "52",
        "licence_year": "19200",
        "note": tenant.word,
        "seen": "0",
    },
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {"candidate-cost": roles.LEADS}
