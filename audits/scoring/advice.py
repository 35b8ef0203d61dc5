"""What to point out about a candidate's answers: vague, unproven or carried by claims (R025-R031, R064).

Nothing here changes points; every finding names slugs and numbers, and the caller has the words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audits.scoring.score import Given, Proof, Verdict

HIGH_POINTS = 4
"""From here on points promise something that should have been shown."""

_LADDER = (None, *Proof)
"""Proofs from none to strongest; a stronger one stands in for a weaker one."""


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """One question with its answer and what backs it up."""

    question: str
    given: Given
    noted: bool = False
    """There is a note with words in it."""
    evidenced: bool = False
    """There is at least one piece of evidence in force."""
    needs: Proof | None = None
    """The least proof with which the answer may be believed whole."""


@dataclass(frozen=True, slots=True)
class AdviceDimension:
    """One dimension with its answers in the framework's order."""

    slug: str
    core: bool
    points: int | None
    answers: Sequence[AnswerInput]


@dataclass(frozen=True, slots=True)
class Vague:
    """A core dimension that lacks specific answers: which questions have none, out of how many."""

    dimension: str
    lacking: tuple[str, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class ProofGap:
    """An answer believed on less proof than its question needs."""

    question: str
    needed: Proof
    given: Proof | None


def positive(given: Given) -> bool:
    """The vendor can do it, at least in part."""
    return given.verdict in (Verdict.STRONG, Verdict.PARTIAL)


def specific(answer: AnswerInput) -> bool:
    """A specific answer: strong or partial, and a note or evidence says what was seen (R021)."""
    return positive(answer.given) and (answer.noted or answer.evidenced)


def not_specific(dimensions: Iterable[AdviceDimension]) -> tuple[str, ...]:
    """Every question without a specific answer, in the framework's order (R025)."""
    return tuple(slug for dimension in dimensions for slug in _lacking(dimension))


def vague_core(dimensions: Iterable[AdviceDimension]) -> tuple[Vague, ...]:
    """The core dimensions that lack specific answers (R026).

    Every question of a core dimension counts: one without a specific answer is enough, since the
    buyer is to hold back until the vendor has been specific about all of it. How many are lacking
    is told with it, so that one gap does not read like silence.
    """
    found = [
        Vague(dimension.slug, _lacking(dimension), len(dimension.answers))
        for dimension in dimensions
        if dimension.core
    ]
    return tuple(vague for vague in found if vague.lacking)


def claimed_only_warning(points: int | None, givens: Iterable[Given]) -> bool:
    """4 or 5 points although nothing that works was shown, not even in a sandbox (R064)."""
    if points is None or points < HIGH_POINTS:
        return False
    return not any(positive(given) and proof_meets(given.proof, Proof.SANDBOX) for given in givens)


def proof_meets(given: Proof | None, needed: Proof) -> bool:
    """Whether a proof is as strong as the one needed; the own org also stands in for production."""
    return _LADDER.index(given) >= _LADDER.index(needed)


def proof_gaps(answers: Iterable[AnswerInput]) -> tuple[ProofGap, ...]:
    """Answers that say yes on less proof than their question needs (R030, R031).

    An open question and a "not supported" leave nothing to prove and are not listed.
    """
    return tuple(
        ProofGap(answer.question, answer.needs, answer.given.proof)
        for answer in answers
        if answer.needs is not None
        and positive(answer.given)
        and not proof_meets(answer.given.proof, answer.needs)
    )


def _lacking(dimension: AdviceDimension) -> tuple[str, ...]:
    return tuple(answer.question for answer in dimension.answers if not specific(answer))
