"""The answers of one vendor, question by question, with all that was noted (R020-R025)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import AnswerView, CandidateView
from audits.evaluations.views.compare_answers import VERDICT_TONES
from audits.reports.presenting import wording
from audits.scoring.framework import Framework, Question


@dataclass(frozen=True, slots=True)
class AnswerRow:
    code: str
    question: str
    verdict: str
    tone: str
    proof: str
    note: str
    details: tuple[str, ...]
    """Red flags, facts, marks, and by whom and when, each a short line."""
    evidence: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[AnswerRow, ...]


def answer_groups(candidate: CandidateView, framework: Framework, zone: ZoneInfo) -> tuple[Group, ...]:
    return tuple(
        Group(
            framework.dimension(dimension.slug).title,
            tuple(answer_row(one, framework.question(one.question), zone) for one in dimension.answers),
        )
        for dimension in candidate.dimensions
    )


def answer_row(answer: AnswerView, question: Question, zone: ZoneInfo) -> AnswerRow:
    return AnswerRow(
        code=answer.question.upper(),
        question=question.short,
        verdict=wording.verdict(answer),
        tone=VERDICT_TONES.get(answer.verdict or "", "open"),
        proof=wording.proof(answer.proof),
        note=answer.note,
        details=details(answer, question, zone),
        evidence=", ".join(one.code for one in answer.exhibits if one.is_standing) or wording.DASH,
    )


def details(answer: AnswerView, question: Question, zone: ZoneInfo) -> tuple[str, ...]:
    labels = {flag.slug: flag.label for flag in question.red_flags}
    lines = [_("Red flag: %(flag)s") % {"flag": labels[slug]} for slug in answer.red_flags]
    lines += wording.facts(question.facts, answer.facts)
    if answer.follow_up:
        lines.append(_("To be followed up"))
    if answer.is_promise:
        lines.append(_("Noted as a promise"))
    if line := origin(answer, zone):
        lines.append(line)
    return tuple(lines)


def origin(answer: AnswerView, zone: ZoneInfo) -> str:
    """Who wrote it when, and where in the recording it was said."""
    parts = [wording.stamp(answer.saved, zone)]
    if minute := wording.minute(answer.demo_second):
        parts.append(_("demo %(minute)s") % {"minute": minute})
    return ", ".join(part for part in parts if part)
