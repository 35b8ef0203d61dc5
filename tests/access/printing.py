"""Access to printouts."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile

from audits.checklists.models import Printout
from audits.checklists.models.printout import PrintoutKind
from audits.evidence.making import MadeStatus
from audits.evidence.storage import evidence_storage
from audits.people import roles
from audits.people.roles import Role
from tests.access.runs import run
from tests.access_world import Tenant, Value, once

CONTENT = b"%PDF-1.7"


@once
def printout(tenant: Tenant) -> Printout:
    """A finished printout with its file."""
    return Printout.objects.create(
        workspace=tenant.workspace,
        kind=PrintoutKind.RUN,
        run=run(tenant),
        content_key=tenant.word,
        status=MadeStatus.DONE,
        requested_by_id=tenant.lead.user_id,
        storage_key=evidence_storage().save(f"reports/{tenant.word}-run", ContentFile(CONTENT)),
        sha256=sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
    )


ARGUMENTS: Mapping[str, Value] = {"printout": lambda tenant: printout(tenant).pk}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("checklist-print", "slug"): lambda tenant: run(tenant) and "quick-triage",
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.EVERYONE,
        ["run-print", "checklist-print", "incident-print", "printout", "printout-file"],
    )
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# Addresses that more roles reach than find what they ask for, and pages that fewer may send than open.
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
