"""Access to what lies between runs."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Run
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import finish_items, make_run


@once
def finished(tenant: Tenant) -> Run:
    run = make_run(tenant.lead, title=f"{tenant.word} finished")
    finish_items(tenant.lead, run)
    finish_run(actor=tenant.lead, run=run)
    return run


ARGUMENTS: Mapping[str, Value] = {"check": lambda tenant: "qt-01"}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("run-carry", "run"): lambda tenant: finished(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.EVERYONE, ["run-between", "check-history"]),
    (roles.LEADS, ["run-carry"]),
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
