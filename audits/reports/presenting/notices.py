"""What to point out about a vendor: warnings, vague or unproven answers, delays (R025-R031, R064)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import CandidateView
from audits.scoring.framework import Framework


def notices(candidate: CandidateView, framework: Framework) -> tuple[str, ...]:
    found = [
        *warning_lines(candidate, framework),
        *vague_lines(candidate, framework),
        *proof_lines(candidate, framework),
        *delay_lines(candidate),
    ]
    if candidate.advice.ask_next:
        asks = codes(one.question for one in candidate.advice.ask_next)
        found.append(_("Worth asking next: %(questions)s.") % {"questions": asks})
    return tuple(found)


def codes(slugs: Iterable[str]) -> str:
    return ", ".join(slug.upper() for slug in slugs)


def warning_lines(candidate: CandidateView, framework: Framework) -> list[str]:
    raised = set(candidate.advice.warnings)
    return [f"{one.question.upper()}: {one.text}" for one in framework.warnings if one.slug in raised]


def vague_lines(candidate: CandidateView, framework: Framework) -> list[str]:
    """Core dimensions without specific answers throughout, then every question without one."""
    lines = []
    core = [framework.dimension(slug).title for slug in candidate.advice.vague_core]
    if core:
        lines.append(
            _("Core dimensions that lack specific answers: %(titles)s.") % {"titles": ", ".join(core)}
        )
    if candidate.advice.not_specific:
        questions = codes(candidate.advice.not_specific)
        lines.append(_("Not answered specifically: %(questions)s.") % {"questions": questions})
    return lines


def proof_lines(candidate: CandidateView, framework: Framework) -> list[str]:
    lines = []
    claimed = [framework.dimension(one.slug).title for one in candidate.dimensions if one.is_claimed_only]
    if claimed:
        lines.append(
            _("4 or more points although nothing was shown: %(titles)s.") % {"titles": ", ".join(claimed)}
        )
    if candidate.advice.proof_gaps:
        questions = codes(candidate.advice.proof_gaps)
        lines.append(
            _("Believed on less proof than the question needs: %(questions)s.") % {"questions": questions}
        )
    return lines


def delay_lines(candidate: CandidateView) -> list[str]:
    lines = []
    if slowest := candidate.advice.slowest:
        words = {
            "value": f"{slowest.measured.value.normalize():f}",
            "unit": slowest.measured.unit,
            "question": slowest.question.upper(),
        }
        lines.append(_("Slowest delay measured: %(value)s %(unit)s (%(question)s).") % words)
    exposure = candidate.advice.optout_exposure
    if exposure is not None:
        lines.append(
            ngettext(
                "An opt-out is not honoured for %(minutes)d minute.",
                "An opt-out is not honoured for %(minutes)d minutes (%(hours)s h).",
                exposure,
            )
            % {"minutes": exposure, "hours": f"{exposure / 60:.1f}"}
        )
    return lines
