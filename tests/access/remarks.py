"""Access to remarks: whoever reads an evaluation makes them, leads answer, authors take theirs back."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.remarks import make_remark
from audits.evaluations.models import Remark
from audits.evaluations.remarks import Line
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def remark(tenant: Tenant) -> Remark:
    """Procurement's."""
    made = make_remark(
        actor=tenant.actors[Role.PROCUREMENT],
        evaluation=tenant.evaluation,
        line=Line(),
        kind="challenge",
        words=f"{tenant.word} doubts it",
    )
    return Remark.objects.get(pk=made["id"])


ARGUMENTS: Mapping[str, Value] = {"remark": lambda tenant: remark(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["remark-list", "remark-new", "remark", "remark-withdraw"]),
]
BODIES: Mapping[str, Value] = {
    "remark-new": lambda tenant: {"kind": "comment", "text": "Seen it."},
    "remark": lambda tenant: {"text": "It was shown."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[str]] = {"remark-withdraw": frozenset({Role.PROCUREMENT})}
POSTED_BY: Mapping[str, frozenset[str]] = {"remark": roles.LEADS}
