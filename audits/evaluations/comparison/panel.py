"""The panel in the read model: nothing before the reveal, everything after; and one's own view meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from audits.evaluations.comparison import judge
from audits.evaluations.comparison.shapes import (
    CandidateView,
    DimensionView,
    PanelPoints,
    PanelStep,
    PanelView,
    Stamp,
)
from audits.evaluations.models import Candidate, PanelScore
from audits.frameworks.catalog import Catalog
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.asknext import AskNext, AskReason
from audits.scoring.framework import Framework
from audits.scoring.panel import PanelTotal, Tally, total


@dataclass(slots=True)
class Panel:
    """The revealed panel of one candidate, by dimension."""

    revealed: Stamp
    given: dict[str, list[PanelPoints]] = field(default_factory=lambda: defaultdict(list))


Panels = dict[UUID, Panel]


def panels_of(candidates: Sequence[UUID], catalog: Catalog) -> Panels:
    """The panels of those candidates that were revealed: two queries, one when there is none."""
    revealed = Candidate.objects.filter(pk__in=candidates, revealed_at__isnull=False)
    stamps = revealed.values_list("pk", "revealed_by__name", "revealed_at", "revealed_by_id")
    found = {key: Panel(Stamp(name, at, by)) for key, name, at, by in stamps if at}
    if found:
        rows = PanelScore.objects.filter(candidate__in=found, is_counted=True).select_related("panelist")
        for row in rows.order_by("panelist__name", "panelist_id"):
            slug = catalog.dimension_slugs[row.dimension_id]
            found[row.candidate_id].given[slug].append(panel_points(row))
    return found


def panel_points(row: PanelScore) -> PanelPoints:
    return PanelPoints(
        panelist=row.panelist_id,
        name=str(row.panelist),
        email=row.panelist.email,
        points=row.points,
        is_abstained=row.is_abstained,
        rationale=row.rationale,
        demo_second=row.demo_second,
        saved_at=row.saved_at,
        trail=tuple(step(each) for each in row.trail),
    )


def step(kept: Mapping[str, Any]) -> PanelStep:
    at = datetime.fromisoformat(kept["at"])
    return PanelStep(at, kept["points"], kept["is_abstained"], kept["rationale"])


def with_panel(dimensions: Iterable[DimensionView], panel: Panel) -> tuple[DimensionView, ...]:
    """The dimensions with what each panelist gave them."""
    return tuple(replace(one, panel=panel_view(panel.given[one.slug])) for one in dimensions)


def panel_view(given: Sequence[PanelPoints]) -> PanelView:
    tally = tally_of(given)
    return PanelView(
        given=tuple(given),
        mean=tally.mean,
        start=tally.rounded,
        is_half=tally.is_half,
        lowest=tally.lowest,
        highest=tally.highest,
        spread=tally.spread,
        is_flagged=tally.is_flagged,
    )


def tally_of(given: Iterable[PanelPoints]) -> Tally:
    return Tally(tuple(one.points for one in given if one.points is not None))


def panel_total(panel: Panel, framework: Framework) -> PanelTotal:
    return total([tally_of(panel.given[one.slug]) for one in framework.dimensions], framework.bands)


def without_hints(view: CandidateView) -> CandidateView:
    """A candidate's view for before the reveal: what would suggest points waits for one's own."""
    dimensions = tuple(unhinted(one) for one in view.dimensions)
    blank = {one.slug for one in dimensions if one.points is None}
    asks = tuple(without_stop(one) if one.dimension in blank else one for one in view.advice.ask_next)
    return replace(view, dimensions=dimensions, advice=replace(view.advice, ask_next=asks))


def without_stop(ask: AskNext) -> AskNext:
    """The points at which an unanswered question stops a dimension are a suggestion in other words."""
    reason = AskReason.OPEN if ask.reason is AskReason.PROOF_NEEDED else ask.reason
    return replace(ask, reason=reason, stops_at=None)


def unhinted(dimension: DimensionView) -> DimensionView:
    return dimension if dimension.points is not None else replace(dimension, suggested=None)


def seen_by(actor: Actor, candidate: Candidate, view: CandidateView) -> CandidateView:
    """The candidate as this reader sees it: before the reveal a panelist sees their own points."""
    if view.is_blind and actor.can(roles.GIVES_PANEL_POINTS):
        return own_view(actor, candidate, view)
    return view


def own_view(actor: Actor, candidate: Candidate, view: CandidateView) -> CandidateView:
    """The candidate judged by the actor's points alone, with suggestions where they gave some: one query."""
    rows = PanelScore.objects.filter(candidate=candidate, panelist=actor.user_id)
    by_slug = {candidate.evaluation.catalog.dimension_slugs[row.dimension_id]: row for row in rows}
    own = [own_dimension(actor, one, by_slug.get(one.slug)) for one in view.dimensions]
    framework = candidate.evaluation.document
    return without_hints(
        replace(
            view,
            dimensions=tuple(own),
            score=judge.score_of(framework, own, view.objects),
            advice=judge.advise(framework, own),
            is_own=True,
        )
    )


def own_dimension(actor: Actor, dimension: DimensionView, row: PanelScore | None) -> DimensionView:
    if row is None:
        return dimension
    return judge.judged_dimension(
        replace(
            dimension,
            points=row.points,
            rationale=row.rationale,
            demo_second=row.demo_second,
            version=row.version,
            saved=Stamp(actor.name, row.saved_at, actor.user_id) if row.saved_at else None,
            is_abstained=row.is_abstained,
        )
    )
