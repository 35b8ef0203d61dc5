"""Ask this next: the open questions that can still move the result, or else the proven points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from audits.scoring.advice import AdviceDimension, AnswerInput, positive, proof_meets
from audits.scoring.score import (
    POINTS_PER_DIMENSION,
    SEEN_FOR_REAL,
    BandLike,
    Given,
    Proof,
    Verdict,
    possible_bands,
    proven_points,
    proven_share,
    round_half_up,
    total_range,
    worth,
)

AT_MOST = 3


class AskReason(StrEnum):
    """Why a question is worth asking now; the caller has the words."""

    UNTOUCHED = "untouched"
    """Nothing of its dimension has been answered."""
    PROOF_NEEDED = "proof-needed"
    """It needs a proof, and without an answer its dimension stops at `stops_at` points."""
    OPEN = "open"
    """It is open in a dimension that is not scored yet."""
    UNPROVEN = "unproven"
    """No band is open any more, but proof here would raise the proven points."""


@dataclass(frozen=True, slots=True)
class AskNext:
    """A question to ask, and the points it can still move."""

    question: str
    dimension: str
    reason: AskReason
    swing: int
    """Points between the worst and the best this dimension can come to by its open questions;
    for `UNPROVEN`, the dimension's points that are not proven yet."""
    stops_at: int | None = None
    """The most points the answers can suggest when this question stays open; None for `UNPROVEN`."""
    untouched: int = 0
    """How many unscored dimensions nothing has been asked of, this one included; else 0."""


def ask_next(dimensions: Sequence[AdviceDimension], bands: Sequence[BandLike]) -> tuple[AskNext, ...]:
    """At most three questions, the one that can move most first.

    While several bands can be reached, every unscored dimension can decide between them, since its
    5 points always span some boundary that is still in reach. So each of them offers one open
    question: the first that needs a proof, else the first. They stand by the points that open
    questions can still move there, then in the framework's order. When no band is open, or no open
    question is left to settle it, the scored dimensions with unproven points take their place.
    """
    span = total_range([dimension.points for dimension in dimensions])
    several = len(possible_bands(span.floor, span.ceiling, bands)) > 1
    return (several and band_questions(dimensions)) or proof_questions(dimensions)


def band_questions(dimensions: Sequence[AdviceDimension]) -> tuple[AskNext, ...]:
    """One open question for each unscored dimension that has one, the greatest swing first."""
    unscored = [dimension for dimension in dimensions if dimension.points is None]
    untouched = sum(_untouched(dimension) for dimension in unscored)
    return _foremost(found for each in unscored for found in _open_question(each, untouched))


def proof_questions(dimensions: Sequence[AdviceDimension]) -> tuple[AskNext, ...]:
    """For each scored dimension with unproven points, the question whose proof would add most."""
    return _foremost(found for each in dimensions for found in _unproven_question(each))


def _foremost(found: Iterable[AskNext]) -> tuple[AskNext, ...]:
    return tuple(sorted(found, key=lambda ask: -ask.swing)[:AT_MOST])


def _untouched(dimension: AdviceDimension) -> bool:
    return not any(answer.given.answered for answer in dimension.answers)


def _open_question(dimension: AdviceDimension, untouched: int) -> list[AskNext]:
    open_ones = [answer for answer in dimension.answers if not answer.given.answered]
    swing = _reach(dimension, len(open_ones)) - _reach(dimension, 0)
    if swing == 0:
        return []
    first = next((answer for answer in open_ones if answer.needs), open_ones[0])
    reason = _reason(dimension, first)
    return [
        AskNext(
            question=first.question,
            dimension=dimension.slug,
            reason=reason,
            swing=swing,
            stops_at=_reach(dimension, len(open_ones) - 1),
            untouched=untouched if reason is AskReason.UNTOUCHED else 0,
        )
    ]


def _reason(dimension: AdviceDimension, answer: AnswerInput) -> AskReason:
    if _untouched(dimension):
        return AskReason.UNTOUCHED
    return AskReason.PROOF_NEEDED if answer.needs else AskReason.OPEN


def _reach(dimension: AdviceDimension, best: int) -> int:
    """The points suggested when so many open questions turn out best and all others worst."""
    known = sum((worth(answer.given) or Fraction(0) for answer in dimension.answers), Fraction(0))
    return round_half_up((known + POINTS_PER_DIMENSION * best) / max(len(dimension.answers), 1))


def _unproven_question(dimension: AdviceDimension) -> list[AskNext]:
    points = dimension.points
    if points is None:
        return []
    missing = points - proven_points(points, [answer.given for answer in dimension.answers])
    lacking = [answer for answer in dimension.answers if _proof_would_count(answer)]
    if missing == 0 or not lacking:
        return []
    best = max(lacking, key=lambda answer: (_share_if_shown(dimension, answer), _owes_proof(answer)))
    return [AskNext(best.question, dimension.slug, AskReason.UNPROVEN, swing=missing)]


def _proof_would_count(answer: AnswerInput) -> bool:
    """An open question, or a yes that was not seen in production or the own org."""
    given = answer.given
    return not given.answered or (positive(given) and given.proof not in SEEN_FOR_REAL)


def _share_if_shown(dimension: AdviceDimension, shown: AnswerInput) -> Fraction:
    """The proven share once this answer is seen in production; an open one is taken to turn out strong."""
    seen = Given(shown.given.verdict or Verdict.STRONG, Proof.PRODUCTION)
    return proven_share([seen if answer is shown else answer.given for answer in dimension.answers])


def _owes_proof(answer: AnswerInput) -> bool:
    """Its question needs a proof that is not there yet; among equals it goes first."""
    return answer.needs is not None and not proof_meets(answer.given.proof, answer.needs)
