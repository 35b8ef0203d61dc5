"""How firm the order of a comparison is, worked out from the read model alone."""

from collections.abc import Sequence

from audits.evaluations.comparison.judge import given
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.scoring.framework import Framework
from audits.scoring.robustness import Contender, Robustness, robustness
from audits.scoring.score import proven_share


def contender(candidate: CandidateView) -> Contender:
    return Contender(
        key=str(candidate.id),
        points=tuple(one.points for one in candidate.dimensions),
        proven_shares=tuple(
            proven_share([given(each) for each in one.answers]) for one in candidate.dimensions
        ),
        stopped=candidate.is_stopped,
    )


def contenders(candidates: Sequence[CandidateView]) -> list[Contender]:
    """In rank order, as they stand in the comparison."""
    return [contender(one) for one in candidates]


def firmness(view: ComparisonView, framework: Framework) -> Robustness:
    return robustness(contenders(view.candidates), framework.bands)
