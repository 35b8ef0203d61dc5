"""Access to the pages of guests, and to their links."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.runs import start_run
from audits.checklists.models import Finding, Run, RunItem
from audits.people import roles
from audits.people.actions.guests import invite_guest
from audits.people.models import Guest
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import RECORD, item_of


@once
def another_guest(tenant: Tenant) -> Guest:
    return invite_guest(actor=tenant.lead, email=f"another@{tenant.word}.example".lower())


@once
def guests_run(tenant: Tenant) -> Run:
    """A run whose every item is a guest's: of the first tenant the one who asks, elsewhere another's."""
    load_built_in()
    guest = tenant.made.get("guest") or another_guest(tenant)
    made = start_run(actor=tenant.lead, checklist="quick-triage", title=f"{tenant.word} guest run")
    RunItem.objects.filter(run=UUID(made["id"])).update(title=f"{tenant.word} check", owner=guest.user_id)
    return Run.objects.get(pk=UUID(made["id"]))


@once
def guests_finding(tenant: Tenant) -> Finding:
    item = item_of(guests_run(tenant), "qt-02")
    save_item(actor=tenant.lead, item=item, values={"status": "fail", "finding": RECORD})
    return Finding.objects.get(item=item)


def guests_item(tenant: Tenant) -> RunItem:
    return item_of(guests_run(tenant), "qt-01")


ARGUMENTS: Mapping[str, Value] = {"guest": lambda tenant: another_guest(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("guest-link", "token"): lambda tenant: another_guest(tenant).token,
    ("guest-item", "item"): lambda tenant: guests_item(tenant).pk,
    ("guest-save", "item"): lambda tenant: guests_item(tenant).pk,
    ("guest-fail", "item"): lambda tenant: guests_item(tenant).pk,
    ("guest-finding", "finding"): lambda tenant: guests_finding(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.LEADS, ["guest-renew", "guest-revoke"]),
]
BODIES: Mapping[str, Value] = {
    "guest-save": lambda tenant: {"status": "pass", "was": "todo", "version": 0},
    "guest-fail": lambda tenant: {**RECORD, "occurred_at": "2026-10-01T09:00", "version": 0},
    "guest-finding": lambda tenant: {"fix": "Mapped again.", "seen": guests_finding(tenant).version},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
