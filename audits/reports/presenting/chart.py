"""The chart of the first page: one bar per vendor on the framework's scale, in points of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.views.compare_shown import tone
from audits.scoring.framework import Band, Framework

WIDTH, SCALE_START, TOP, STEP, BAR = 490, 130, 16, 32, 16
HATCH = 5
FILLS = {"strong": "#d8eff6", "partial": "#fff0bd", "surface": "#f9dbd0"}


@dataclass(frozen=True, slots=True)
class ChartZone:
    x: float
    width: float
    text_x: float
    label: str
    fill: str


@dataclass(frozen=True, slots=True)
class ChartBar:
    """Proven is solid, stated only hatched, still open dashed; y places of bar and its two lines."""

    name: str
    line: str
    y: int
    name_y: int
    line_y: int
    proven_width: float
    stated_x: float
    stated_width: float
    hatch: str
    open_x: float
    open_width: float


@dataclass(frozen=True, slots=True)
class Chart:
    height: int
    zone_height: int
    zones: tuple[ChartZone, ...]
    bars: tuple[ChartBar, ...]
    title: str


def chart(candidates: Sequence[CandidateView], framework: Framework) -> Chart:
    scale = (WIDTH - SCALE_START) / framework.max_points
    bars = tuple(bar(one, place, scale) for place, one in enumerate(candidates))
    height = TOP + STEP * len(bars) + 12
    bands = sorted(framework.bands, key=lambda band: band.min)
    sentences = "; ".join(f"{one.name}: {one.line}" for one in bars)
    return Chart(
        height=height,
        zone_height=height - TOP - 4,
        zones=tuple(zone(band, scale, framework.max_points) for band in bands),
        bars=bars,
        title=_("Bars on the scale of %(most)d points. %(bars)s.")
        % {"most": framework.max_points, "bars": sentences},
    )


def zone(band: Band, scale: float, most: int) -> ChartZone:
    x = SCALE_START + band.min * scale
    end = SCALE_START + min(band.max + 1, most) * scale
    short = band.title.split()[0].removesuffix("-level")
    label = f"{short} {band.min}-{band.max}" if end - x > 60 else f"{short} {band.min}+"
    return ChartZone(round(x, 1), round(end - x, 1), round(x + 2, 1), label, FILLS[tone(band)])


def bar(candidate: CandidateView, place: int, scale: float) -> ChartBar:
    score, y = candidate.score, TOP + 10 + STEP * place
    stated_x = SCALE_START + score.proven * scale
    stated_width = (score.points - score.proven) * scale
    words = {"points": score.points, "proven": score.proven}
    return ChartBar(
        name=candidate.vendor,
        line=_("%(points)d stated, %(proven)d proven") % words,
        y=y,
        name_y=y + 7,
        line_y=y + 16,
        proven_width=round(score.proven * scale, 1),
        stated_x=round(stated_x, 1),
        stated_width=round(stated_width, 1),
        hatch=hatch(stated_x, stated_width, y),
        open_x=round(SCALE_START + score.points * scale, 1),
        open_width=round((score.ceiling - score.points) * scale, 1),
    )


def hatch(x: float, width: float, y: int) -> str:
    """Slanted lines across a bar, as the data of one path."""
    lines = []
    start = x
    while start < x + width:
        end = min(start + HATCH + 1, x + width)
        lines.append(f"M{start:.1f} {y + BAR}L{end:.1f} {y}")
        start += HATCH
    return "".join(lines)
