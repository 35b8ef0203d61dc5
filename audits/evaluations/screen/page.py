"""The whole scoring screen, put together from its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison.shapes import CandidateView, DimensionView
from audits.evaluations.models import Candidate, Capture
from audits.evaluations.screen import advice, dimensions, objects, rail
from audits.evaluations.screen.demo import DemoBar, demo_bar
from audits.evaluations.screen.people import People
from audits.evaluations.screen.questions import card_of
from audits.evaluations.screen.skeleton import Reader, question_html, thumbs_html
from audits.evaluations.screen.strip import Strip, strip
from audits.evaluations.screen.words import clock_time, minute
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class Rights:
    """What this person may do here now; `why_no_points` says why the levels are closed."""

    answers: bool
    gives_points: bool
    leads: bool
    why_no_points: str

    @property
    def points_off(self) -> bool:
        """Whoever answers but gives no points finds the levels open to read, with the reason."""
        return not self.answers


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """A captured line that waits to be filed."""

    id: UUID
    text: str
    minute: str
    who: str


@dataclass(frozen=True, slots=True)
class ShownDimension:
    """A dimension with its question cards and its own evidence as HTML."""

    panel: dimensions.DimensionPanel
    cards: tuple[str, ...]
    thumbs: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the page's templates print."""

    bar: DemoBar
    strip: Strip
    groups: tuple[rail.RailGroup, ...]
    panels: tuple[ShownDimension, ...]
    matrices: tuple[objects.Matrix, ...]
    asks: tuple[advice.Ask, ...]
    warnings: tuple[str, ...]
    band_advice: advice.BandAdvice | None
    captures: tuple[CaptureLine, ...]
    people: People
    current: str
    """The dimension shown first: the first without points."""


def rights(candidate: Candidate, actor: Actor, reason: str) -> Rights:
    """Roles as the contract has them; a decided evaluation is read by everybody (`reason` in words)."""
    may_answer = candidate.is_open and actor.can(roles.ANSWERS)
    may_score = candidate.is_open and may_give_points(candidate, actor)
    return Rights(may_answer, may_score, actor.can(roles.LEADS), "" if may_score else reason)


def may_give_points(candidate: Candidate, actor: Actor) -> bool:
    """The leads; in panel mode everybody of the panel, until the reveal."""
    if candidate.evaluation.is_panel:
        return candidate.revealed_at is None and actor.can(roles.GIVES_PANEL_POINTS)
    return actor.can(roles.LEADS)


def shown_dimension(
    view: CandidateView, framework: Framework, planned: int, dimension: DimensionView, reader: Reader
) -> ShownDimension:
    document = framework.dimension(dimension.slug)
    cards = [card_of(view, framework, answer, reader.zone) for answer in dimension.answers]
    return ShownDimension(
        panel=dimensions.panel(view, framework, document, reader.zone, planned),
        cards=tuple(question_html(card, reader) for card in cards),
        thumbs=thumbs_html(dimension.slug, dimension.exhibits, reader),
    )


def screen(
    candidate: Candidate, view: CandidateView, captures: Iterable[Capture], people: People, reader: Reader
) -> Screen:
    evaluation = candidate.evaluation
    framework = evaluation.document
    bar = demo_bar(view.demos, framework)
    panels = tuple(
        shown_dimension(view, framework, bar.planned_minutes[dimension.slug], dimension, reader)
        for dimension in view.dimensions
    )
    return Screen(
        bar=bar,
        strip=strip(view, framework),
        groups=rail.groups(view, framework, bar.used_seconds, bar.planned_minutes),
        panels=panels,
        matrices=objects.matrices(view, evaluation.required_crms),
        asks=advice.asks(view, framework),
        warnings=advice.warnings(view, framework, evaluation.custom_objects),
        band_advice=advice.band_advice(view, framework),
        captures=capture_lines(captures, reader.zone),
        people=people,
        current=first_unscored(view, framework),
    )


def first_unscored(view: CandidateView, framework: Framework) -> str:
    unscored: Sequence[str] = view.unscored
    return unscored[0] if unscored else framework.dimensions[0].slug


def capture_lines(captures: Iterable[Capture], zone: ZoneInfo) -> tuple[CaptureLine, ...]:
    return tuple(
        CaptureLine(
            row.pk,
            row.text,
            minute(row.demo_second),
            f"{row.caught_by}, {clock_time(row.caught_at, zone)}",
        )
        for row in captures
    )
