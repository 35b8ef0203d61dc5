"""Access to connectors."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile

from audits.connectors.models import Connector, RecipeApproval
from audits.kit import clock
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.factories import make_connector


@once
def connector(tenant: Tenant) -> Connector:
    """The owner's own: other owners only read it."""
    return make_connector(tenant.lead, f"{tenant.word} connector", owner=tenant.actors[Role.OWNER])


@once
def approval(tenant: Tenant) -> RecipeApproval:
    return RecipeApproval.objects.create(
        workspace=tenant.workspace,
        connector=connector(tenant),
        recipe=f"{tenant.word} recipe",
        approved_by=tenant.word,
        approved_on=clock.now().date(),
        recorded_by_id=tenant.lead.user_id,
    )


def values(tenant: Tenant, **more: Any) -> dict[str, Any]:
    return {"name": "New connector", "system": "Zapier", "environment": "production", **more}


def owner_of(tenant: Tenant) -> str:
    return str(tenant.actors[Role.OWNER].user_id)


def vendor_of(tenant: Tenant) -> str:
    return str(tenant.candidate.vendor_id)


def preview_of(tenant: Tenant) -> str:
    """The rows of a preview that its lead was shown: another person's, even of the same workspace."""
    rows = [[2, {"name": f"{tenant.word} imported", "system": "Zapier"}, ""]]
    salt = f"connector-import:{tenant.workspace.pk}:{tenant.lead.user_id}"
    return signing.dumps({"key": str(uuid4()), "rows": rows}, salt=salt)


ARGUMENTS: Mapping[str, Value] = {
    "connector": lambda tenant: connector(tenant).pk,
    "approval": lambda tenant: approval(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.EVERYONE, ["connector-list", "connector", "connector-export", "list_connectors", "get_connector"]),
    (roles.WRITES_OWN, ["connector-edit", "connector-review", "patch_connector"]),
    (
        roles.LEADS,
        [
            "connector-new",
            "connector-archive",
            "connector-unarchive",
            "connector-import",
            "connector-import-apply",
            "connector-template",
            "approval-new",
            "approval-end",
            "post_connector",
        ],
    ),
]
BODIES: Mapping[str, Value] = {
    "connector-new": values,
    "connector-edit": values,
    "connector-import": lambda tenant: {"file": ContentFile(b"name,system\nForms,Zapier\n", "list.csv")},
    "connector-import-apply": lambda tenant: {"rows": preview_of(tenant)},
    "post_connector": lambda tenant: {"name": "New connector", "system": "Zapier"},
    "patch_connector": lambda tenant: {"credential_label": "new-key"},
    "approval-new": lambda tenant: {
        "recipe": "New recipe",
        "approved_by": "The board",
        "approved_on": "2026-01-05",
    },
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "connector-new": lambda ours, theirs: values(ours, vendor=vendor_of(theirs)),
    "post_connector": lambda ours, theirs: {"name": "A", "system": "Zapier", "vendor": vendor_of(theirs)},
    "patch_connector": lambda ours, theirs: {"owner": theirs.actors[Role.OWNER].email},
    "connector-import-apply": lambda ours, theirs: {"rows": preview_of(theirs)},
    "connector-edit": lambda ours, theirs: values(ours, owner=owner_of(theirs)),
}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
