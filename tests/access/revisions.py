"""Access to what changed between revisions, and to all score changes as files."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.models import Evaluation
from audits.people import roles
from tests import factories
from tests.access_world import Tenant, Value, once


@once
def revised(tenant: Tenant) -> Evaluation:
    """Decided once, and open again."""
    evaluation = factories.make_evaluation(
        tenant.lead, title=f"{tenant.word} revised", vendors=[f"{tenant.word} Seven"]
    )
    decide(actor=tenant.lead, evaluation=evaluation, candidate_id=None, reason=f"{tenant.word} none")
    reopen(actor=tenant.lead, evaluation=evaluation, reason=f"{tenant.word} again")
    return evaluation


ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("revisions", "evaluation"): lambda tenant: revised(tenant).pk
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["revisions", "changes-csv", "changes-xlsx"])
]
BODIES: Mapping[str, Value] = {}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[str]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
