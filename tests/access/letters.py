"""Access to feedback letters: readers read the saved one, leads write it."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.letters import save_letter
from audits.evaluations.models import Candidate, Decision
from audits.people import roles
from tests import factories
from tests.access_world import Tenant, Value, once


@once
def regretted(tenant: Tenant) -> Candidate:
    """A candidate that was not chosen, with a letter to it."""
    title, name = f"{tenant.word} regrets", f"{tenant.word} Eight"
    evaluation = factories.make_evaluation(tenant.lead, title=title, vendors=[name])
    decide(actor=tenant.lead, evaluation=evaluation, candidate_id=None, reason=f"{tenant.word} none")
    candidate = factories.candidate_of(evaluation, name)
    decision = Decision.objects.get(evaluation=evaluation)
    words = f"{tenant.word} regrets"
    save_letter(actor=tenant.lead, decision=decision, candidate=candidate, words=words, seen=0)
    return candidate


NAMES = ("candidate-letter", "letter-draft", "letter-sent", "letter-markdown", "letter-docx")
ARGUMENTS: Mapping[str, Value] = {}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    (name, "candidate"): lambda tenant: regretted(tenant).pk for name in NAMES
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.READS_EVALUATIONS, ["candidate-letter", "letter-markdown", "letter-docx"]),
    (roles.LEADS, ["letter-draft", "letter-sent"]),
]
BODIES: Mapping[str, Value] = {
    "candidate-letter": lambda tenant: {"text": "We regret.", "seen": 1},
    "letter-draft": lambda tenant: {"points": "on", "sure": "on"},
    "letter-sent": lambda tenant: {"sent_on": tenant.lead.today, "seen": 1},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
ONLY_FOR: Mapping[str, frozenset[str]] = {}
POSTED_BY: Mapping[str, frozenset[str]] = {"candidate-letter": roles.LEADS}
