"""Access to the inbox."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.runs import start_run
from audits.checklists.models import RunItem
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


@once
def passable(tenant: Tenant) -> RunItem:
    """An item of a run, the owner's to pass."""
    load_built_in()
    owner = tenant.actors[Role.OWNER].user_id
    title = f"{tenant.word} inbox run"
    run = start_run(actor=tenant.lead, checklist="quick-triage", title=title, owner=owner)
    items = RunItem.objects.filter(run=UUID(run["id"]))
    items.update(title=f"{tenant.word} item")
    return items.in_order()[0]


ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("work-pass", "item"): lambda tenant: passable(tenant).pk,
    ("work-undo", "item"): lambda tenant: passable(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.EVERYONE, ["my-work", "hand-over"]),
    (roles.WRITES_OWN, ["work-pass", "work-undo"]),
]
BODIES: Mapping[str, Value] = {
    "work-pass": lambda tenant: {"version": passable(tenant).version},
    "work-undo": lambda tenant: {"version": passable(tenant).version, "was": "todo"},
    "hand-over": lambda tenant: {"kinds": ["items"], "taker": str(tenant.lead.user_id)},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "hand-over": lambda ours, theirs: {"kinds": ["items"], "taker": str(theirs.lead.user_id)},
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[str]] = {"hand-over": roles.LEADS}
POSTED_BY: Mapping[str, frozenset[str]] = {}
