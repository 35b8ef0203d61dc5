"""What the decide page shows of each candidate."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import Deferral, Evaluation
from audits.evaluations.views.compare_shown import Column, column, object_titles
from audits.evaluations.views.cost_shown import cost_lines, is_cost_due
from audits.evaluations.views.gaps_shown import GapRow, open_gaps
from audits.kit.days import said_day
from audits.scoring.framework import Framework, Question
from audits.scoring.objects import Hindrance


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What keeps a candidate from being chosen; `key` names the object for a waiver, blank for several."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with what is open and what stands in its way."""

    column: Column
    hurdles: tuple[Hurdle, ...]
    unscored: tuple[str, ...]
    unanswered: tuple[Question, ...]
    cost: tuple[tuple[str, str], ...]
    """What owning it costs, where a sheet is filled."""
    is_cost_due: bool
    gaps: tuple[GapRow, ...]
    """Open gaps that speak against signing, or that nobody has ruled on (R057)."""


def standing(candidate: CandidateView, framework: Framework) -> Standing:
    return Standing(
        column=column(candidate, framework),
        hurdles=tuple(hurdles(candidate, framework)),
        unscored=tuple(framework.dimension(slug).title for slug in candidate.unscored),
        unanswered=tuple(framework.question(slug) for slug in candidate.advice.unanswered),
        cost=cost_lines(candidate.cost) if candidate.cost else (),
        is_cost_due=is_cost_due(candidate, framework),
        gaps=tuple(row for row in open_gaps(candidate, framework) if row.gap.standing != "acceptable"),
    )


def hurdles(candidate: CandidateView, framework: Framework) -> list[Hurdle]:
    """Unwaived hard stops one by one, then the unconfirmed objects together, in words."""
    titles = object_titles(framework)
    over = {(one.crm, one.object): one.expired.expires_on for one in candidate.objects if one.expired}
    found, unasked = [], []
    for item in candidate.obstacles:
        title = titles[item.crm, item.object]
        if item.hindrance is Hindrance.HARD_STOP:
            said = _("Hard stop: %(object)s does not sync both ways.") % {"object": title}
            if day := over.get((item.crm, item.object)):
                said += " " + _("Its waiver expired on %(day)s.") % {"day": said_day(day)}
            found.append(Hurdle(f"{item.crm}/{item.object}", said))
        else:
            unasked.append(title)
    if unasked:
        said = _("Not confirmed in both directions: %(objects)s.") % {"objects": ", ".join(unasked)}
        found.append(Hurdle("", said))
    return found


def standing_deferral(evaluation: Evaluation) -> Deferral | None:
    """Why the decision waits, and until when."""
    if not evaluation.is_open:
        return None
    rows = Deferral.objects.standing().filter(evaluation=evaluation)
    return rows.select_related("deferred_by").first()
