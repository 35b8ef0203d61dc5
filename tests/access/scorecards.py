"""Access to taking a team's scorecard in."""

import base64
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from audits.evaluations.actions.setup import create_evaluation
from audits.kit import seals
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once

TABLE = b"Vendor,Sync timing\nImported,4\n"
COLUMNS = {
    "sheet": "0",
    "header": "1",
    "title": "Taken in",
    "column-0": "vendor",
    "column-1": "points:sync-timing",
}


@once
def empty(tenant: Tenant) -> str:
    """An open evaluation without candidates."""
    return str(create_evaluation(actor=tenant.lead, title=f"{tenant.word} empty")["id"])


def state_of(tenant: Tenant) -> str:
    """What the tenant's lead was handed with a preview: another person's, even of the same workspace."""
    content = {
        "data": base64.b64encode(TABLE).decode(),
        "name": f"{tenant.word}.csv",
        "version": tenant.evaluation.framework_id,
        "evaluation": "",
        "key": str(uuid4()),
        "choices": COLUMNS,
        "marks": ["::0"],
    }
    return seals.sealed(content, seals.salt("scorecard", tenant.workspace.pk, tenant.lead.user_id))


def sent_file(into: str) -> dict[str, Any]:
    return {"file": ContentFile(TABLE, "ours.csv"), "into": into}


ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.LEADS, ["scorecard-import", "scorecard-columns", "scorecard-apply"])
]
BODIES: Mapping[str, Value] = {
    "scorecard-import": lambda tenant: sent_file("new:crm-integration"),
    "scorecard-columns": lambda tenant: {"state": state_of(tenant), **COLUMNS},
    "scorecard-apply": lambda tenant: {"state": state_of(tenant)},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {
    "scorecard-import": lambda ours, theirs: sent_file(empty(theirs)),
    "scorecard-columns": lambda ours, theirs: {"state": state_of(theirs), **COLUMNS},
    "scorecard-apply": lambda ours, theirs: {"state": state_of(theirs)},
}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
