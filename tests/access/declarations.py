"""Access to declarations of interest, and to what a panel does during and after a demo."""

from collections.abc import Callable, Mapping
from typing import Any

from audits.evaluations.actions.reveal import reveal
from audits.evaluations.models import Candidate, Declaration, Proposal
from audits.kit import clock
from audits.people import roles
from audits.people.roles import Role
from tests import factories
from tests.access_bodies import save
from tests.access_world import Json, Tenant, Value, once


@once
def declaration(tenant: Tenant) -> Declaration:
    """The panelist's, which waits for a ruling."""
    return Declaration.objects.create(
        workspace=tenant.workspace,
        evaluation=tenant.evaluation,
        person_id=tenant.actors[Role.PANELIST].user_id,
        interest="declared",
        note=f"{tenant.word} shares",
    )


@once
def blind_candidate(tenant: Tenant) -> Candidate:
    """A candidate whose points a panel gives."""
    title, name = f"{tenant.word} panel", f"{tenant.word} Three"
    evaluation = factories.make_evaluation(tenant.lead, title=title, vendors=[name], mode="panel")
    return factories.candidate_of(evaluation, name)


@once
def revealed_candidate(tenant: Tenant) -> Candidate:
    title, name = f"{tenant.word} revealed", f"{tenant.word} Four"
    evaluation = factories.make_evaluation(tenant.lead, title=title, vendors=[name], mode="panel")
    candidate = factories.candidate_of(evaluation, name)
    reveal(actor=tenant.lead, candidate=candidate)
    return candidate


@once
def proposal(tenant: Tenant) -> Proposal:
    question = tenant.candidate.answers.order_by("pk")[0].question
    person = tenant.actors[Role.PANELIST].user_id
    values = {"verdict": "strong", "note": f"{tenant.word} note", "saved_at": clock.now()}
    return Proposal.objects.create(
        workspace=tenant.workspace,
        candidate=tenant.candidate,
        question=question,
        person_id=person,
        saved_by_id=person,
        **values,
    )


ARGUMENTS: Mapping[str, Value] = {
    "declaration": lambda tenant: declaration(tenant).pk,
    "proposal": lambda tenant: proposal(tenant).pk,
}
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("post_reveal", "candidate"): lambda tenant: blind_candidate(tenant).pk,
    ("put_agreed", "candidate"): lambda tenant: revealed_candidate(tenant).pk,
}
BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (
        roles.READS_EVALUATIONS,
        ["declaration", "declaration-list", "put_declaration", "presence", "meeting"],
    ),
    (roles.ANSWERS, ["proposal-save", "proposal-take"]),
    (
        roles.LEADS,
        ["declaration-rule", "post_reveal", "put_agreed", "candidate-reveal", "meeting-agree"],
    ),
]
BODIES: Mapping[str, Value] = {
    "declaration": lambda tenant: {"interest": "none"},
    "declaration-rule": lambda tenant: {"ruling": "waived", "reason": "Long ago."},
    "presence": lambda tenant: Json(values={"dimension": "sync-timing"}),
    "proposal-save": lambda tenant: save(0, verdict="strong"),
    "proposal-take": lambda tenant: save(),
    "candidate-reveal": lambda tenant: {"confirm": "yes"},
    "meeting-agree": lambda tenant: {"points": "3", "rationale": "As seen.", "seen": "0"},
    "put_agreed": lambda tenant: {"points": 3, "rationale": "As seen in the demo."},
    "put_declaration": lambda tenant: {"interest": "none"},
}
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = {}
# The tenant's own candidate is scored by the lead alone; for panel mode see tests/api/test_panel.py.
ONLY_FOR: Mapping[str, frozenset[str]] = {"score-save": roles.LEADS}
POSTED_BY: Mapping[str, frozenset[str]] = {}
