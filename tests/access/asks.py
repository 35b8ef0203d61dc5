"""Access to what a result asks for: gaps and service levels."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.models import Gap, Sla
from audits.people import roles
from audits.people.roles import Role
from tests.access_world import Tenant, Value, once
from tests.evaluations.gap_scenes import lacking
from tests.evaluations.sla_scenes import agreed


@once
def gap(tenant: Tenant) -> Gap:
    """The owner's, so that they see it without reading evaluations."""
    return lacking(
        tenant.lead,
        tenant.candidate,
        title=f"{tenant.word} record filter",
        owner=tenant.actors[Role.OWNER].user_id,
    )


@once
def sla(tenant: Tenant) -> Sla:
    return agreed(tenant.lead, tenant.candidate, breach=f"{tenant.word} credit")


ARGUMENTS: Mapping[str, Value] = {"gap": lambda tenant: gap(tenant).pk}
SLA_FILES = ["sla-markdown", "sla-docx"]
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    (name, "candidate"): lambda tenant: sla(tenant).candidate_id
    for name in ("sla-wording", "sla-draft", *SLA_FILES)
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["candidate-asks", "candidate-gaps", "candidate-sla", *SLA_FILES]),
    (roles.LEADS, ["gap-new", "gaps-from-low", "gap-reopen", "sla-wording", "sla-draft"]),
    (roles.EVERYONE, ["gap"]),
    (roles.WRITES_OWN, ["gap-edit", "gap-close"]),
]
BODIES: Mapping[str, Value] = {
    "candidate-sla": lambda tenant: {"rows": "1", "line_0_object": tenant.word, "seen": "1"},
    "sla-wording": lambda tenant: {"wording": tenant.word},
    "sla-draft": lambda tenant: {"overwrites": "on"},
    "gap-new": lambda tenant: {"title": tenant.word, "dimension": "sync-timing"},
    "gap-edit": lambda tenant: {"title": tenant.word, "dimension": "sync-timing"},
    "gap-close": lambda tenant: {"closing": "Delivered."},
    "gap-reopen": lambda tenant: {"reason": "It came back."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[Role]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {"candidate-sla": roles.LEADS}
