"""Points, range, band, suggestion and proven points of one candidate (R046-R052).

Pure functions over plain values: no clock, no storage, no words. Points are whole
(0 to 5 per dimension); the *worth* of an answer is an exact fraction of those 5 points,
so nothing here rounds before the place where a rule says so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, Protocol

from audits.scoring.objects import HardStop, ObjectState, Unconfirmed, W, hard_stops, unconfirmed

POINTS_PER_DIMENSION = 5


class Verdict(StrEnum):
    """What the vendor's answer amounts to; no verdict means the question is open (R021)."""

    STRONG = "strong"
    PARTIAL = "partial"
    NONE = "none"


class Proof(StrEnum):
    """How the answer was shown, weakest first (R022)."""

    CLAIMED = "claimed"
    SANDBOX = "sandbox"
    PRODUCTION = "production"
    OWN_ORG = "own-org"


SEEN_FOR_REAL = frozenset({Proof.PRODUCTION, Proof.OWN_ORG})
"""The proofs that make a point a proven point."""

_FULL_WORTH = {
    Verdict.STRONG: Fraction(5),
    Verdict.PARTIAL: Fraction(5, 2),
    Verdict.NONE: Fraction(0),
}
_WORTH_CAP = {
    None: Fraction(3),
    Proof.CLAIMED: Fraction(3),
    Proof.SANDBOX: Fraction(4),
    Proof.PRODUCTION: Fraction(5),
    Proof.OWN_ORG: Fraction(5),
}


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one question: a verdict, or none while it is open, and how it was shown."""

    verdict: Verdict | None = None
    proof: Proof | None = None

    @property
    def answered(self) -> bool:
        """A proof without a verdict answers nothing."""
        return self.verdict is not None


@dataclass(frozen=True, slots=True)
class DimensionInput:
    """One dimension as people left it: its points, if any, and one `Given` per question."""

    slug: str
    points: int | None
    givens: Sequence[Given]

    def __post_init__(self) -> None:
        """Refuse points that are not a whole number from 0 to 5 (R046)."""
        if self.points is not None and not is_points(self.points):
            raise ValueError(f"{self.slug}: points must be whole, 0 to 5, not {self.points!r}")


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension computed; `proven` and `points` are None while it is not scored."""

    slug: str
    points: int | None
    suggested: int | None
    proven: int | None
    answered: int
    questions: int


class BandLike(Protocol):
    """A band of the framework: its slug and its two ends in points, both included."""

    @property
    def slug(self) -> str: ...
    @property
    def min(self) -> int: ...
    @property
    def max(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Range:
    """Where the total stands and between which ends it can still come to lie, in points."""

    points: int
    floor: int
    ceiling: int


@dataclass(frozen=True)
class CandidateScore(Generic[W]):
    """Everything said about a candidate's score, field by field as the API says it."""

    points: int
    proven: int
    max: int
    scored: int
    total_dimensions: int
    answered: int
    questions: int
    floor: int
    ceiling: int
    band: str | None
    possible_bands: tuple[str, ...]
    hard_stops: tuple[HardStop[W], ...]
    unconfirmed: tuple[Unconfirmed[W], ...]


def is_points(value: object) -> bool:
    """A whole number from 0 to 5; True, 3.0 and "3" are not points (R046)."""
    return type(value) is int and 0 <= value <= POINTS_PER_DIMENSION


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, a half going up: 2.5 gives 3."""
    return math.floor(value + Fraction(1, 2))


def worth(given: Given) -> Fraction | None:
    """What an answer is worth of 5 points, at most 3 claimed and 4 in a sandbox; open is None."""
    if given.verdict is None:
        return None
    return min(_FULL_WORTH[given.verdict], _WORTH_CAP[given.proof])


def suggested(givens: Sequence[Given]) -> int | None:
    """The points the answers suggest, once at least half of the questions are answered."""
    worths = [value for value in map(worth, givens) if value is not None]
    if not worths or 2 * len(worths) < len(givens):
        return None
    return round_half_up(sum(worths, Fraction(0)) / len(worths))


def proven_share(givens: Sequence[Given]) -> Fraction:
    """How much of the answers' worth was seen in production or in the own org, 0 to 1.

    An open question weighs a full 5 in the whole. Where every answer is "not supported" the
    whole is 0 and nothing was seen working, so nothing is proven; the same without questions.
    """
    whole = sum((_weight(given) for given in givens), Fraction(0))
    seen = sum((_weight(given) for given in givens if _seen(given)), Fraction(0))
    return seen / whole if whole else Fraction(0)


def proven_points(points: int, givens: Sequence[Given]) -> int:
    """The part of a dimension's points that has been seen, next to what was said; rounded down."""
    return math.floor(points * proven_share(givens))


def score_dimension(dimension: DimensionInput) -> DimensionScore:
    """Suggestion, proven points and counts of one dimension."""
    points = dimension.points
    return DimensionScore(
        slug=dimension.slug,
        points=points,
        suggested=suggested(dimension.givens),
        proven=None if points is None else proven_points(points, dimension.givens),
        answered=sum(given.answered for given in dimension.givens),
        questions=len(dimension.givens),
    )


def total_range(points: Sequence[int | None]) -> Range:
    """Sum of the scored dimensions; an unscored one counts 0 to the floor and 5 above (R049)."""
    total = sum(value for value in points if value is not None)
    unscored = sum(value is None for value in points)
    return Range(points=total, floor=total, ceiling=total + POINTS_PER_DIMENSION * unscored)


def band_of(points: int, bands: Sequence[BandLike]) -> str | None:
    """The band these points lie in, both ends included (R050-R052)."""
    return next((band.slug for band in bands if band.min <= points <= band.max), None)


def possible_bands(floor: int, ceiling: int, bands: Sequence[BandLike]) -> tuple[str, ...]:
    """The bands a total between floor and ceiling can come to lie in, best first.

    Each unscored dimension can take any of 0 to 5 points, so every whole number between
    the two ends can be reached.
    """
    within = [band for band in bands if band.min <= ceiling and floor <= band.max]
    return tuple(band.slug for band in sorted(within, key=lambda band: -band.max))


def settled_band(possible: Sequence[str]) -> str | None:
    """A candidate has a band only when no other can be reached any more."""
    return possible[0] if len(possible) == 1 else None


def score_candidate(
    dimensions: Sequence[DimensionInput],
    bands: Sequence[BandLike],
    objects: Sequence[ObjectState[W]],
) -> CandidateScore[W]:
    """The whole score; a hard stop stands beside the points and never changes them (R034-R037)."""
    each = [score_dimension(dimension) for dimension in dimensions]
    span = total_range([dimension.points for dimension in dimensions])
    possible = possible_bands(span.floor, span.ceiling, bands)
    return CandidateScore(
        points=span.points,
        proven=sum(dimension.proven or 0 for dimension in each),
        max=POINTS_PER_DIMENSION * len(each),
        scored=sum(dimension.points is not None for dimension in each),
        total_dimensions=len(each),
        answered=sum(dimension.answered for dimension in each),
        questions=sum(dimension.questions for dimension in each),
        floor=span.floor,
        ceiling=span.ceiling,
        band=settled_band(possible),
        possible_bands=possible,
        hard_stops=hard_stops(objects),
        unconfirmed=unconfirmed(objects),
    )


def _weight(given: Given) -> Fraction:
    """Worth in the whole against which proof is measured; an open question counts 5."""
    value = worth(given)
    return Fraction(POINTS_PER_DIMENSION) if value is None else value


def _seen(given: Given) -> bool:
    return given.answered and given.proof in SEEN_FOR_REAL
