"""Measured facts of an answer: latencies, times of day, and the warnings they raise (R027-R029).

Facts are kept as people gave them, so a latency is shown in the unit it was told in and only
compared in seconds: a duration is {"value": "15", "unit": "min"}, a choice is a slug, ticks are
a list of slugs, a time of day is "09:00".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    if not isinstance(fact, Mapping):
        raise ValueError(f"not a duration: {fact!r}")
    value, unit = fact.get("value"), fact.get("unit")
    if not isinstance(value, str) or not _NUMBER.fullmatch(value) or unit not in SECONDS_PER_UNIT:
        raise ValueError(f"not a duration: {fact!r}")
    return Duration(Decimal(value), str(unit))


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
