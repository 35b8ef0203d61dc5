"""What to ask next, what to be wary of, and what the band asks of the buyer, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.screen.words import listed, span_of
from audits.scoring.asknext import AskNext, AskReason
from audits.scoring.framework import Framework
from audits.scoring.score import POINTS_PER_DIMENSION


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to ask next and why."""

    question: str
    code: str
    dimension: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class BandAdvice:
    """What the settled band asks for, or why no advice is given (R037, R053-R059)."""

    title: str
    text: str


def asks(view: CandidateView, framework: Framework) -> tuple[Ask, ...]:
    return tuple(
        Ask(
            question=one.question,
            code=one.question.upper(),
            dimension=one.dimension,
            text=framework.question(one.question).short,
            why=reason(one, framework),
        )
        for one in view.advice.ask_next
    )


def reason(ask: AskNext, framework: Framework) -> str:
    words = {
        "dimension": framework.dimension(ask.dimension).title,
        "swing": ask.swing,
        "stop": ask.stops_at,
        "untouched": ask.untouched,
        "points": ask.untouched * POINTS_PER_DIMENSION,
    }
    match ask.reason:
        case AskReason.UNTOUCHED if ask.untouched == 1:
            return _("%(dimension)s is untouched: %(points)d points.") % words
        case AskReason.UNTOUCHED:
            return _("%(untouched)d dimensions are untouched: %(points)d points.") % words
        case AskReason.PROOF_NEEDED:
            return _("Without it %(dimension)s stops at %(stop)d.") % words
        case AskReason.OPEN:
            return _("Still open: it can move %(dimension)s by %(swing)d.") % words
    return _("Seen for real, it backs %(swing)d points that are only stated.") % words


def warnings(view: CandidateView, framework: Framework, custom_objects: Sequence[str]) -> tuple[str, ...]:
    """What to be wary of, in the order of weight (R026-R031, R039, R064)."""
    found = [claims_words(view, framework), vague_words(view, framework), gap_words(view)]
    found += [one.text for one in framework.warnings if one.slug in view.advice.warnings]
    found += [latency_words(view), exposure_words(view), custom_words(custom_objects)]
    return tuple(text for text in found if text)


def claims_words(view: CandidateView, framework: Framework) -> str:
    names = [framework.dimension(one.slug).title for one in view.dimensions if one.is_claimed_only]
    return _("High points on claims alone: %(names)s.") % {"names": listed(names)} if names else ""


def vague_words(view: CandidateView, framework: Framework) -> str:
    """Core dimensions that lack specific answers, once something was answered at all (R026)."""
    names = [framework.dimension(slug).title for slug in view.advice.vague_core]
    if not names:
        return ""
    return _("Core dimensions that lack specific answers: %(names)s.") % {"names": listed(names)}


def gap_words(view: CandidateView) -> str:
    codes = [slug.upper() for slug in view.advice.proof_gaps]
    return _("Believed on less proof than needed: %(codes)s.") % {"codes": listed(codes)} if codes else ""


def latency_words(view: CandidateView) -> str:
    slowest = view.advice.slowest
    if slowest is None:
        return ""
    length = f"{slowest.measured.value:f} {slowest.measured.unit}"
    return _("Slowest delay measured: %(length)s (%(code)s).") % {
        "length": length,
        "code": slowest.question.upper(),
    }


def exposure_words(view: CandidateView) -> str:
    exposure = view.advice.optout_exposure
    if exposure is None:
        return ""
    return _("Mail still goes out for %(span)s after an opt-out.") % {"span": span_of(exposure)}


def custom_words(names: Sequence[str]) -> str:
    return _("Have shown, of our own objects: %(names)s.") % {"names": listed(list(names))} if names else ""


def band_advice(view: CandidateView, framework: Framework) -> BandAdvice | None:
    """The settled band's advice; a hard stop or an open blocking gap holds back any (R037, R057)."""
    if view.is_stopped:
        text = _("No advice to go on while a hard stop stands, whatever the points.")
        return BandAdvice(_("Stopped"), text)
    if view.has_blocking_gap:
        text = _("No advice to sign while a blocking gap is open, whatever the points.")
        return BandAdvice(_("Blocking gap"), text)
    band = next((one for one in framework.bands if one.slug == view.score.band), None)
    return BandAdvice(band.title, band.advice) if band else None
