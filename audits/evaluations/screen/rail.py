"""The rail of dimensions: points, how far they are proven, minutes used and planned."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView, DimensionView
from audits.scoring.framework import Dimension, Framework
from audits.scoring.score import Proof

LADDER = list(Proof)


@dataclass(frozen=True, slots=True)
class RailItem:
    """One dimension on the rail; `steps` is the best proof seen, as steps of the ladder (0 to 4)."""

    slug: str
    position: int
    title: str
    short: str
    points: int | None
    steps: int
    shown: str
    shown_of: str
    has_stop: bool
    is_own: bool
    """Before the reveal: the reader's own points, which join no total yet."""
    is_abstained: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """Time of one dimension over all demos, in whole minutes."""

    slug: str
    used: int
    planned: int


@dataclass(frozen=True, slots=True)
class RailGroup:
    """The core dimensions, or the gap categories."""

    key: str
    title: str
    items: tuple[tuple[RailItem, Minutes], ...]


def rail_item(view: CandidateView, framework: Framework, slug: str) -> RailItem:
    document = framework.dimension(slug)
    dimension = next(one for one in view.dimensions if one.slug == slug)
    return RailItem(
        slug=slug,
        position=framework.dimensions.index(document) + 1,
        title=document.title,
        short=document.short_title,
        points=dimension.points,
        steps=best_step(dimension),
        shown=f"{dimension.shown}/{dimension.answered}" if dimension.answered else "",
        shown_of=shown_words(dimension),
        has_stop=slug == framework.objects_dimension and view.is_stopped,
        is_own=view.is_own,
        is_abstained=dimension.is_abstained,
    )


def best_step(dimension: DimensionView) -> int:
    proofs = [answer.proof for answer in dimension.answers if answer.verdict and answer.proof]
    return max((LADDER.index(proof) + 1 for proof in proofs), default=0)


def shown_words(dimension: DimensionView) -> str:
    """How many of its answers were shown working, or how many questions wait."""
    if dimension.answered:
        return _("answers shown in production or our own org")
    count = {"count": dimension.questions}
    return ngettext("%(count)d question", "%(count)d questions", dimension.questions) % count


def minutes(dimension: Dimension, used: Mapping[str, int], planned: Mapping[str, int]) -> Minutes:
    plan, seconds = planned.get(dimension.slug, dimension.minutes), used.get(dimension.slug, 0)
    return Minutes(dimension.slug, seconds // 60, plan)


def groups(
    view: CandidateView, framework: Framework, used: Mapping[str, int], planned: Mapping[str, int]
) -> tuple[RailGroup, ...]:
    """The rail in the framework's order; a framework without core dimensions has one group."""
    found = []
    core = _("Core five") if sum(one.core for one in framework.dimensions) == 5 else _("Core")
    for key, is_core, title in (("core", True, core), ("gap", False, _("Gap categories"))):
        documents = [one for one in framework.dimensions if one.core is is_core]
        items = tuple(
            (rail_item(view, framework, one.slug), minutes(one, used, planned)) for one in documents
        )
        if items:
            found.append(RailGroup(key, title, items))
    return tuple(found)
