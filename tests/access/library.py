"""Access to library."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from audits.checklists.actions.library import publish
from audits.checklists.actions.own_lists import begin, draft_for
from audits.checklists.catalog import checklist_of
from audits.checklists.document import Checklist
from audits.checklists.exchange import written
from audits.checklists.models import ChecklistVersion, Draft
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once


def slug_of(tenant: Tenant) -> str:
    return f"{tenant.word.lower()}-list"


@once
def own_version(tenant: Tenant) -> ChecklistVersion:
    """A published checklist of the workspace with one check, both of which say whose they are."""
    word = tenant.word
    check = {"slug": f"own-{word.lower()}", "title": f"{word} check", "kind": "own", "group": "all"}
    document = {
        "slug": slug_of(tenant),
        "title": f"{word} checklist",
        "version": 1,
        "kind": "own",
        "intro": f"What {word} tests.",
        "groups": [{"slug": "all", "title": "All"}],
        "checks": [check | {"test": {"text": f"{word} test", "origin": "proposed"}}],
    }
    checklist = Checklist.model_validate(document, strict=False)
    return publish(checklist, workspace_id=tenant.workspace.pk, by_id=tenant.lead.user_id)


def check_slug(tenant: Tenant) -> str:
    own_version(tenant)
    return f"own-{tenant.word.lower()}"


@once
def own_draft(tenant: Tenant) -> Draft:
    """Its draft, with a title that is not published yet."""
    draft = draft_for(actor=tenant.lead, version=own_version(tenant))
    Draft.objects.filter(pk=draft.pk).update(title=f"{tenant.word} draft")
    return draft


@once
def unpublished(tenant: Tenant) -> Draft:
    """A draft of which no version is published."""
    made = begin(actor=tenant.lead, title=f"{tenant.word} unpublished")
    return Draft.objects.get(pk=made["id"])


def check_body(tenant: Tenant) -> dict[str, Any]:
    rows = {f"{name}-{part}": 0 for name in ("limits", "record") for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"title": "New words", "group": "all", "test": "Look.", "seen": 0, **rows}


def file(tenant: Tenant) -> dict[str, Any]:
    text = written(checklist_of(own_version(tenant).pk))
    return {"file": SimpleUploadedFile("list.toml", text.encode()), "title": "From a file"}


ARGUMENTS: Mapping[str, Value] = {
    "checklist": lambda tenant: own_version(tenant).slug,
    "draft": lambda tenant: own_draft(tenant).pk,
    "group": lambda tenant: "all",
}
ARGUMENTS_OF: dict[tuple[str, str], Value] = {
    (name, "version"): lambda tenant: 1
    for name in ("checklist-version", "checklist-check", "checklist-copy", "checklist-export")
} | {("draft-discard", "draft"): lambda tenant: unpublished(tenant).pk}
ARGUMENTS_OF |= {
    (name, "check"): check_slug
    for name in ("check", "checklist-check", "draft-check-edit", "draft-check-remove", "draft-check-move")
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        [
            "checklist-list",
            "checklist",
            "checklist-version",
            "checklist-check",
            "checklist-changes",
            "checklist-export",
            "check-list",
            "check",
            "audit-kit",
            "audit-kit-zip",
        ],
    ),
    (
        roles.LEADS,
        [
            "checklist-new",
            "checklist-import",
            "checklist-copy",
            "checklist-edit",
            "checklist-archive",
            "checklist-unarchive",
            "draft",
            "draft-edit",
            "draft-preview",
            "draft-publish",
            "draft-discard",
            "draft-group-add",
            "draft-group-edit",
            "draft-group-remove",
            "draft-group-move",
            "draft-checks-add",
            "draft-check-new",
            "draft-check-edit",
            "draft-check-remove",
            "draft-check-move",
        ],
    ),
]
BODIES: Mapping[str, Value] = {
    "checklist-new": lambda tenant: {"title": "A new one"},
    "checklist-import": file,
    "checklist-copy": lambda tenant: {"title": "A copy"},
    "draft-edit": lambda tenant: {"title": "Other title", "intro": "What for.", "seen": 0},
    "draft-publish": lambda tenant: {"seen": 0},
    "draft-discard": lambda tenant: {"seen": 0},
    "draft-group-add": lambda tenant: {"title": "More", "seen": 0},
    "draft-group-edit": lambda tenant: {"title": "Else", "seen": 0},
    "draft-group-remove": lambda tenant: {"seen": 0},
    "draft-group-move": lambda tenant: {"to": "down", "seen": 0},
    "draft-checks-add": lambda tenant: {"checks": ["qt-01"], "seen": 0},
    "draft-check-new": check_body,
    "draft-check-edit": check_body,
    "draft-check-remove": lambda tenant: {"seen": 0},
    "draft-check-move": lambda tenant: {"to": "up", "seen": 0},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "checklist-import": lambda ours, theirs: file(ours) | {"into": own_draft(theirs).pk},
    "draft-checks-add": lambda ours, theirs: {
        "checks": [f"{slug_of(theirs)}:{check_slug(theirs)}"],
        "seen": 0,
    },
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
