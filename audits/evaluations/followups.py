"""What is still owed after a demo: questions to come back to, answers to see for ourselves (R025)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audits.evaluations.comparison.shapes import AnswerView, CandidateView
from audits.scoring.advice import positive
from audits.scoring.framework import Framework, Question
from audits.scoring.score import SEEN_FOR_REAL, Given, Verdict


class Owed(StrEnum):
    """Why a question is to be come back to; the caller has the words."""

    UNANSWERED = "unanswered"
    VAGUE = "vague"
    UNSUPPORTED = "unsupported"
    UNBACKED = "unbacked"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One question to come back to."""

    question: Question
    dimension: str
    owed: Owed
    is_marked: bool
    note: str


def follow_ups(view: CandidateView, framework: Framework) -> tuple[FollowUp, ...]:
    """Every question without a specific answer and every one marked, in the framework's order."""
    lacking = set(view.advice.not_specific)
    return tuple(
        FollowUp(
            question=framework.question(answer.question),
            dimension=framework.dimension(dimension.slug).title,
            owed=owed(answer, answer.question in lacking),
            is_marked=answer.follow_up,
            note=answer.note,
        )
        for dimension in view.dimensions
        for answer in dimension.answers
        if answer.question in lacking or answer.follow_up or answer.is_vague
    )


def owed(answer: AnswerView, is_lacking: bool) -> Owed:
    if answer.is_vague:
        return Owed.VAGUE
    if answer.verdict is None:
        return Owed.UNANSWERED
    if answer.verdict is Verdict.NONE:
        return Owed.UNSUPPORTED
    return Owed.UNBACKED if is_lacking else Owed.MARKED


def unproven(answers: Iterable[AnswerView]) -> tuple[AnswerView, ...]:
    """Answers to see for ourselves in a trial: a yes that was not shown for real, a vague or marked one."""
    return tuple(answer for answer in answers if is_unproven(answer))


def is_unproven(answer: AnswerView) -> bool:
    claimed = positive(Given(answer.verdict, answer.proof)) and answer.proof not in SEEN_FOR_REAL
    return claimed or answer.is_vague or answer.follow_up
