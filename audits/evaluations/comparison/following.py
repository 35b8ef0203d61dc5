"""What stays open after a decision, read live beside its snapshot."""

from audits.evaluations.comparison.awarded import ConditionStepView, ConditionView
from audits.evaluations.models import Condition, ConditionStep, Decision


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
