"""One dimension: its levels, what its points rest on, its questions."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView, DimensionView
from audits.evaluations.screen.words import key_of, minute, saved_by, second
from audits.scoring.framework import Dimension, Framework


@dataclass(frozen=True, slots=True)
class Level:
    """One of the six levels with its anchor (R047)."""

    points: int
    text: str
    is_chosen: bool
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class DimensionState:
    """What stands below the levels: points against suggestion, missing reason, claims only (R064)."""

    slug: str
    levels: tuple[Level, ...]
    chosen: Level | None
    headline: str
    advice: str
    is_warning: bool
    saved: str
    saver: str
    saver_name: str
    demo_second: str
    at_minute: str
    count: str
    is_abstained: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class DimensionPanel:
    """A whole dimension as the screen shows it."""

    slug: str
    title: str
    place: str
    definition: str
    version: int
    planned: int
    rationale: str
    state: DimensionState
    before: Neighbour | None
    after: Neighbour | None
    has_objects: bool


def state(view: CandidateView, framework: Framework, slug: str, zone: ZoneInfo) -> DimensionState:
    dimension = next(one for one in view.dimensions if one.slug == slug)
    is_hidden = view.is_blind and not view.is_own
    levels = tuple(
        Level(points, text, points == dimension.points, points == dimension.suggested)
        for points, text in enumerate(framework.dimension(slug).rubric)
    )
    return DimensionState(
        slug=slug,
        levels=levels,
        chosen=next((level for level in levels if level.is_chosen), None),
        headline=_("Not revealed yet.") if is_hidden else headline(dimension, is_own=view.is_own),
        advice="" if is_hidden else advice(dimension, is_own=view.is_own),
        is_warning=dimension.is_claimed_only,
        saved=saved_by(dimension.saved, zone),
        saver=key_of(dimension.saved),
        saver_name=dimension.saved.name if dimension.saved else "",
        demo_second=second(dimension.demo_second),
        at_minute=minute(dimension.demo_second),
        count=count(dimension),
        is_abstained=dimension.is_abstained,
    )


def headline(dimension: DimensionView, *, is_own: bool) -> str:
    """The points beside what the answers suggest."""
    words = {"points": dimension.points, "suggested": dimension.suggested}
    if is_own:
        return own_headline(dimension) % words
    if dimension.points is None and dimension.suggested is None:
        return _("Not scored yet.")
    if dimension.points is None:
        return _("Not scored yet, answers suggest %(suggested)d.") % words
    if dimension.suggested is None:
        return _("%(points)d given.") % words
    if dimension.points == dimension.suggested:
        return _("%(points)d given, as the answers suggest.") % words
    return _("%(points)d given, answers suggest %(suggested)d.") % words


def own_headline(dimension: DimensionView) -> str:
    """As `headline`, of a panelist's own points; a suggestion is there only after them."""
    if dimension.is_abstained:
        return _("You abstain here.")
    if dimension.points is None:
        return _("You have not scored this yet.")
    if dimension.suggested is None:
        return _("You gave %(points)d.")
    return _("You gave %(points)d, answers suggest %(suggested)d.")


def advice(dimension: DimensionView, *, is_own: bool) -> str:
    """What the points still lack."""
    if dimension.is_claimed_only:
        return _("4 or more, but nothing was shown working: these points rest on claims alone.")
    if dimension.points is not None and not dimension.rationale:
        return _("Say why: a reason belongs to each score.")
    if is_own:
        return own_advice(dimension)
    if dimension.suggested is None:
        return _("A suggestion appears once half of the questions are answered.")
    return ""


def own_advice(dimension: DimensionView) -> str:
    if dimension.points is None and not dimension.is_abstained:
        return _("What the answers suggest shows once you have given points.")
    if dimension.is_abstained:
        return _("Nothing of yours counts in this dimension.")
    return _("Your points join the total once the panel is revealed.")


def count(dimension: DimensionView) -> str:
    words = {"answered": dimension.answered, "questions": dimension.questions, "shown": dimension.shown}
    return _("%(answered)d of %(questions)d answered, %(shown)d shown for real") % words


def panel(
    view: CandidateView, framework: Framework, document: Dimension, zone: ZoneInfo, planned: int
) -> DimensionPanel:
    position = framework.dimensions.index(document)
    dimension = view.dimensions[position]
    return DimensionPanel(
        slug=document.slug,
        title=document.title,
        place=place(framework, document, position),
        definition=document.definition,
        version=dimension.version,
        planned=planned,
        rationale=dimension.rationale,
        state=state(view, framework, document.slug, zone),
        before=neighbour(framework, position - 1),
        after=neighbour(framework, position + 1),
        has_objects=document.slug == framework.objects_dimension,
    )


def place(framework: Framework, document: Dimension, position: int) -> str:
    words = {"position": position + 1, "all": len(framework.dimensions)}
    if document.core:
        return _("Dimension %(position)d of %(all)d, core") % words
    return _("Dimension %(position)d of %(all)d, gap category") % words


def neighbour(framework: Framework, position: int) -> Neighbour | None:
    if not 0 <= position < len(framework.dimensions):
        return None
    document = framework.dimensions[position]
    return Neighbour(document.slug, document.title)
