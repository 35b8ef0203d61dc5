"""Access to frameworks of one's own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from audits.frameworks.actions.drafts import begin, draft_for
from audits.frameworks.exchange import written
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.spots import KEYS
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.frameworks.drafting import framework_of, make_version


@once
def own_version(tenant: Tenant) -> FrameworkVersion:
    """A published framework of the workspace that says whose it is."""
    word = tenant.word
    return make_version(tenant.lead, slug=f"{word.lower()}-framework", title=f"{word} framework")


@once
def own_draft(tenant: Tenant) -> DraftFramework:
    """Its draft, with a title that is not published yet."""
    draft = draft_for(actor=tenant.lead, version=own_version(tenant))
    draft.document["title"] = draft.title = f"{tenant.word} draft"
    draft.save()
    return draft


@once
def unpublished(tenant: Tenant) -> DraftFramework:
    """A draft of which no version is published."""
    made = begin(actor=tenant.lead, title=f"{tenant.word} unpublished")
    return DraftFramework.objects.get(pk=made["id"])


def file(tenant: Tenant) -> dict[str, Any]:
    text = written(framework_of(own_version(tenant)).model_copy(update={"version": 2}))
    return {"file": SimpleUploadedFile("f.toml", text.encode()), "becomes": "version"}


def rows(name: str) -> dict[str, Any]:
    return {f"{name}-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL")}


VERSION = [
    "framework-changes",
    "framework-export",
    "framework-copy",
    "framework-edit",
    "framework-archive",
    "framework-unarchive",
]
BUTTONS = [
    "framework-dimension-move",
    "framework-question-remove",
    "framework-question-move",
    "framework-warning-remove",
]
PLACES = [f"framework-{kind}-edit" for kind in KEYS]
DRAFT = [
    "framework-draft",
    "framework-preview",
    "framework-screen",
    "framework-publish",
    "framework-discard",
    "framework-dimension-add",
    "framework-dimension-remove",
    "framework-question-add",
    *BUTTONS,
    *PLACES,
]
ARGUMENTS: Mapping[str, Value] = {"warning": lambda tenant: "careful"}
ARGUMENTS_OF: dict[tuple[str, str], Value] = {
    **{(name, "version"): lambda tenant: own_version(tenant).pk for name in VERSION},
    **{(name, "draft"): lambda tenant: own_draft(tenant).pk for name in DRAFT},
    **{(name, "dimension"): lambda tenant: "width" for name in DRAFT},
    **{(name, "question"): lambda tenant: "w-1" for name in DRAFT},
    ("framework-dimension-edit", "slug"): lambda tenant: "width",
    ("framework-question-edit", "slug"): lambda tenant: "w-1",
    ("framework-discard", "draft"): lambda tenant: unpublished(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["framework-changes", "framework-export"]),
    (
        roles.LEADS,
        [
            "framework-new",
            "framework-import",
            *[name for name in VERSION if name not in ("framework-changes", "framework-export")],
            *DRAFT,
        ],
    ),
]
BODIES: Mapping[str, Value] = {
    "framework-new": lambda tenant: {"title": "A new one"},
    "framework-import": file,
    "framework-copy": lambda tenant: {"title": "A copy"},
    "framework-publish": lambda tenant: {"seen": 0},
    "framework-discard": lambda tenant: {"seen": 0},
    "framework-dimension-add": lambda tenant: {"title": "Height"},
    "framework-dimension-remove": lambda tenant: {"seen": 0},
    "framework-question-add": lambda tenant: {"text": "What else?"},
    **{name: lambda tenant: {"to": "down", "seen": 0} for name in BUTTONS},
    "framework-head-edit": lambda tenant: {"title": "Else", "note": "New words"},
    "framework-dimension-edit": lambda tenant: {"title": "Else", "level_0": "New words"},
    "framework-question-edit": lambda tenant: {"text": "Else?", "origin": "proposed", **rows("facts")},
    "framework-bands-edit": lambda tenant: rows("bands"),
    "framework-crms-edit": lambda tenant: rows("crms"),
    "framework-figures-edit": lambda tenant: rows("figures"),
    "framework-weightings-edit": lambda tenant: rows("weightings"),
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
