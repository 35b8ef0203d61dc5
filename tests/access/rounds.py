"""Access to rounds: leads end them and take vendors back."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.rounds import end_round
from audits.evaluations.models import Candidate
from audits.people import roles
from tests import factories
from tests.access_world import Tenant, Value, once


@once
def left_candidate(tenant: Tenant) -> Candidate:
    """Of an evaluation of its own: the other one's candidates all race."""
    names = [f"{tenant.word} Five", f"{tenant.word} Six"]
    evaluation = factories.make_evaluation(tenant.lead, title=f"{tenant.word} rounds", vendors=names)
    candidate = factories.candidate_of(evaluation, names[0])
    end_round(actor=tenant.lead, evaluation=evaluation, left_out={candidate.pk: f"{tenant.word} reason"})
    return candidate


def everybody_stays(tenant: Tenant) -> dict[str, Any]:
    return {"stays": [tenant.candidate.pk, tenant.candidate_two.pk], "seen": 1}


ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("candidate-take-back", "candidate"): lambda tenant: left_candidate(tenant).pk
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [(roles.LEADS, ["round-end", "candidate-take-back"])]
BODIES: Mapping[str, Value] = {
    "round-end": everybody_stays,
    "candidate-take-back": lambda tenant: {"reason": "After all."},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[str]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {}
