"""Access to findings and to the evidence on them."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.settling import resolve_finding
from audits.checklists.models import Attachment, Finding, Run
from audits.people import roles
from audits.people.roles import Role
from tests.access.connectors import connector
from tests.access_world import Tenant, Value, once
from tests.checklists.scenes import RECORD, item_of, make_finding, make_run
from tests.evidence.files import picture, upload


@once
def failed_run(tenant: Tenant) -> Run:
    return make_run(tenant.lead, title=f"{tenant.word} triage")


@once
def finding(tenant: Tenant) -> Finding:
    """One of the owner's, in the words of its tenant."""
    record: dict[str, Any] = {
        **RECORD,
        "steps": f"{tenant.word} steps",
        "owner": tenant.actors[Role.OWNER].user_id,
    }
    record["connector"] = connector(tenant).pk
    row = make_finding(tenant.lead, failed_run(tenant), **record)
    Finding.objects.filter(pk=row.pk).update(title=f"{tenant.word} finding")
    return row


@once
def draft(tenant: Tenant) -> Finding:
    """An unfinished record of the owner's."""
    item = item_of(failed_run(tenant), "qt-04")
    values = {"observed": f"{tenant.word} spike", "owner": tenant.actors[Role.OWNER].user_id}
    save_draft(actor=tenant.lead, item=item, values=values)
    row = Finding.objects.get(item=item)
    item.owner_id = tenant.actors[Role.OWNER].user_id
    item.save(update_fields=["owner"])
    return row


@once
def resolved(tenant: Tenant) -> Finding:
    owner = tenant.actors[Role.OWNER].user_id
    row = make_finding(tenant.lead, failed_run(tenant), "qt-05", owner=owner)
    resolve_finding(actor=tenant.lead, finding=row, fix=f"{tenant.word} fix")
    return row


@once
def attachment(tenant: Tenant) -> Attachment:
    attach(
        actor=tenant.lead, place=finding(tenant), file=upload(picture()), name=f"{tenant.word} picture.png"
    )
    return finding(tenant).attachments.get()


def foreign_connector(theirs: Tenant) -> str:
    return str(finding(theirs).connector_id)


def foreign_owner(theirs: Tenant) -> str:
    return str(theirs.actors[Role.OWNER].user_id)


WHOLE = {"title": "Calls come twice", "occurred_at": "2026-11-01T09:38", "severity": "high", **RECORD}
ARGUMENTS: Mapping[str, Value] = {
    "finding": lambda tenant: finding(tenant).pk,
    "attachment": lambda tenant: attachment(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("finding-drop", "finding"): lambda tenant: draft(tenant).pk,
    ("finding-complete", "finding"): lambda tenant: draft(tenant).pk,
    ("finding-reopen", "finding"): lambda tenant: resolved(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        [
            "finding-list",
            "finding",
            "finding-markdown",
            "attachment",
            "attachment-file",
            "attachment-thumbnail",
        ],
    ),
    (
        roles.WRITES_OWN,
        [
            "finding-new",
            "finding-edit",
            "finding-complete",
            "finding-drop",
            "finding-resolve",
            "finding-reopen",
            "finding-ticket",
            "finding-attach",
            "attachment-withdraw",
        ],
    ),
    (roles.LEADS, ["finding-accept"]),
]
BODIES: Mapping[str, Value] = {
    "finding-new": lambda tenant: WHOLE,
    "finding-edit": lambda tenant: WHOLE,
    "finding-complete": lambda tenant: WHOLE,
    "finding-drop": lambda tenant: {"reason": "No failure."},
    "finding-resolve": lambda tenant: {"fix": "Pinned."},
    "finding-accept": lambda tenant: {"reason": "Replaced in May.", "until": "2199-05-01"},
    "finding-reopen": lambda tenant: {"reason": "It came back."},
    "finding-ticket": lambda tenant: {"ticket_url": "https://tickets.example/41"},
    "finding-attach": lambda tenant: {"url": "https://logs.example/41"},
    "attachment-withdraw": lambda tenant: {"reason": "Wrong file."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "finding-new": lambda ours, theirs: {**WHOLE, "owner": foreign_owner(theirs)},
    "finding-edit": lambda ours, theirs: {**WHOLE, "connector": foreign_connector(theirs)},
    "finding-complete": lambda ours, theirs: {**WHOLE, "owner": foreign_owner(theirs)},
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
