"""How firm the order of a comparison is, worked out from the read model alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audits.evaluations.comparison.judge import given
from audits.evaluations.comparison.panel import panels_of, with_panel
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView, DimensionView, PanelView
from audits.frameworks.catalog import Catalog
from audits.scoring.framework import Framework
from audits.scoring.robustness import Contender, Field, PointFlip, Robustness, robustness
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
    return robustness(contenders(view.racing), framework.bands)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark at the edge of a panel that disagreed, and what would change if it were right."""

    candidate: CandidateView
    dimension: DimensionView
    panel: PanelView
    flip: PointFlip


def with_panels(view: ComparisonView, catalog: Catalog) -> ComparisonView:
    """A comparison that was not loaded whole, with what its panels revealed: two queries at most."""
    panels = panels_of([one.id for one in view.candidates], catalog)
    candidates = (
        replace(one, dimensions=with_panel(one.dimensions, panels[one.id])) if one.id in panels else one
        for one in view.candidates
    )
    return replace(view, candidates=tuple(candidates))


def doubts(view: ComparisonView, framework: Framework) -> tuple[Doubt, ...]:
    """Of every flagged dimension the lowest and the highest mark, where it is not the agreed one."""
    field = Field.of(contenders(view.racing), framework.bands)
    return tuple(
        Doubt(candidate, dimension, panel, field.if_marked(place, index, mark))
        for place, candidate in enumerate(view.racing)
        for index, dimension, panel in flagged(candidate)
        for mark in (panel.lowest, panel.highest)
        if mark is not None and mark != dimension.points
    )


def flagged(candidate: CandidateView) -> Iterator[tuple[int, DimensionView, PanelView]]:
    """The dimensions with agreed points on which the panel was far apart."""
    for index, dimension in enumerate(candidate.dimensions):
        if dimension.panel and dimension.panel.is_flagged and dimension.points is not None:
            yield index, dimension, dimension.panel
