"""The scoring screen of a framework that nobody has answered yet: what its author sees before publishing."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison import judge
from audits.evaluations.comparison.shapes import AnswerView, CandidateView, DimensionView, ObjectView
from audits.evaluations.screen import dimensions, objects, rail
from audits.evaluations.screen.questions import card_of
from audits.evaluations.screen.skeleton import Reader, filled, shape_of
from audits.scoring.framework import Dimension, Framework

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class BlankScreen:
    """One dimension of the framework, with the rail that leads to the others."""

    groups: tuple[rail.RailGroup, ...]
    panel: dimensions.DimensionPanel
    cards: tuple[str, ...]
    matrices: tuple[objects.Matrix, ...]


def blank_screen(framework: Framework, slug: str, zone: ZoneInfo) -> BlankScreen:
    """The screen at a dimension; at the first one when there is none of that slug."""
    view = blank_view(framework)
    shown = framework.dimensions_by_slug.get(slug, framework.dimensions[0])
    return BlankScreen(
        groups=rail.groups(view, framework, {}, {}),
        panel=dimensions.panel(view, framework, shown, zone, shown.minutes),
        cards=cards(view, framework, shown, zone),
        matrices=objects.matrices(view, framework.crms),
    )


def cards(view: CandidateView, framework: Framework, shown: Dimension, zone: ZoneInfo) -> tuple[str, ...]:
    """The questions' cards, closed to answers."""
    reader = Reader(version_id=0, workspace="", zone=zone, can_answer=False)
    answers = next(one.answers for one in view.dimensions if one.slug == shown.slug)
    return tuple(
        filled(
            shape_of(framework, question, can_answer=False, proposes=False),
            question,
            card_of(view, framework, answer, zone),
            reader,
        )
        for question, answer in zip(shown.questions, answers, strict=True)
    )


def blank_view(framework: Framework) -> CandidateView:
    """A candidate of whom nothing is known."""
    views = tuple(map(blank_dimension, framework.dimensions))
    required = tuple(blank_object(crm.slug, item.slug) for crm in framework.crms for item in crm.objects)
    score = judge.score_of(framework, views, required)
    return CandidateView(
        id=NOBODY,
        vendor_id=NOBODY,
        vendor="",
        product="",
        change=0,
        score=score,
        dimensions=views,
        objects=required,
        demos=(),
        obstacles=judge.obstacles_of(score),
        advice=judge.advise(framework, views),
        rank=0,
    )


def blank_dimension(dimension: Dimension) -> DimensionView:
    return judge.judged_dimension(
        DimensionView(
            slug=dimension.slug,
            points=None,
            rationale="",
            suggested=None,
            proven=None,
            answered=0,
            questions=0,
            shown=0,
            is_claimed_only=False,
            demo_second=None,
            version=0,
            saved=None,
            answers=tuple(blank_answer(question.slug) for question in dimension.questions),
            exhibits=(),
        )
    )


def blank_answer(question: str) -> AnswerView:
    return AnswerView(
        question=question,
        verdict=None,
        proof=None,
        note="",
        is_vague=False,
        follow_up=False,
        is_promise=False,
        red_flags=(),
        facts={},
        demo_second=None,
        version=0,
        saved=None,
        is_evidenced=False,
        exhibits=(),
    )


def blank_object(crm: str, item: str) -> ObjectView:
    return ObjectView(
        crm=crm, object=item, read=None, write=None, parts={}, version=0, saved=None, waiver=None
    )
