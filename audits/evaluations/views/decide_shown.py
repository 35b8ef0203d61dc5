"""What the decide page shows of each candidate."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.views.compare_shown import Column, column, object_titles
from audits.scoring.framework import Framework, Question
from audits.scoring.objects import Hindrance


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One thing that keeps a candidate from being chosen; `key` names it for a waiver."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with what is open and what stands in its way."""

    column: Column
    hurdles: tuple[Hurdle, ...]
    unscored: tuple[str, ...]
    unanswered: tuple[Question, ...]


def standing(candidate: CandidateView, framework: Framework) -> Standing:
    return Standing(
        column=column(candidate, framework),
        hurdles=tuple(hurdles(candidate, framework)),
        unscored=tuple(framework.dimension(slug).title for slug in candidate.unscored),
        unanswered=tuple(framework.question(slug) for slug in candidate.advice.unanswered),
    )


def hurdles(candidate: CandidateView, framework: Framework) -> list[Hurdle]:
    """Unwaived hard stops and unconfirmed objects, in words."""
    titles = object_titles(framework)
    found = []
    for item in candidate.obstacles:
        name = {"object": titles[item.crm, item.object]}
        if item.hindrance is Hindrance.HARD_STOP:
            said = _("Hard stop: %(object)s does not sync both ways.") % name
        else:
            said = _("Not confirmed: %(object)s was not asked about in both directions.") % name
        found.append(Hurdle(f"{item.crm}/{item.object}", said))
    return found
