"""Facts noted beside an answer: latencies, times of day, and the warnings they raise (R027-R031).

Facts are kept as people gave them, so a latency is shown in the unit it was told in and only
compared in seconds: a duration is {"value": "15", "unit": "min"}, a choice is a slug, ticks are
a list of slugs, a time of day is "09:00".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from audits.scoring.score import Given

SECONDS_PER_UNIT = {"s": 1, "min": 60, "h": 3600, "day": 86_400}
MINUTES_PER_DAY = 24 * 60

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the unit it was told in."""

    value: Decimal
    unit: str

    @property
    def seconds(self) -> Decimal:
        """The same length in seconds, for comparing."""
        return self.value * SECONDS_PER_UNIT[self.unit]


@dataclass(frozen=True, slots=True)
class Latency:
    """A measured delay and the question it was measured for (R027)."""

    question: str
    measured: Duration


def duration(fact: object) -> Duration:
    """The duration a fact holds; ValueError for anything else, a negative length included."""
    match fact:
        case {"value": str(value), "unit": str(unit)} if _NUMBER.fullmatch(value):
            if unit in SECONDS_PER_UNIT:
                return Duration(Decimal(value), unit)
    raise ValueError(f"not a duration: {fact!r}")


def slowest(latencies: Iterable[Latency]) -> Latency | None:
    """The longest of the measured delays, the first of equal ones; None when none was measured."""
    return max(latencies, key=lambda latency: latency.measured.seconds, default=None)


def minute_of_day(text: str) -> int:
    """Minutes since midnight of a time such as "09:00"; ValueError when it is none."""
    found = _TIME_OF_DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time of day: {text!r}")
    return int(found[1]) * 60 + int(found[2])


def exposure_minutes(opted_out: str, next_batch: str) -> int:
    """Minutes in which mail still goes out against an opt-out (R029): 09:00 to 20:00 is 660.

    A batch earlier in the day than the opt-out is the next day's. A batch in the same minute
    counts as taking the opt-out with it.
    """
    return (minute_of_day(next_batch) - minute_of_day(opted_out)) % MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Noted:
    """One answer with the facts noted beside it, by their slug; a fact left out was not noted."""

    given: Given
    facts: Mapping[str, object] = field(default_factory=dict)


class ConditionLike(Protocol):
    """One thing that must hold of an answer, as the framework says it; `seconds` is a least length."""

    @property
    def kind(self) -> str: ...
    @property
    def fact(self) -> str | None: ...
    @property
    def values(self) -> Sequence[str]: ...
    @property
    def seconds(self) -> int | None: ...


class WarningLike(Protocol):
    """What the framework points out about the answer to one question when all conditions hold."""

    @property
    def slug(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def when(self) -> Sequence[ConditionLike]: ...


def raised(warnings: Iterable[WarningLike], answers: Mapping[str, Noted]) -> tuple[str, ...]:
    """The slugs of the warnings that hold, in the framework's order (R028, R030).

    A warning about a question without an answer on record is not raised.
    """
    return tuple(
        warning.slug
        for warning in warnings
        if warning.question in answers
        and all(holds(condition, answers[warning.question]) for condition in warning.when)
    )


def holds(condition: ConditionLike, noted: Noted) -> bool:
    """Whether a condition holds of an answer; what was not noted never makes one hold."""
    match condition.kind:
        case "verdict-is":
            return noted.given.verdict in condition.values
        case "proof-is":
            return noted.given.proof in condition.values
        case "fact-is":
            return not _chosen(noted.facts.get(condition.fact or "")).isdisjoint(condition.values)
        case "duration-at-least":
            return _lasts(noted.facts.get(condition.fact or ""), condition.seconds or 0)
    raise ValueError(f"unknown condition: {condition.kind}")


def _chosen(fact: object) -> set[str]:
    """The slugs of a choice (one) or of ticks (any number); any of them may match."""
    if fact is None:
        return set()
    return {fact} if isinstance(fact, str) else set(_slugs(fact))


def _slugs(fact: object) -> list[str]:
    if isinstance(fact, (list, tuple)) and all(isinstance(slug, str) for slug in fact):
        return list(fact)
    raise ValueError(f"neither a choice nor ticks: {fact!r}")


def _lasts(fact: object, seconds: int) -> bool:
    return fact is not None and duration(fact).seconds >= seconds
