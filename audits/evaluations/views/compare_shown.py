"""What the comparison page shows, worked out from the read model: no queries, no sums in templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView, ComparisonView, DimensionView
from audits.evaluations.models.remark import Place
from audits.evaluations.remarks import Mark, Tally
from audits.evaluations.views.compare_answers import ICONS, QuestionRow, question_rows
from audits.scoring.framework import Band, Dimension, Framework
from audits.scoring.score import POINTS_PER_DIMENSION

TONES = {"sla": "strong", "gaps": "partial", "cost": "surface"}
"""The look of a band, by what it asks for: it holds for any framework."""
# The chart's scale lies between these percentages of its width.
SCALE_START, SCALE_END = 30.0, 98.0
BAR_STEP, BAR_TOP, BAR_HEIGHT = 42, 36, 20


@dataclass(frozen=True, slots=True)
class BandChip:
    """A band that a candidate has or can still reach."""

    title: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one candidate's column."""

    candidate: CandidateView
    stops: str
    """The objects of hard stops without a waiver, in words; blank when there is none."""
    waived: int
    range_text: str
    bands: tuple[BandChip, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One dimension of one candidate; `pips` names the drawing of its five squares."""

    points: int | None
    proven: int | None
    pips: str
    why: str
    has_stop: bool
    is_claimed_only: bool
    is_blind: bool
    """A panel's points, not revealed yet."""
    mark: Mark
    """What stands on it in remarks."""


@dataclass(frozen=True, slots=True)
class DimensionRow:
    dimension: Dimension
    cells: tuple[Cell, ...]
    is_same: bool
    is_open: bool
    questions: tuple[QuestionRow, ...]
    """Loaded only when the row is open."""
    mark: Mark
    """Of remarks across all vendors."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A band on the chart's scale: percentages of the width."""

    title: str
    tone: str
    x: float
    width: float
    limit: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One candidate on the chart: proven, stated only, still open; x and widths in percent."""

    name: str
    line: str
    y: int
    proven: float
    stated_x: float
    stated: float
    open_x: float
    open: float


@dataclass(frozen=True, slots=True)
class Chart:
    zones: tuple[Zone, ...]
    bars: tuple[Bar, ...]
    height: int
    floor: int
    axis_y: int
    label: str
    max_points: int


def tone(band: Band) -> str:
    return TONES[band.asks]


def band_chips(candidate: CandidateView, framework: Framework) -> tuple[BandChip, ...]:
    """The bands still possible, best first; one when the band is settled."""
    bands = {band.slug: band for band in framework.bands}
    found = [bands[slug] for slug in candidate.score.possible_bands]
    return tuple(BandChip(band.title, tone(band), ICONS[tone(band)]) for band in found)


def range_text(candidate: CandidateView) -> str:
    """How final the total is, in words."""
    if candidate.is_blind:
        return _("not revealed yet")
    score = candidate.score
    unscored = score.total_dimensions - score.scored
    if not unscored:
        return _("all %(count)d scored") % {"count": score.total_dimensions}
    return ngettext(
        "range %(floor)d to %(ceiling)d, %(count)d unscored",
        "range %(floor)d to %(ceiling)d, %(count)d unscored",
        unscored,
    ) % {"floor": score.floor, "ceiling": score.ceiling, "count": unscored}


def column(candidate: CandidateView, framework: Framework) -> Column:
    titles = object_titles(framework)
    open_stops = [stop for stop in candidate.score.hard_stops if stop.waiver is None]
    return Column(
        candidate=candidate,
        stops=", ".join(titles[stop.crm, stop.object] for stop in open_stops),
        waived=sum(stop.waiver is not None for stop in candidate.score.hard_stops),
        range_text=range_text(candidate),
        bands=() if candidate.is_blind else band_chips(candidate, framework),
    )


def object_titles(framework: Framework) -> dict[tuple[str, str], str]:
    """Object names; with two CRMs of the same object name the CRM stands before it."""
    names = [item.title for crm in framework.crms for item in crm.objects]
    return {
        (crm.slug, item.slug): item.title if names.count(item.title) == 1 else f"{crm.title} {item.title}"
        for crm in framework.crms
        for item in crm.objects
    }


def pips_name(dimension: DimensionView) -> str:
    if dimension.points is None:
        return "blank"
    return f"{dimension.points}-{dimension.proven or 0}"


def pips_squares(name: str) -> tuple[str, ...]:
    """The five squares of a drawing: proven, stated, not given, or blank when not scored."""
    if name == "blank":
        return ("blank",) * POINTS_PER_DIMENSION
    points, proven = (int(part) for part in name.split("-"))
    return (
        ("proven",) * proven + ("stated",) * (points - proven) + ("none",) * (POINTS_PER_DIMENSION - points)
    )


def cell(
    candidate: CandidateView,
    dimension: DimensionView,
    document: Dimension,
    stop_at: str | None,
    tally: Tally,
) -> Cell:
    anchor = "" if dimension.points is None else document.rubric[dimension.points]
    return Cell(
        points=dimension.points,
        proven=dimension.proven,
        pips=pips_name(dimension),
        why=dimension.rationale or anchor,
        has_stop=dimension.slug == stop_at and candidate.is_stopped,
        is_claimed_only=dimension.is_claimed_only,
        is_blind=candidate.is_blind,
        mark=tally.on(Place.DIMENSION, dimension.slug, candidate.id),
    )


def dimension_rows(
    candidates: Sequence[CandidateView], framework: Framework, opened: Iterable[str], tally: Tally
) -> tuple[DimensionRow, ...]:
    wanted = set(opened)
    rows = []
    for index, document in enumerate(framework.dimensions):
        own = [candidate.dimensions[index] for candidate in candidates]
        is_open = document.slug in wanted
        rows.append(
            DimensionRow(
                dimension=document,
                cells=tuple(
                    cell(candidate, view, document, framework.objects_dimension, tally)
                    for candidate, view in zip(candidates, own, strict=True)
                ),
                is_same=len({view.points for view in own}) == 1,
                is_open=is_open,
                questions=question_rows(candidates, own, document, tally) if is_open else (),
                mark=tally.on(Place.DIMENSION, document.slug),
            )
        )
    return tuple(rows)


def scale(points: int, max_points: int) -> float:
    """A number of points as a percentage of the chart's width."""
    return round(SCALE_START + (SCALE_END - SCALE_START) * points / max_points, 2)


def width(points: int, max_points: int) -> float:
    return round((SCALE_END - SCALE_START) * points / max_points, 2)


def chart(view: ComparisonView, candidates: Sequence[CandidateView], framework: Framework) -> Chart:
    """The overview: one bar per candidate on the framework's scale."""
    most = framework.max_points
    ordered = sorted(framework.bands, key=lambda band: band.min)
    zones = tuple(
        Zone(
            band.title.split()[0],
            tone(band),
            scale(band.min, most),
            width(min(band.max + 1, most) - band.min, most),
            band.min,
        )
        for band in ordered
    )
    floor = BAR_TOP + BAR_STEP * len(candidates) - 6
    bars = tuple(bar(candidate, place, most) for place, candidate in enumerate(candidates))
    label = _("Bars on the %(most)d point scale.") % {"most": most}
    sentences = [f"{one.name}: {one.line}." for one in bars]
    return Chart(zones, bars, floor + 22, floor, floor + 16, " ".join([label, *sentences]), most)


def bar(candidate: CandidateView, place: int, most: int) -> Bar:
    score, top = candidate.score, BAR_TOP + BAR_STEP * place
    words = {"points": score.points, "proven": score.proven}
    return Bar(
        name=candidate.vendor,
        line=_("not revealed yet")
        if candidate.is_blind
        else _("%(points)d stated, %(proven)d proven") % words,
        y=top,
        proven=width(score.proven, most),
        stated_x=scale(score.proven, most),
        stated=width(score.points - score.proven, most),
        open_x=scale(score.points, most),
        open=width(score.ceiling - score.points, most),
    )
