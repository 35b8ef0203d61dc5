"""The decision's frozen copy of the read model, as JSON with its schema number."""

import hashlib
from dataclasses import replace

from pydantic import TypeAdapter

from audits.evaluations.comparison.following import conditions_of, signatures_of
from audits.evaluations.comparison.load import load_comparison
from audits.evaluations.comparison.shapes import ComparisonView, DecisionView, Stamp
from audits.evaluations.models import Decision, Evaluation

ADAPTER: TypeAdapter[ComparisonView] = TypeAdapter(ComparisonView)


def to_json(view: ComparisonView) -> str:
    return ADAPTER.dump_json(view).decode()


def sha256(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def from_decision(decision: Decision) -> ComparisonView:
    """The comparison as it was decided; `decided_by` and the candidate's vendor must be loaded."""
    view = ADAPTER.validate_json(decision.snapshot)
    return replace(view, decision=decision_view(decision))


def decision_view(decision: Decision) -> DecisionView:
    chosen = decision.candidate
    return DecisionView(
        revision=decision.revision,
        candidate_id=chosen.pk if chosen else None,
        vendor=chosen.vendor.name if chosen else None,
        reason=decision.reason,
        decided=Stamp(str(decision.decided_by), decision.decided_at),
        conditions=conditions_of(decision),
        signatures=signatures_of(decision),
    )


def decision_of(evaluation: Evaluation, revision: int | None = None) -> Decision | None:
    """The decision of a revision (the present one when None), with its people, if it was taken."""
    rows = Decision.objects.select_related("decided_by", "reopened_by", "candidate__vendor")
    return rows.filter(evaluation=evaluation, revision=revision or evaluation.revision).first()


def comparison_of(evaluation: Evaluation, *, workspace: str, whole: bool = True) -> ComparisonView:
    """What pages and reports show: the snapshot once decided, the present state while open."""
    if not evaluation.is_open:
        decision = decision_of(evaluation)
        if decision is not None:
            return from_decision(decision)
    return load_comparison(evaluation, workspace=workspace, whole=whole)
