"""A decision with what follows from it."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from audits.evaluations.actions import signatures as actions
from audits.evaluations.actions import signing
from audits.evaluations.actions.conditions import Terms
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.models import Candidate, Condition, Decision, ReportFile, Signature
from audits.evaluations.offers import offered
from audits.evidence.making import MadeStatus
from audits.evidence.storage import evidence_storage
from audits.kit import clock
from audits.people.actor import Actor
from tests import factories

EMAIL = "counsel@lawfirm.example"
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


def wanted(lead: Actor, member: Actor | None = None, **values: Any) -> actions.Wanted:
    given = actions.Wanted(
        member=member.user_id if member else None,
        name="" if member else "Noor Adeyemi",
        email="" if member else EMAIL,
        role="General Counsel",
        due_on=lead.today + timedelta(days=7),
        language="en",
    )
    given.update(values)  # type: ignore[typeddict-item]
    return given


def ask(lead: Actor, decision: Decision, member: Actor | None = None, **values: Any) -> Signature:
    made = actions.ask(actor=lead, decision=decision, values=wanted(lead, member, **values))
    return fresh(UUID(made["id"]))


def fresh(row: Signature | UUID) -> Signature:
    key = row if isinstance(row, UUID) else row.pk
    return Signature.objects.with_parts().get(pk=key)


def made_pdf(decision: Decision, content: bytes = b"%PDF-1.7 the decision") -> str:
    """What the worker does with the PDF that stands to be signed; answers its hash."""
    report = offered(decision)
    assert report is not None
    sha256 = hashlib.sha256(content).hexdigest()
    done = {"status": MadeStatus.DONE, "sha256": sha256, "size": len(content), "finished_at": clock.now()}
    ReportFile.objects.filter(pk=report.pk).update(**done)
    return sha256


def filed_pdf(decision: Decision, content: bytes = b"%PDF-1.7 the decision") -> str:
    """As `made_pdf`, with a file that can be handed out."""
    sha256 = made_pdf(decision, content)
    key = evidence_storage().save(f"reports/{sha256}.pdf", ContentFile(content))
    ReportFile.objects.filter(sha256=sha256).update(storage_key=key)
    return sha256


def signed(row: Signature, sha256: str, actor: Actor | None = None) -> None:
    whole = fresh(row)
    actor = actor or signing.actor_of(whole)
    signing.sign(actor=actor, signature=whole, sha256=sha256, name=whole.name, role=whole.role)


def challenged(row: Signature, sha256: str, reason: str = "The cost is missing.") -> None:
    whole = fresh(row)
    signing.challenge(actor=signing.actor_of(whole), signature=whole, sha256=sha256, reason=reason)
