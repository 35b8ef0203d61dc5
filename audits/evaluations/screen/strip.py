"""The score so far: points, range bar, bands in reach, hard stop, proven points, advice."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView, WaiverView
from audits.evaluations.screen.words import ICONS, TONES, listed
from audits.scoring.framework import Band, Framework
from audits.scoring.objects import HardStop, StopReason
from audits.scoring.score import CandidateScore

# Below this distance, in percent of the bar, the two ends share one label.
LABELS_APART = 32


@dataclass(frozen=True, slots=True)
class Zone:
    """A band on the range bar; lengths are percentages for SVG attributes."""

    tone: str
    label: str
    x: str
    width: str
    label_x: str
    anchor: str
    is_out: bool
    starts_inside: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A number above the bar."""

    text: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RangeBar:
    """Where the total stands and where it can still come to lie, on the framework's scale."""

    zones: tuple[Zone, ...]
    marks: tuple[Mark, ...]
    floor: str
    ceiling: str
    open_width: str
    description: str


@dataclass(frozen=True, slots=True)
class Reach:
    """One band and whether it can still be reached."""

    label: str
    icon: str
    is_out: bool
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The score so far as its card shows it."""

    points: int
    max: int
    is_scored: bool
    scored: str
    bar: RangeBar
    stop: str
    stop_text: str
    reach: tuple[Reach, ...]
    proven: int
    given: str
    meter_max: int
    answered: str
    in_short: str
    is_own: bool
    """Before the reveal: of the reader's own points alone."""
    is_hidden: bool
    """Before the reveal, for whoever gives no points."""


def strip(view: CandidateView, framework: Framework) -> Strip:
    score = view.score
    counts = {"scored": score.scored, "all": score.total_dimensions}
    numbers = {"answered": score.answered, "questions": score.questions}
    return Strip(
        points=score.points,
        max=score.max,
        is_scored=score.scored > 0,
        scored=scored_words(view) % counts,
        bar=range_bar(score, framework),
        stop=stop_title(framework) if view.is_stopped else "",
        stop_text=stop_text(view, framework) if view.is_stopped else "",
        reach=tuple(reach(band, score) for band in best_first(framework)),
        proven=score.proven,
        given=_("of %(points)d points given") % {"points": score.points},
        meter_max=max(score.points, 1),
        answered=_("%(answered)d of %(questions)d questions answered") % numbers,
        in_short=in_short(score),
        is_own=view.is_own,
        is_hidden=view.is_blind and not view.is_own,
    )


def scored_words(view: CandidateView) -> str:
    if view.is_own:
        return _("%(scored)d of %(all)d scored by you")
    if view.is_blind:
        return _("not revealed yet")
    return _("%(scored)d of %(all)d scored")


def in_short(score: CandidateScore[WaiverView]) -> str:
    """The total in one line, for the bar at the bottom of a phone."""
    numbers = {"points": score.points, "ceiling": score.ceiling}
    if not score.scored:
        return _("Not scored yet")
    if score.band:
        return _("Total %(points)d") % numbers
    return _("Total %(points)d, at best %(ceiling)d") % numbers


def best_first(framework: Framework) -> list[Band]:
    return sorted(framework.bands, key=lambda band: -band.max)


def percent(points: float, whole: int) -> str:
    return f"{100 * points / whole:g}%"


def short_title(band: Band) -> str:
    return band.slug.replace("-", " ").capitalize()


def range_bar(score: CandidateScore[WaiverView], framework: Framework) -> RangeBar:
    return RangeBar(
        zones=tuple(zone(band, score) for band in reversed(best_first(framework))),
        marks=marks(score),
        floor=percent(score.floor, score.max),
        ceiling=percent(score.ceiling, score.max),
        open_width=percent(score.ceiling - score.floor, score.max),
        description=describe(score, framework),
    )


def zone(band: Band, score: CandidateScore[WaiverView]) -> Zone:
    """A band's stretch: limits lie halfway between the last total of one and the first of the next."""
    start = 0 if band.min == 0 else band.min - 0.5
    end = score.max if band.max == score.max else band.max + 0.5
    is_last = band.max == score.max and band.min > 0
    label_x = "100%" if is_last else percent(start + (0.3 if start else 0), score.max)
    return Zone(
        tone=TONES[band.asks],
        label=short_title(band),
        x=percent(start, score.max),
        width=percent(end - start, score.max),
        label_x=label_x,
        anchor="end" if is_last else "start",
        is_out=band.slug not in score.possible_bands,
        starts_inside=band.min > 0,
    )


def marks(score: CandidateScore[WaiverView]) -> tuple[Mark, ...]:
    """The numbers at both ends of the range; one label when they would touch."""
    low, high = 100 * score.floor / score.max, 100 * score.ceiling / score.max
    if score.floor == score.ceiling:
        return (mark(str(score.points), low),)
    numbers = {"floor": score.floor, "ceiling": score.ceiling}
    if high - low < LABELS_APART:
        return (mark(_("%(floor)d, %(ceiling)d at best") % numbers, (low + high) / 2),)
    return (mark(str(score.floor), low), mark(_("%(ceiling)d at best") % numbers, high))


def mark(text: str, at: float) -> Mark:
    """A label over its place, kept inside the bar."""
    if at < 8:
        return Mark(text, "0%", "start")
    if at > 86:
        return Mark(text, "100%", "end")
    return Mark(text, f"{at:g}%", "middle")


def describe(score: CandidateScore[WaiverView], framework: Framework) -> str:
    """The bar in words, for those who do not see it."""
    bands = ", ".join(
        _("%(band)s is %(min)d to %(max)d") % {"band": short_title(band), "min": band.min, "max": band.max}
        for band in reversed(best_first(framework))
    )
    words = {"max": score.max, "floor": score.floor, "ceiling": score.ceiling, "bands": bands}
    return (
        _("Score range on the %(max)d point scale: %(floor)d for certain, %(ceiling)d at best. %(bands)s.")
        % words
    )


def reach(band: Band, score: CandidateScore[WaiverView]) -> Reach:
    is_out = band.slug not in score.possible_bands
    return Reach(
        label=short_title(band),
        icon="x" if is_out else ICONS[TONES[band.asks]],
        is_out=is_out,
        text=reach_text(band, score),
    )


def reach_text(band: Band, score: CandidateScore[WaiverView]) -> str:
    if band.min > score.ceiling:
        return _("out of reach, best case %(ceiling)d") % {"ceiling": score.ceiling}
    if band.max < score.floor:
        return _("passed, %(floor)d already") % {"floor": score.floor}
    if score.band == band.slug:
        return _("settled")
    if score.floor < band.min:
        return _("needs %(more)d more") % {"more": band.min - score.floor}
    return _("still possible")


def stop_title(framework: Framework) -> str:
    if framework.objects_dimension is None:
        return _("Hard stop")
    title = framework.dimension(framework.objects_dimension).title
    return _("Hard stop: %(dimension)s") % {"dimension": title.lower()}


def stop_text(view: CandidateView, framework: Framework) -> str:
    """The objects that stop it, by CRM, and what that means (R036)."""
    standing = [stop for stop in view.score.hard_stops if stop.waiver is None]
    words = {"objects": listed([stop_words(stop, framework) for stop in standing])}
    return _("%(objects)s. It cannot be chosen without a waiver; the points stand.") % words


def stop_words(stop: HardStop[WaiverView], framework: Framework) -> str:
    crm = next(crm for crm in framework.crms if crm.slug == stop.crm)
    title = next(item.title for item in crm.objects if item.slug == stop.object)
    reasons = {
        StopReason.NOT_READ: _("%(object)s (%(crm)s) write only"),
        StopReason.NOT_WRITTEN: _("%(object)s (%(crm)s) read only"),
        StopReason.NEITHER: _("%(object)s (%(crm)s) not synced"),
    }
    return reasons[stop.reason] % {"object": title, "crm": crm.title}
