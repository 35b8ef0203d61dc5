"""A decision with what follows from it."""

from datetime import timedelta

from audits.evaluations.actions.conditions import Terms
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.models import Candidate, Condition, Decision
from audits.people.actor import Actor
from tests import factories

LOGS = "The audit log is readable by API."


def chosen(lead: Actor, candidate: Candidate, *conditions: Terms, reason: str = "Best proof.") -> Decision:
    """The candidate, all of whose objects sync, on these conditions."""
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    decide(
        actor=lead,
        evaluation=candidate.evaluation,
        candidate_id=candidate.pk,
        reason=reason,
        conditions=dict(enumerate(conditions)),
    )
    rows = Decision.objects.select_related("evaluation__workspace", "candidate__vendor")
    return rows.get(evaluation=candidate.evaluation, revision=candidate.evaluation.revision)


def terms(owner: Actor, text: str = LOGS) -> Terms:
    return Terms(text=text, owner=owner.user_id, due_on=owner.today + timedelta(days=30))


def chosen_on(lead: Actor, title: str, owner: Actor, text: str = LOGS) -> Condition:
    """The one condition of another evaluation, of that title."""
    evaluation = factories.make_evaluation(lead, title=title, vendors=[f"{title} One"])
    decision = chosen(lead, factories.candidate_of(evaluation, f"{title} One"), terms(owner, text))
    return Condition.objects.with_parents().get(decision=decision)
