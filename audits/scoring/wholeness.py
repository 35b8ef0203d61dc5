"""What must hold between the parts of a framework: unique names, whole bands, warnings that bite."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from audits.scoring.parts import (
    Band,
    Condition,
    Crm,
    Dimension,
    Fact,
    Question,
    Warning,  # noqa: A004
    Weighting,
    repeated,
)
from audits.scoring.problems import Problem
from audits.scoring.score import Proof, Verdict

FRAMEWORK = "framework"


class Named(Protocol):
    """A part with the name under which others know it."""

    @property
    def slug(self) -> str: ...


def slug_problems(**named: Sequence[Named]) -> list[Problem]:
    """Names that stand twice; a question's name is unique over the file, since answers are kept under it."""
    return [
        Problem(FRAMEWORK, found.message)
        for name, parts in named.items()
        for found in repeated(name, (part.slug for part in parts))
    ]


def band_problems(bands: Sequence[Band], max_points: int) -> list[Problem]:
    """Totals that no band holds, or two (R050-R052)."""
    ordered = sorted(bands, key=lambda band: (band.min, band.max))
    problems = []
    if ordered[0].min > 0:
        problems.append(Problem("bands", f"no band holds {_span(0, ordered[0].min - 1)}"))
    for lower, upper in pairwise(ordered):
        if upper.min <= lower.max:
            problems.append(Problem("bands", f"{lower.slug} and {upper.slug} both hold {upper.min}"))
        elif upper.min > lower.max + 1:
            problems.append(Problem("bands", f"no band holds {_span(lower.max + 1, upper.min - 1)}"))
    return problems + _top_problems(max(band.max for band in bands), max_points)


def _top_problems(top: int, max_points: int) -> list[Problem]:
    if top < max_points:
        return [Problem("bands", f"no band holds {_span(top + 1, max_points)}")]
    if top > max_points:
        return [Problem("bands", f"the bands reach {top}, the dimensions give at most {max_points} points")]
    return []


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def object_problems(slug: str | None, dimensions: Iterable[Dimension], crms: Sequence[Crm]) -> list[Problem]:
    """The objects of the CRMs are checked under one dimension, which must exist."""
    if slug is None:
        missing = Problem(
            FRAMEWORK,
            "objects_dimension must name the dimension under which the crms' objects are checked",
        )
        return [missing] if crms else []
    if slug not in {dimension.slug for dimension in dimensions}:
        return [Problem(FRAMEWORK, f"objects_dimension names {slug}, which is no dimension")]
    return []


def warning_problems(warnings: Sequence[Warning], questions: Iterable[Question]) -> list[Problem]:
    """Warnings that point at a question, fact or value that is not there, and so could never be shown."""
    asked = {question.slug: question for question in questions}
    problems = []
    for index, warning in enumerate(warnings):
        place = f"warnings[{index}] {warning.slug}"
        if warning.question not in asked:
            problems.append(Problem(place, f"{warning.question} is no question"))
            continue
        facts = {fact.slug: fact for fact in asked[warning.question].facts}
        found = [_condition_problem(condition, facts) for condition in warning.when]
        problems += [Problem(place, message) for message in found if message]
    return problems


def weight_problems(weightings: Sequence[Weighting], dimensions: Iterable[Dimension]) -> list[Problem]:
    """A set of weights says of each dimension what it weighs, and of nothing else."""
    known = [dimension.slug for dimension in dimensions]
    problems = []
    for index, weighting in enumerate(weightings):
        place = f"weightings[{index}] {weighting.slug}"
        missing = [slug for slug in known if slug not in weighting.weights]
        strange = [slug for slug in weighting.weights if slug not in known]
        problems += [Problem(place, f"weights say nothing of {slug}") for slug in missing]
        problems += [Problem(place, f"weights name {slug}, which is no dimension") for slug in strange]
    return problems


def _condition_problem(condition: Condition, facts: dict[str, Fact]) -> str | None:
    if condition.kind == "proof-is":
        return _unknown(condition.values, list(Proof), "proof")
    if condition.kind == "verdict-is":
        return _unknown(condition.values, list(Verdict), "verdict")
    fact = facts.get(condition.fact or "")
    if fact is None:
        return f"the question has no fact {condition.fact}"
    if condition.kind == "duration-at-least":
        return None if fact.kind == "duration" else f"{fact.slug} is no duration"
    return _unknown(condition.values, [option.slug for option in fact.options], f"option of {fact.slug}")


def _unknown(values: Iterable[str], known: Sequence[str], what: str) -> str | None:
    wrong = [value for value in values if value not in known]
    return f"{', '.join(wrong)} is no {what}" if wrong else None
