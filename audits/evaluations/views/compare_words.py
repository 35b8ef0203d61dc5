"""The comparison's sentences: who leads, how clearly, and what each result asks of the buyer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.actions.decide import obstacle_text
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.low import low_dimensions
from audits.evaluations.views.compare_shown import BandChip, band_chips
from audits.evaluations.views.cost_shown import cost_lines, is_cost_due
from audits.evaluations.views.gaps_shown import GapRow, open_gaps
from audits.scoring.framework import Framework

NUMBER_WORDS = {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one result asks of the buyer: the band's advice, or why there is none."""

    candidate: CandidateView
    bands: tuple[BandChip, ...]
    advice: str
    reasons: tuple[str, ...]
    low: tuple[str, ...]
    """Titles of the dimensions with the fewest points, where the band asks for gaps (R055)."""
    unanswered: tuple[str, ...]
    """Questions without an answer, by their id in capitals (R068)."""
    cost: tuple[tuple[str, str], ...] = ()
    """What owning it costs, where a sheet is filled."""
    is_cost_due: bool = False
    """Its band asks for a cost sheet, and there is none yet (R058)."""
    gaps: tuple[GapRow, ...] = ()
    """Its open gaps, the blocking ones first (R068)."""
    is_sla_due: bool = False
    """Its band asks for an SLA record, and there is none yet (R054)."""
    is_gaps_due: bool = False
    """Its band asks for a gap register, and there is none yet (R055)."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads, in words; `is_close` by the rule of a tenth of the maximum."""

    headline: str
    detail: str
    is_close: bool


def heading(count: int) -> str:
    if count in NUMBER_WORDS:
        return _("Compare %(count)s vendors") % {"count": NUMBER_WORDS[count]}
    return _("Compare %(count)d vendors") % {"count": count}


def lead(view: ComparisonView, framework: Framework) -> Lead:
    """The leader among fully scored candidates without an unwaived hard stop."""
    by_id = {candidate.id: candidate for candidate in view.candidates}
    leaders = [by_id[key] for key in view.leaders]
    if not leaders:
        return Lead(
            _("Nobody leads yet."),
            _("Only a vendor scored in every dimension and without a hard stop can lead."),
            is_close=False,
        )
    if len(leaders) > 1:
        names = ", ".join(candidate.vendor for candidate in leaders)
        return Lead(_("%(names)s stand level.") % {"names": names}, proven_words(view), is_close=True)
    first = leaders[0]
    return Lead(headline(view, first), proven_words(view), view.is_too_close)


def headline(view: ComparisonView, first: CandidateView) -> str:
    unproven = first.score.points - first.score.proven
    words: dict[str, object] = {
        "first": first.vendor,
        "points": first.score.points,
        "unproven": unproven,
        "margin": view.margin or 0,
    }
    second = runner_up(view, first)
    unproven_part = _("%(unproven)d of its %(points)d are unproven") % words
    if second is None:
        return _("%(first)s alone can lead, and %(rest)s.") % {**words, "rest": unproven_part}
    words |= {"second": second.vendor, "rest": unproven_part}
    text = ngettext(
        "%(first)s leads %(second)s by %(margin)d point, and %(rest)s.",
        "%(first)s leads %(second)s by %(margin)d points, and %(rest)s.",
        view.margin or 0,
    )
    return text % words


def runner_up(view: ComparisonView, first: CandidateView) -> CandidateView | None:
    may_lead = [
        one for one in view.candidates if not one.unscored and not one.is_stopped and one is not first
    ]
    return may_lead[0] if may_lead else None


def proven_words(view: ComparisonView) -> str:
    """Who is ahead on proven points alone, among those that may lead."""
    scored = [one for one in view.candidates if not one.unscored and not one.is_stopped]
    ordered = sorted(scored, key=lambda one: -one.score.proven)
    if len(ordered) < 2:
        return ""
    first, second = ordered[:2]
    words = {"first": first.vendor, "one": first.score.proven, "two": second.score.proven}
    if first.score.proven == second.score.proven:
        return _("On proven points alone they are level at %(one)d.") % words
    return _("On proven points alone %(first)s leads, %(one)d to %(two)d.") % words


def asks(candidates: Sequence[CandidateView], framework: Framework) -> tuple[Asked, ...]:
    return tuple(asked(candidate, framework) for candidate in candidates)


def asked(candidate: CandidateView, framework: Framework) -> Asked:
    """The settled band's advice; a hard stop or an open band takes its place (R037, R053-R059)."""
    band = next((band for band in framework.bands if band.slug == candidate.score.band), None)
    advice = ""
    if candidate.is_stopped:
        advice = _(
            "Stopped: it cannot be chosen, whatever its points, unless the lead waives it with a reason."
        )
    elif band is None:
        advice = _("No band yet: points still to be given can lead to more than one.")
    else:
        advice = blocked_words(candidate) or band.advice
    shows_low = band is not None and band.asks == "gaps"
    return Asked(
        candidate=candidate,
        bands=band_chips(candidate, framework),
        advice=advice,
        reasons=tuple(obstacle_text(obstacle, framework) for obstacle in candidate.obstacles),
        low=low_words(candidate, framework) if shows_low else (),
        unanswered=tuple(slug.upper() for slug in candidate.advice.unanswered),
        cost=cost_lines(candidate.cost) if candidate.cost else (),
        is_cost_due=is_cost_due(candidate, framework),
        gaps=tuple(open_gaps(candidate, framework)),
        is_sla_due=band is not None and band.asks == "sla" and candidate.sla is None,
        is_gaps_due=shows_low and not candidate.gaps,
    )


def low_words(candidate: CandidateView, framework: Framework) -> tuple[str, ...]:
    return tuple(f"{one.title} ({one.points})" for one in low_dimensions(candidate, framework))


def blocked_words(candidate: CandidateView) -> str:
    """Why no advice to sign is given: the gaps that block it; blank when none does (R057)."""
    codes = ", ".join(f"{gap.code} {gap.title}" for gap in candidate.blocking_gaps)
    if not codes:
        return ""
    return _("No advice to sign while a blocking gap is open: %(gaps)s.") % {"gaps": codes}
