"""Access to incidents."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.actions.incidents import close_incident
from audits.checklists.actions.timeline import add_line
from audits.checklists.models import Incident
from audits.people import roles
from audits.people.roles import Role
from tests.access.findings import finding
from tests.access_world import Tenant, Value, once
from tests.checklists.incident_scenes import make_incident, walk


@once
def incident(tenant: Tenant) -> Incident:
    """One of the owner's, opened from a finding of theirs."""
    row = make_incident(
        tenant.lead,
        finding(tenant),
        title=f"{tenant.word} incident",
        owner=tenant.actors[Role.OWNER].user_id,
    )
    add_line(actor=tenant.lead, incident=row, text=f"{tenant.word} line")
    return row


@once
def closed(tenant: Tenant) -> Incident:
    row = make_incident(tenant.lead, title=f"{tenant.word} closed", owner=tenant.actors[Role.OWNER].user_id)
    walk(tenant.lead, row)
    close_incident(actor=tenant.lead, incident=row)
    return row


def about(**values: Any) -> dict[str, Any]:
    return {"title": "Calls are lost", "severity": "high", **values}


def foreign_run(theirs: Tenant) -> str:
    return str(finding(theirs).run_id)


ARGUMENTS: Mapping[str, Value] = {
    "incident": lambda tenant: incident(tenant).pk,
    "step": lambda tenant: "in-01",
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("incident-reopen", "incident"): lambda tenant: closed(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        ["incident-list", "incident", "incident-markdown", "list_incidents", "get_incident"],
    ),
    (
        roles.WRITES_OWN,
        [
            "post_incident",
            "put_step",
            "post_entry",
            "post_close",
            "post_reopen_incident",
            "incident-new",
            "incident-edit",
            "incident-step",
            "incident-step-done",
            "incident-line",
            "incident-attach",
            "incident-pause",
            "incident-close",
            "incident-reopen",
        ],
    ),
    (roles.LEADS, ["incident-triage"]),
]
BODIES: Mapping[str, Value] = {
    "post_incident": lambda tenant: about(finding=str(finding(tenant).pk)),
    "put_step": lambda tenant: {"note": "Looked at."},
    "post_close": lambda tenant: {},
    "post_entry": lambda tenant: {"text": "A line."},
    "post_reopen_incident": lambda tenant: {"reason": "It came back."},
    "incident-new": lambda tenant: about(),
    "incident-edit": lambda tenant: about(),
    "incident-step": lambda tenant: {"in-01-note": "Looked."},
    "incident-step-done": lambda tenant: {"in-01-note": "Looked."},
    "incident-line": lambda tenant: {"text": "Looked."},
    "incident-pause": lambda tenant: {"name": "A flow"},
    "incident-attach": lambda tenant: {"url": "https://logs.example/41"},
    "incident-reopen": lambda tenant: {"reason": "It came back."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "post_incident": lambda ours, theirs: about(finding=str(finding(theirs).pk)),
    "put_step": lambda ours, theirs: {"captured": {"triage-run": foreign_run(theirs)}},
    "incident-new": lambda ours, theirs: about(owner=str(theirs.actors[Role.OWNER].user_id)),
    "incident-edit": lambda ours, theirs: about(owner=str(theirs.actors[Role.OWNER].user_id)),
    "incident-step": lambda ours, theirs: {"in-01-triage-run": foreign_run(theirs)},
    "incident-pause": lambda ours, theirs: {
        "name": "A flow",
        "connector": str(finding(theirs).connector_id),
    },
    "incident-line": lambda ours, theirs: {
        "text": "Looked.",
        "corrects": str(incident(theirs).entries.order_by("pk")[0].pk),
    },
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
# By hand only leads open an incident; an owner does from a finding of theirs, which no address names.
ONLY_FOR: Mapping[str, frozenset[Role]] = {"incident-new": roles.LEADS}
POSTED_BY: Mapping[str, frozenset[str]] = {}
