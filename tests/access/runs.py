"""Access to runs."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.actions.pausing import pause_automation
from audits.checklists.models import PausedAutomation, Run
from audits.people import roles
from audits.people.roles import Role
from tests.access.connectors import connector
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import RECORD, item_of, make_run


@once
def run(tenant: Tenant) -> Run:
    """A triage whose items are the owner's."""
    owner = tenant.actors[Role.OWNER].email
    return make_run(tenant.lead, title=f"{tenant.word} triage", owner=owner)


@once
def pause(tenant: Tenant) -> PausedAutomation:
    """Of the owner's connector: they may resume it."""
    made = pause_automation(
        actor=tenant.lead, name=f"{tenant.word} flow", run=run(tenant), connector=connector(tenant).pk
    )
    return PausedAutomation.objects.get(pk=made["id"])


def key_of_item(tenant: Tenant) -> str:
    return str(item_of(run(tenant), "qt-01").pk)


ARGUMENTS: Mapping[str, Value] = {
    "run": lambda tenant: run(tenant).pk,
    "pause": lambda tenant: pause(tenant).pk,
    "item": lambda tenant: "qt-01",
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("get_checklist", "slug"): lambda tenant: run(tenant) and "quick-triage",
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        [
            "list_checklists",
            "get_checklist",
            "list_runs",
            "get_run",
            "list_findings",
            "get_finding",
            "run-list",
            "run",
            "run-item",
            "run-journal",
            "connector-pauses",
        ],
    ),
    (
        roles.WRITES_OWN,
        [
            "patch_item",
            "patch_finding",
            "post_resolve",
            "post_reopen_finding",
            "run-clock-start",
            "run-clock-pause",
            "run-finish",
            "run-withdraw",
            "item-save",
            "item-record",
            "item-draft",
            "item-fail",
            "item-propose",
            "item-pause",
            "pause-resume",
        ],
    ),
    (
        roles.LEADS,
        [
            "post_run",
            "post_accept",
            "run-new",
            "triage-start",
            "run-edit",
            "run-reopen",
            "items-assign",
            "acceptance-start",
        ],
    ),
]
BODIES: Mapping[str, Value] = {
    "post_run": lambda tenant: {"checklist": "quick-triage"},
    "acceptance-start": lambda tenant: run(tenant) and {"groups": ["synthetic"], "title": "Go-live"},
    "patch_item": lambda tenant: {"status": "doing"},
    "patch_finding": lambda tenant: {"severity": "low"},
    "post_resolve": lambda tenant: {"fix": "Done."},
    "post_accept": lambda tenant: {"reason": "Rare.", "until": "2126-01-01"},
    "post_reopen_finding": lambda tenant: {"reason": "Again."},
    "run-new": lambda tenant: {"checklist": "quick-triage"},
    "run-edit": lambda tenant: {"title": "Renamed"},
    "run-reopen": lambda tenant: {"reason": "More to look at."},
    "run-withdraw": lambda tenant: {"reason": "Started by mistake."},
    "items-assign": lambda tenant: {
        "items": [key_of_item(tenant)],
        "owner": str(tenant.actors[Role.OWNER].user_id),
    },
    "item-save": lambda tenant: {"status": "pass", "version": "0"},
    "item-record": lambda tenant: {"fields-incident-id": "1", "version": "0"},
    "item-draft": lambda tenant: {"observed": "Nothing.", "version": "0"},
    "item-fail": lambda tenant: {**RECORD, "version": "0"},
    "item-propose": lambda tenant: {"slugs": ["dx-api-01"]},
    "item-pause": lambda tenant: {"name": "A flow"},
    "pause-resume": lambda tenant: {"note": "Safe."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "post_run": lambda ours, theirs: {
        "checklist": "quick-triage",
        "owner": theirs.actors[Role.OWNER].email,
    },
    "acceptance-start": lambda ours, theirs: {
        "groups": ["synthetic"],
        "owner": str(theirs.actors[Role.OWNER].user_id),
    },
    "patch_item": lambda ours, theirs: {"owner": theirs.actors[Role.OWNER].email},
    "patch_finding": lambda ours, theirs: {"owner": theirs.actors[Role.OWNER].email},
    "run-new": lambda ours, theirs: {"checklist": "quick-triage", "connectors": [str(connector(theirs).pk)]},
    "run-edit": lambda ours, theirs: {
        "title": "Renamed",
        "owner": str(theirs.actors[Role.OWNER].user_id),
    },
    "items-assign": lambda ours, theirs: {"items": [key_of_item(theirs)], "owner": ""},
    "item-save": lambda ours, theirs: {"owner": str(theirs.actors[Role.OWNER].user_id), "version": "0"},
    "item-fail": lambda ours, theirs: {**RECORD, "connector": str(connector(theirs).pk), "version": "0"},
    "item-pause": lambda ours, theirs: {"name": "A flow", "connector": str(connector(theirs).pk)},
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
