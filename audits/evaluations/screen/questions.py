"""What the closed card of a question tells, and what stands in its fields."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.replies import ClarificationView, ReplyView
from audits.evaluations.comparison.shapes import AnswerView, CandidateView, ExhibitView
from audits.evaluations.screen.words import files, minute, saved_by
from audits.scoring import advice
from audits.scoring.framework import Framework, Question
from audits.scoring.score import Proof


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon with its words, on the closed card."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question with its answer."""

    slug: str
    answer: AnswerView
    signs: tuple[Sign, ...]
    saved: str
    needs: str
    warnings: tuple[str, ...]
    exhibits: tuple[ExhibitView, ...]
    files: str
    replies: tuple[tuple[ClarificationView, ReplyView], ...] = ()


def card(view: CandidateView, framework: Framework, slug: str, zone: ZoneInfo) -> QuestionCard:
    return card_of(view, framework, next(one for one in view.answers if one.question == slug), zone)


def card_of(view: CandidateView, framework: Framework, answer: AnswerView, zone: ZoneInfo) -> QuestionCard:
    replies = view.replies(answer.question)
    return QuestionCard(
        slug=answer.question,
        answer=answer,
        signs=(*signs(answer), *sign_of(replies)),
        saved=saved_by(answer.saved, zone),
        needs=needs(framework.question(answer.question), answer),
        warnings=warnings(view, framework, answer.question),
        exhibits=answer.exhibits,
        files=files(sum(exhibit.is_standing for exhibit in answer.exhibits)),
        replies=replies,
    )


def sign_of(replies: tuple[tuple[ClarificationView, ReplyView], ...]) -> tuple[Sign, ...]:
    return (Sign("person", _("Vendor's own words")),) if replies else ()


def signs(answer: AnswerView) -> tuple[Sign, ...]:
    """What the closed card tells of its inside."""
    found = []
    if answer.is_vague:
        found.append(Sign("dash", _("No specific answer")))
    if flags := len(answer.red_flags):
        words = ngettext("%(count)d red flag", "%(count)d red flags", flags)
        found.append(Sign("flag", words % {"count": flags}))
    if answer.follow_up:
        found.append(Sign("follow", _("Follow-up")))
    if answer.is_promise:
        found.append(Sign("promise", _("Promise")))
    if answer.demo_second is not None:
        found.append(Sign("clock", minute(answer.demo_second)))
    if answer.note:
        found.append(Sign("pen", _("Note")))
    return tuple(found)


def needs(question: Question, answer: AnswerView) -> str:
    """The proof this question still needs before its answer is believed whole (R031)."""
    if question.needs is None or advice.proof_meets(answer.proof, Proof(question.needs)):
        return ""
    return _("Needs production") if question.needs == "production" else _("Needs our own org")


def warnings(view: CandidateView, framework: Framework, slug: str) -> tuple[str, ...]:
    """What the framework points out about this answer (R028, R030)."""
    raised = set(view.advice.warnings)
    return tuple(
        warning.text for warning in framework.warnings if warning.question == slug and warning.slug in raised
    )
