"""What the access tests send to each address that takes a body, and the same with foreign ids."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from audits.people.roles import Role
from tests.access_world import Json, Tenant, Value
from tests.evidence.files import picture, upload
from tests.factories import PASSWORD

QUERIES: Mapping[str, str] = {"candidate-changes": "?since=0"}


def save(version: int | None = None, **values: Any) -> Json:
    """What the scoring screen's queue sends."""
    body = Json(operation=str(uuid4()), values=values)
    return body if version is None else Json(body, version=version)


def demo_form(tenant: Tenant, **values: Any) -> dict[str, Any]:
    minutes = {f"minutes-{each.slug}": 7 for each in tenant.evaluation.document.dimensions}
    return {"held_at": "2026-12-01T10:00", **minutes, **values}


BODIES: Mapping[str, Value] = {
    "profile": lambda tenant: {"name": "New Name"},
    "account_login": lambda tenant: {"login": "nobody@own.example", "password": PASSWORD},
    "account_reset_password": lambda tenant: {"email": "nobody@own.example"},
    "invitation": lambda tenant: {"name": "Guest", "password": PASSWORD},
    "member-role": lambda tenant: {"role": Role.LEAD},
    "invitation-create": lambda tenant: {"email": "new@own.example", "role": Role.LEAD},
    "token-create": lambda tenant: {"name": "script"},
    "workspace-edit": lambda tenant: {"name": "Renamed", "timezone": "Europe/Berlin"},
    "workspace-tickets": lambda tenant: {
        "jira_url": "https://acme.example",
        "jira_project": "1",
        "jira_issue_type": "2",
    },
    "vendor-new": lambda tenant: {"name": "New vendor"},
    "vendor-edit": lambda tenant: {"name": "New name"},
    "contact-new": lambda tenant: {"name": "New contact"},
    "contact-edit": lambda tenant: {"name": "New name"},
    "evaluation-new": lambda tenant: {"title": "New", "crms": ["salesforce"], "new_vendors": "Third"},
    "candidate-add": lambda tenant: {"new_vendors": "Third"},
    "candidate-withdraw": lambda tenant: {"reason": "Gone."},
    "candidate-waive": lambda tenant: {"what": "salesforce/lead", "reason": "Not needed."},
    "object-unused": lambda tenant: {"what": "salesforce/lead", "reason": "Not used."},
    "demo-new": demo_form,
    "demo-edit": demo_form,
    "trial-plan": lambda tenant: {"starts_on": "2026-12-01", "ends_on": "2026-12-09"},
    "trial-task-edit": lambda tenant: {"text": "See it."},
    "trial-task-done": lambda tenant: {"outcome": "Seen."},
    "answer-save": lambda tenant: save(0, verdict="strong"),
    "score-save": lambda tenant: save(0, points=3),
    "object-save": lambda tenant: save(0, read=True),
    "objects-confirm": lambda tenant: save(),
    "capture-add": lambda tenant: save(text="A line", demo_second=1),
    "capture-file": lambda tenant: save(question="st-1"),
    "capture-drop": lambda tenant: Json(operation=str(uuid4())),
    "demo-step": lambda tenant: save(),
    "demo-time": lambda tenant: save(dimension_seconds={}),
    "evidence-add": lambda tenant: {
        "operation": str(uuid4()),
        "question": "st-1",
        "url": "https://a.example",
    },
    "evidence-withdraw": lambda tenant: {"reason": "Wrong file."},
    "report-request": lambda tenant: {"kind": "candidate", "candidate": str(tenant.candidate.pk)},
    "post_vendor": lambda tenant: {"name": "New vendor"},
    "post_evaluation": lambda tenant: {"title": "New", "vendors": []},
    "post_decision": lambda tenant: {"candidate": None, "reason": "None fits."},
    "post_reopen": lambda tenant: {"reason": "New facts."},
    "put_score": lambda tenant: {"points": 3},
    "put_answer": lambda tenant: {"verdict": "strong"},
    "put_object": lambda tenant: {"read": True},
    "post_waiver": lambda tenant: {"crm": "salesforce", "object": "lead", "reason": "Not needed."},
    "post_evidence": lambda tenant: {"file": upload(picture()), "dimension": "sync-timing"},
}


def member_of(tenant: Tenant) -> str:
    return str(tenant.lead.user_id)


def vendor_of(tenant: Tenant) -> str:
    return str(tenant.candidate.vendor_id)


FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "evaluation-new": lambda ours, theirs: {
        "title": "New",
        "crms": ["salesforce"],
        "vendors": [vendor_of(theirs)],
    },
    "candidate-add": lambda ours, theirs: {"vendors": [vendor_of(theirs)]},
    "demo-new": lambda ours, theirs: demo_form(ours, recorder=member_of(theirs)),
    "demo-edit": lambda ours, theirs: demo_form(ours, recorder=member_of(theirs)),
    "trial-task-edit": lambda ours, theirs: {"text": "See it.", "owner": member_of(theirs)},
    "decide": lambda ours, theirs: {"candidate": str(theirs.candidate.pk), "reason": "Best."},
    "report-request": lambda ours, theirs: {"kind": "candidate", "candidate": str(theirs.candidate.pk)},
    "post_evaluation": lambda ours, theirs: {"title": "New", "vendors": [vendor_of(theirs)]},
    "post_decision": lambda ours, theirs: {"candidate": str(theirs.candidate.pk), "reason": "Best."},
}
