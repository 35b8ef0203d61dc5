"""Access to schedules."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from audits.checklists.models import Schedule
from audits.people import roles
from audits.people.roles import Role
from tests.access.connectors import connector
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import make_schedule

FAR = date(2199, 12, 1)


@once
def schedule(tenant: Tenant) -> Schedule:
    values = {"vendor": tenant.candidate.vendor_id, "connectors": [connector(tenant).pk]}
    return make_schedule(tenant.lead, title=f"{tenant.word} schedule", starts_on=FAR, **values)


def values(tenant: Tenant, **more: Any) -> dict[str, Any]:
    """What the form sends."""
    schedule(tenant)
    return {
        "title": "Other",
        "checklist": "quick-triage",
        "every": 2,
        "unit": "week",
        "starts_on": "2199-11-30",
        "at_time": "09:15",
        "due_days": 3,
        **more,
    }


def foreign(**things: Value) -> Callable[[Tenant, Tenant], Any]:
    """The form with things of another workspace."""
    return lambda ours, theirs: values(ours, **{name: make(theirs) for name, make in things.items()})


def owner_of(tenant: Tenant) -> str:
    return str(tenant.lead.user_id)


def connectors_of(tenant: Tenant) -> list[str]:
    return [str(connector(tenant).pk)]


ARGUMENTS: Mapping[str, Value] = {"schedule": lambda tenant: schedule(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.EVERYONE, ["schedule-list", "schedule"]),
    (
        roles.LEADS,
        ["schedule-new", "schedule-edit", "schedule-pause", "schedule-resume", "schedule-end"],
    ),
]
BODIES: Mapping[str, Value] = {
    "schedule-new": values,
    "schedule-edit": values,
    "schedule-end": lambda tenant: {"reason": "Not needed any more."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "schedule-new": foreign(owner=owner_of, connectors=connectors_of),
    "schedule-edit": foreign(vendor=lambda tenant: str(tenant.candidate.vendor_id)),
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
