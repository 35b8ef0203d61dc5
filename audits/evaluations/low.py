"""Dimensions with few points: what to hold against the workflows that need them (R055)."""

from dataclasses import dataclass

from audits.evaluations.comparison.shapes import CandidateView
from audits.scoring.framework import Framework

LOW = 3
WORDS = 200


@dataclass(frozen=True, slots=True)
class Low:
    """A low dimension; `words` says what it was given its points for, in one line."""

    dimension: str
    title: str
    points: int
    words: str


def low_dimensions(candidate: CandidateView, framework: Framework) -> list[Low]:
    """Dimensions with 3 points or fewer, in the framework's order."""
    return [
        Low(one.slug, framework.dimension(one.slug).title, one.points, first_line(one.rationale, level))
        for one in candidate.dimensions
        if one.points is not None and one.points <= LOW
        for level in (framework.dimension(one.slug).rubric[one.points],)
    ]


def first_line(rationale: str, level: str) -> str:
    """The first sentence of the reason recorded, or the level that the points stand for."""
    said = next((line.strip() for line in rationale.splitlines() if line.strip()), level)
    sentence = said.partition(". ")[0].rstrip(".")
    return sentence if len(sentence) <= WORDS else f"{sentence[: WORDS - 1]}…"
