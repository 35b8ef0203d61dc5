"""Durations in their own unit, the slowest latency, opt-out exposure, and the framework's warnings."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.facts import (
    Duration,
    Latency,
    Noted,
    duration,
    exposure_minutes,
    holds,
    raised,
    slowest,
)
from tests.scoring.examples import OPEN, SAID, SANDBOXED


@dataclass(frozen=True)
class Condition:
    kind: str
    fact: str | None = None
    values: tuple[str, ...] = ()
    seconds: int | None = None


@dataclass(frozen=True)
class Warned:
    slug: str
    question: str
    when: tuple[Condition, ...]


REAL_TIME = Condition("fact-is", "mode", ("real-time", "cdc"))
MINUTES = Condition("duration-at-least", "interval", seconds=60)


@pytest.mark.covers("R027")
@pytest.mark.parametrize(
    ("value", "unit", "seconds"),
    [("15", "s", "15"), ("15", "min", "900"), ("1.5", "h", "5400"), ("2", "day", "172800"), ("0", "s", "0")],
)
def test_a_duration_compares_in_seconds_and_keeps_its_unit(value, unit, seconds):
    read = duration({"value": value, "unit": unit})
    assert read == Duration(Decimal(value), unit)
    assert read.seconds == Decimal(seconds)


@pytest.mark.covers("R027")
@pytest.mark.parametrize(
    "fact",
    [
        None,
        "15",
        {},
        {"value": "15"},
        {"value": 15, "unit": "s"},
        {"value": "-1", "unit": "s"},
        {"value": "NaN", "unit": "s"},
        {"value": "1e9", "unit": "s"},
        {"value": "٣", "unit": "s"},
        {"value": "1\n", "unit": "s"},
        {"value": "1", "unit": "week"},
        {"value": "1", "unit": None},
        {"value": "1", "unit": ["s"]},
    ],
)
def test_what_is_no_duration_is_refused(fact):
    with pytest.raises(ValueError, match="not a duration"):
        duration(fact)


@pytest.mark.covers("R027")
def test_the_slowest_latency_wins_across_units_and_the_first_of_equals():
    measured = [
        Latency("sd-2", Duration(Decimal(119), "s")),
        Latency("st-2", Duration(Decimal(2), "min")),
        Latency("st-4", Duration(Decimal(120), "s")),
    ]
    assert slowest(measured) == measured[1]
    assert slowest([]) is None


@pytest.mark.covers("R029")
@pytest.mark.parametrize(
    ("opted_out", "batch", "minutes"),
    [
        ("09:00", "20:00", 660),
        ("10:00", "00:00", 840),
        ("22:30", "01:15", 165),
        ("09:00", "09:00", 0),
        ("09:01", "09:00", 1439),
        ("00:00", "23:59", 1439),
    ],
)
def test_exposure_runs_to_the_next_batch_also_past_midnight(opted_out, batch, minutes):
    assert exposure_minutes(opted_out, batch) == minutes


@pytest.mark.covers("R029")
@pytest.mark.parametrize("text", ["24:00", "9:00", "09:60", "", "09:00:00", "09:00\n"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match="not a time of day"):
        exposure_minutes(text, "10:00")


@pytest.mark.covers("R029")
@given(st.times(), st.integers(0, 1439))
def test_the_batch_comes_exposure_minutes_after_the_opt_out(opted_out, minutes):
    start = opted_out.hour * 60 + opted_out.minute
    hour, minute = divmod((start + minutes) % 1440, 60)
    assert exposure_minutes(f"{start // 60:02}:{start % 60:02}", f"{hour:02}:{minute:02}") == minutes


@pytest.mark.covers("R028")
@pytest.mark.parametrize(
    ("facts", "warned"),
    [
        ({"mode": "real-time", "interval": {"value": "15", "unit": "min"}}, True),
        ({"mode": ["webhook", "cdc"], "interval": {"value": "60", "unit": "s"}}, True),
        ({"mode": "real-time", "interval": {"value": "59", "unit": "s"}}, False),
        ({"mode": "schedule", "interval": {"value": "15", "unit": "min"}}, False),
        ({"mode": [], "interval": {"value": "15", "unit": "min"}}, False),
        ({"mode": "real-time"}, False),
        ({"mode": "real-time", "interval": None}, False),
        ({}, False),
    ],
)
def test_real_time_with_an_interval_in_minutes_is_warned_about(facts, warned):
    warning = Warned("not-real-time", "st-1", (REAL_TIME, MINUTES))
    assert raised([warning], {"st-1": Noted(SAID, facts)}) == (("not-real-time",) if warned else ())


@pytest.mark.covers("R030")
def test_custom_objects_shown_only_in_a_sandbox_are_warned_about():
    warnings = [
        Warned("sandbox-only", "oc-2", (Condition("proof-is", values=("sandbox",)),)),
        Warned("half", "oc-2", (Condition("verdict-is", values=("partial",)),)),
    ]
    assert raised(warnings, {"oc-2": Noted(SANDBOXED)}) == ("sandbox-only",)
    assert raised(warnings, {"oc-2": Noted(OPEN)}) == ()
    assert raised(warnings, {}) == ()


@pytest.mark.covers("R028")
@pytest.mark.parametrize("fact", [3, {"value": "1"}, [1]])
def test_a_fact_of_the_wrong_shape_is_an_error(fact):
    with pytest.raises(ValueError, match="neither a choice nor ticks"):
        holds(REAL_TIME, Noted(SAID, {"mode": fact}))


@pytest.mark.covers("R028")
def test_an_unknown_kind_of_condition_is_an_error():
    with pytest.raises(ValueError, match="unknown condition"):
        holds(Condition("weather-is"), Noted(SAID))
