"""The SLA records of the read model; they come with their candidates, without a query of their own."""

from collections.abc import Iterable

from audits.evaluations.comparison.registers import SlaView
from audits.evaluations.comparison.shapes import AnswerView
from audits.evaluations.models import Candidate, Sla
from audits.scoring.facts import Noted
from audits.scoring.score import Given

WITH_SLA = "sla__saved_by"
"""What candidates are loaded with for `sla_of`."""


def sla_of(candidate: Candidate) -> SlaView | None:
    """The candidate's record; None when nobody has begun one."""
    row: Sla | None = getattr(candidate, "sla", None)
    return sla_view(row) if row else None


def sla_view(row: Sla) -> SlaView:
    return SlaView(
        terms=row.terms,
        wording=row.wording,
        is_own_wording=row.is_own_wording,
        version=row.version,
        saved_by=str(row.saved_by) if row.saved_by else "",
        saved_at=row.saved_at,
    )


def noted_in(answers: Iterable[AnswerView]) -> dict[str, Noted]:
    """The facts of answers, for the rules of `audits.scoring.sla`."""
    return {one.question: Noted(Given(one.verdict, one.proof), one.facts) for one in answers}
