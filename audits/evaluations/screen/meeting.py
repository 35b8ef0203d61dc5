"""The panel's meeting: what each gave and why, where they are far apart, what they agree on."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView, DimensionView, PanelPoints, PanelView
from audits.people.models import initials_of
from audits.scoring.framework import Framework
from audits.scoring.panel import PanelTotal, invites_reason


@dataclass(frozen=True, slots=True)
class GivenLine:
    """What one of the panel gave, and their reason."""

    initials: str
    name: str
    points: int | None
    said: str
    """Instead of points: abstained, or nothing said before the reveal."""
    rationale: str
    changes: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One dimension on the agenda."""

    slug: str
    title: str
    given: tuple[GivenLine, ...]
    spread: str
    is_flagged: bool
    mean: str
    agreed: int | None
    is_settled: bool
    """Agreed at the meeting; until then the points are the mean that they started as."""
    anchor: str
    rationale: str
    asks_reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The agreed total, and what the means alone come to."""

    agreed: int
    max: int
    scored: str
    means: str
    band: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the meeting has to talk about, the far apart first."""

    flagged: tuple[AgendaItem, ...]
    others: tuple[AgendaItem, ...]
    sum: Sum

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return self.flagged + self.others


def agenda(view: CandidateView, framework: Framework) -> Agenda:
    """Of a revealed candidate."""
    items = [item(one, view, framework) for one in view.dimensions]
    return Agenda(
        flagged=tuple(one for one in items if one.is_flagged),
        others=tuple(one for one in items if not one.is_flagged),
        sum=total(view, framework),
    )


def item(dimension: DimensionView, view: CandidateView, framework: Framework) -> AgendaItem:
    document = framework.dimension(dimension.slug)
    panel = panel_of(dimension)
    return AgendaItem(
        slug=dimension.slug,
        title=document.title,
        given=tuple(line(one) for one in panel.given),
        spread=spread_words(panel),
        is_flagged=panel.is_flagged,
        mean=mean_words(panel),
        agreed=dimension.points,
        is_settled=is_settled(dimension, view),
        anchor="" if dimension.points is None else document.rubric[dimension.points],
        rationale=dimension.rationale,
        asks_reason=reason_words(dimension),
    )


def is_settled(dimension: DimensionView, view: CandidateView) -> bool:
    """Saved since the reveal, which itself sets the rounded means."""
    return bool(dimension.saved and view.revealed and dimension.saved.at > view.revealed.at)


def panel_of(dimension: DimensionView) -> PanelView:
    if dimension.panel is None:
        raise RuntimeError(f"the meeting on {dimension.slug} was opened before the reveal")
    return dimension.panel


def line(one: PanelPoints) -> GivenLine:
    said = ""
    if one.points is None:
        said = _("abstained") if one.saved_at else _("gave none before the reveal")
    steps = [step.points for step in one.trail if step.points is not None]
    changes = sum(before != after for before, after in pairwise(steps))
    return GivenLine(initials_of(one.name), one.name, one.points, said, one.rationale, changes)


def spread_words(panel: PanelView) -> str:
    if panel.spread is None:
        return _("Nobody gave points.")
    words = {"lowest": panel.lowest, "highest": panel.highest, "spread": panel.spread}
    if sum(one.points is not None for one in panel.given) == 1:
        return _("Only one of the panel gave points: %(lowest)d.") % words
    if panel.spread == 0:
        return _("The panel is of one mind: %(lowest)d.") % words
    return _("%(lowest)d to %(highest)d, %(spread)d apart.") % words


def mean_words(panel: PanelView) -> str:
    if panel.mean is None:
        return ""
    words = {"mean": decimal(panel.mean), "start": panel.start}
    if panel.is_half:
        return _("Mean %(mean)s, exactly a half: rounded up to %(start)d.") % words
    if panel.mean == panel.start:
        return _("Mean %(mean)s.") % words
    return _("Mean %(mean)s, rounded to %(start)d.") % words


def decimal(number: Fraction) -> str:
    """With at most two places, and none that say nothing."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def reason_words(dimension: DimensionView) -> str:
    """When a reason is called for, and none is there."""
    if dimension.rationale or dimension.points is None or not invites_reason(dimension.points):
        return ""
    return _("So low or so high, these points deserve a word of explanation.")


def total(view: CandidateView, framework: Framework) -> Sum:
    panel = view.panel
    if panel is None:
        raise RuntimeError(f"candidate {view.id} has no panel's total before the reveal")
    return Sum(
        agreed=view.score.points,
        max=view.score.max,
        scored=settled_words(view),
        means=means_words(panel),
        band=band_words(panel, framework),
    )


def settled_words(view: CandidateView) -> str:
    settled = sum(is_settled(one, view) for one in view.dimensions)
    words = {"settled": settled, "all": view.score.total_dimensions}
    if settled == view.score.total_dimensions:
        return _("All %(all)d are agreed.") % words
    return _("%(settled)d of %(all)d are agreed; the others stand at the panel's mean.") % words


def means_words(panel: PanelTotal) -> str:
    words = {"exact": decimal(panel.exact), "rounded": panel.rounded, "halves": panel.halves}
    if not panel.halves:
        return _("The unrounded means sum to %(exact)s, the rounded ones to %(rounded)d.") % words
    said = ngettext(
        "The unrounded means sum to %(exact)s, the rounded ones to %(rounded)d; %(halves)d was a half.",
        "The unrounded means sum to %(exact)s, the rounded ones to %(rounded)d; %(halves)d were halves.",
        panel.halves,
    )
    return said % words


def band_words(panel: PanelTotal, framework: Framework) -> str:
    """Where rounding alone has put the panel's total into another band."""
    if not panel.rounding_moves_band:
        return ""
    titles = {band.slug: band.title for band in framework.bands}
    words = {
        "rounded": panel.rounded,
        "exact": decimal(panel.exact),
        "with": titles.get(panel.rounded_band or "", ""),
        "without": titles.get(panel.exact_band or "", ""),
    }
    return (
        _(
            "Rounding alone moves the panel's total into another band: rounded it is %(rounded)d, "
            "“%(with)s”; the means without rounding come to %(exact)s, “%(without)s”."
        )
        % words
    )
