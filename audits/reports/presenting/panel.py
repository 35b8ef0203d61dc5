"""The panel's own points beside the agreed ones, with spread and reasons, as a report prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import (
    CandidateView,
    DimensionView,
    PanelPoints,
    PanelStep,
    PanelView,
)
from audits.evaluations.screen.meeting import band_words, line, mean_words, means_words, spread_words
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material


@dataclass(frozen=True, slots=True)
class GivenRow:
    """What one panelist gave one dimension."""

    name: str
    points: str
    reason: str
    before: tuple[str, ...]
    """What they had given earlier, before the reveal."""


@dataclass(frozen=True, slots=True)
class PanelRow:
    title: str
    given: tuple[GivenRow, ...]
    spread: str
    is_flagged: bool
    mean: str
    agreed: str
    outside: str


@dataclass(frozen=True, slots=True)
class PanelPart:
    """A revealed panel, or why there is none to show yet."""

    intro: str
    rows: tuple[PanelRow, ...] = ()
    sums: tuple[str, ...] = ()


def panel_part(candidate: CandidateView, material: Material) -> PanelPart | None:
    """None in solo mode."""
    if candidate.is_blind:
        return PanelPart(_("The panel's points are not revealed; until then this vendor has no points."))
    if candidate.revealed is None or candidate.panel is None:
        return None
    revealed = {"stamp": wording.stamp(candidate.revealed, material.zone)}
    sums = [means_words(candidate.panel), band_words(candidate.panel, material.framework)]
    return PanelPart(
        intro=_("Each gave points alone; revealed by %(stamp)s. The agreed points alone count.") % revealed,
        rows=tuple(panel_rows(candidate, material)),
        sums=tuple(text for text in sums if text),
    )


def panel_rows(candidate: CandidateView, material: Material) -> Iterator[PanelRow]:
    for dimension in candidate.dimensions:
        if panel := dimension.panel:
            yield PanelRow(
                title=material.framework.dimension(dimension.slug).title,
                given=tuple(given_row(one, material.zone) for one in panel.given),
                spread=spread_words(panel),
                is_flagged=panel.is_flagged,
                mean=mean_words(panel),
                agreed=wording.DASH if dimension.points is None else str(dimension.points),
                outside=outside_words(dimension, panel),
            )


def given_row(given: PanelPoints, zone: ZoneInfo) -> GivenRow:
    said = line(given)
    return GivenRow(
        name=said.name,
        points=said.said if said.points is None else str(said.points),
        reason=with_minute(said.rationale, given.demo_second),
        before=tuple(step_words(step, zone) for step in earlier(given.trail)),
    )


def with_minute(reason: str, demo_second: int | None) -> str:
    """The reason with where in the recording it is to be found."""
    minute = wording.minute(demo_second)
    return " ".join(filter(None, [reason, _("(demo %(minute)s)") % {"minute": minute} if minute else ""]))


def earlier(trail: tuple[PanelStep, ...]) -> Iterator[PanelStep]:
    """The steps whose points were given up for others; a reason that was still typed is none."""
    for step, later in pairwise(trail):
        if (step.points, step.is_abstained) != (later.points, later.is_abstained):
            yield step


def step_words(step: PanelStep, zone: ZoneInfo) -> str:
    points = str(step.points) if step.points is not None else _("no points")
    if step.is_abstained:
        points = _("abstained")
    said = _("%(points)s (%(when)s)") % {"points": points, "when": wording.when(step.at, zone)}
    return f"{said}: {step.rationale}" if step.rationale else said


def outside_words(dimension: DimensionView, panel: PanelView) -> str:
    """Agreed points that none of the panel's own reach; their reason stands with the scores."""
    points = dimension.points
    if points is None or panel.lowest is None or panel.highest is None:
        return ""
    return "" if panel.lowest <= points <= panel.highest else _("outside the panel's own range")
