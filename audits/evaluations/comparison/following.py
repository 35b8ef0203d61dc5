"""What stays open after a decision, read live beside its snapshot."""

from audits.evaluations.comparison.awarded import ConditionStepView, ConditionView, SignatureView
from audits.evaluations.models import Condition, ConditionStep, Decision, Signature
from audits.kit import clock


def conditions_of(decision: Decision) -> tuple[ConditionView, ...]:
    """The conditions of a choice with all that became of them, in two queries at most."""
    if decision.candidate_id is None:
        return ()
    rows = decision.conditions.select_related("owner").prefetch_related("steps__by")
    return tuple(condition_view(row) for row in rows)


def condition_view(row: Condition) -> ConditionView:
    return ConditionView(
        id=row.pk,
        code=row.code,
        text=row.text,
        owner=str(row.owner),
        due_on=row.due_on,
        status=row.status,
        is_unmet=row.is_unmet,
        steps=tuple(step_view(step) for step in row.steps.all()),
    )


def step_view(step: ConditionStep) -> ConditionStepView:
    return ConditionStepView(step.status, step.note, str(step.by), step.at)


def signatures_of(decision: Decision) -> tuple[SignatureView, ...]:
    """Everybody asked to sign the decision, in that order, by one query."""
    rows = Signature.objects.filter(decision=decision).order_by("pk")
    return tuple(signature_view(row) for row in rows.select_related("recipient", "replied_by"))


def signature_view(row: Signature) -> SignatureView:
    return SignatureView(
        id=row.pk,
        name=row.name,
        role=row.role,
        email=row.recipient.email,
        is_member=row.is_member,
        due_on=row.due_on,
        state=state_of(row),
        answered_at=row.answered_at,
        sha256=row.sha256,
        reason=row.reason,
        reply=row.reply,
        replied_by=str(row.replied_by) if row.replied_by else "",
        replied_at=row.replied_at,
    )


def state_of(row: Signature) -> str:
    """The answer, or why there will be none, or that it is waited for."""
    if row.answer:
        return row.answer
    if row.ended_at:
        return "ended"
    if row.revoked_at:
        return "revoked"
    return "open" if row.is_active(clock.now()) else "expired"
