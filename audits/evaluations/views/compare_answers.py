"""The answers of all candidates to the questions of one dimension, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from audits.evaluations.comparison.replies import ClarificationView, ReplyView
from audits.evaluations.comparison.shapes import AnswerView, CandidateView, DimensionView
from audits.evaluations.models.record import Verdict
from audits.evaluations.models.remark import Place
from audits.evaluations.remarks import Mark, Tally
from audits.evidence.models import Proof
from audits.scoring.framework import Dimension, Question

ICONS = {"strong": "full", "partial": "half", "surface": "ring"}
VERDICT_TONES = {"strong": "strong", "partial": "partial", "none": "surface"}
PROOF_STEPS = list(Proof.values)


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """One question of one candidate."""

    answer: AnswerView
    word: str
    tone: str
    icon: str
    proof: str
    steps: tuple[bool, ...]
    red_flags: tuple[str, ...]
    replies: tuple[tuple[ClarificationView, ReplyView], ...] = ()
    """What the vendor has said to it in writing."""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    question: Question
    cells: tuple[AnswerCell, ...]
    is_same: bool
    mark: Mark
    """Of remarks across all vendors."""


def question_rows(
    candidates: Sequence[CandidateView], own: Sequence[DimensionView], document: Dimension, tally: Tally
) -> tuple[QuestionRow, ...]:
    """The questions of one dimension across the candidates."""
    rows = []
    for index, question in enumerate(document.questions):
        answers = [view.answers[index] for view in own]
        rows.append(
            QuestionRow(
                question=question,
                cells=tuple(
                    replace(
                        answer_cell(answer, question),
                        replies=candidate.replies(question.slug),
                        mark=tally.on(Place.QUESTION, question.slug, candidate.id),
                    )
                    for candidate, answer in zip(candidates, answers, strict=True)
                ),
                is_same=len({(answer.verdict, answer.is_vague) for answer in answers}) == 1,
                mark=tally.on(Place.QUESTION, question.slug),
            )
        )
    return tuple(rows)


def answer_cell(answer: AnswerView, question: Question) -> AnswerCell:
    labels = {flag.slug: flag.label for flag in question.red_flags}
    verdict_tone = VERDICT_TONES.get(answer.verdict or "", "")
    open_word = _("No specific answer") if answer.is_vague else _("Not answered")
    return AnswerCell(
        answer=answer,
        word=str(Verdict(answer.verdict).label) if answer.verdict else open_word,
        tone=verdict_tone,
        icon=ICONS.get(verdict_tone, "dash"),
        proof=str(Proof(answer.proof).label) if answer.proof else "",
        steps=tuple(step <= PROOF_STEPS.index(answer.proof) for step in range(4)) if answer.proof else (),
        red_flags=tuple(labels[slug] for slug in answer.red_flags),
    )
