"""Slots of schedules: counted from the first date, right in every zone whatever its clocks do (T18)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.checklists.recurrence import (
    Rule,
    instant,
    next_slot,
    slot_date,
    slots_from,
    slots_passed,
    slots_until,
)
from tests.checklists.zones import ZONES, all_changes

WARSAW = ZoneInfo("Europe/Warsaw")
HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)

days = st.dates(date(2025, 1, 1), date(2035, 12, 31))
rules = st.builds(Rule, st.sampled_from(["day", "week", "month"]), st.integers(1, 120), days)
clock_times = st.times().map(lambda each: each.replace(microsecond=0))
zones = st.sampled_from(ZONES).map(ZoneInfo)


def the_slot(rule: Rule, number: int) -> date:
    """The slot of a number that the calendar still holds."""
    day = slot_date(rule, number)
    assert day is not None
    return day


def exists(local):
    """Whether the clocks of its zone ever show this local time."""
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("once", 1, date(2027, 1, 31)), ["2027-01-31"]),
        (Rule("day", 10, date(2027, 2, 20)), ["2027-02-20", "2027-03-02", "2027-03-12"]),
        (Rule("week", 2, date(2027, 12, 24)), ["2027-12-24", "2028-01-07", "2028-01-21"]),
        (Rule("month", 1, date(2028, 1, 31)), ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (Rule("month", 3, date(2026, 11, 30)), ["2026-11-30", "2027-02-28", "2027-05-30"]),
        (Rule("month", 12, date(2028, 2, 29)), ["2028-02-29", "2029-02-28", "2030-02-28"]),
        (Rule("month", 12, date(9998, 5, 1)), ["9998-05-01", "9999-05-01"]),
        (Rule("day", 5, date(9999, 12, 24)), ["9999-12-24", "9999-12-29"]),
    ],
)
def test_slots_are_counted_from_the_first_date(rule, expected):
    assert [str(day) for day in slots_from(rule, 0, 3)] == expected


def test_a_time_that_the_clocks_skip_moves_forward_by_the_gap():
    skipped = instant(date(2027, 3, 28), time(2, 30), WARSAW)
    assert skipped == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert skipped.astimezone(WARSAW).time() == time(3, 30)


def test_a_time_that_the_clocks_show_twice_is_the_first():
    twice = time(2, 30, fold=1)
    assert instant(date(2027, 10, 31), twice, WARSAW) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_days_of_a_change_are_23_and_25_hours_long():
    spring, autumn = (
        [instant(first + n * DAY, time(8), WARSAW) for n in (0, 1)]
        for first in (date(2027, 3, 27), date(2027, 10, 30))
    )
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (timedelta(hours=23), timedelta(hours=25))


@given(rules, st.integers(0, 200))
def test_slots_increase_and_the_next_is_the_first_after(rule, number):
    slot, following = the_slot(rule, number), the_slot(rule, number + 1)
    assert slot < following
    assert next_slot(rule, slot - DAY) == slot
    assert next_slot(rule, slot) == next_slot(rule, following - DAY) == following


@given(rules, days)
def test_counting_agrees_with_walking(rule, day):
    walked = 0
    while the_slot(rule, walked) <= day:
        walked += 1
    assert slots_until(rule, day) == walked
    assert next_slot(rule, day) == the_slot(rule, walked) > day


@given(days, st.integers(1, 120), st.integers(0, 200))
def test_a_monthly_slot_stays_in_its_month_and_on_its_day(first, every, number):
    slot = the_slot(Rule("month", every, first), number)
    assert slot.year * 12 + slot.month == first.year * 12 + first.month + every * number
    assert slot.day == first.day or (slot.day < first.day and (slot + DAY).day == 1)


@given(days, st.integers(-400, 400))
def test_one_date_alone_comes_once(first, apart):
    rule, day = Rule("once", 1, first), first + apart * DAY
    assert next_slot(rule, day) == (first if day < first else None)
    assert slot_date(rule, 1) is None


@settings(max_examples=300)
@given(zones, rules, clock_times, st.integers(0, 60))
def test_local_time_holds_in_every_zone_and_instants_increase(zone, rule, at_time, number):
    days = slots_from(rule, number, 8)
    instants = [instant(day, at_time, zone) for day in days]
    assert instants == sorted(set(instants))
    for day, moment in zip(days, instants, strict=True):
        asked = datetime.combine(day, at_time, zone)
        assert moment.astimezone(zone).replace(tzinfo=None) == asked.replace(tzinfo=None) or not exists(asked)


@settings(max_examples=300)
@given(zones, rules, clock_times, st.integers(0, 60), st.integers(0, 2 * 86400))
def test_a_slot_has_passed_from_its_instant_on(zone, rule, at_time, number, later):
    """Asked around the slot and up to two days after it."""
    first = instant(the_slot(rule, number), at_time, zone)
    assert slots_passed(rule, at_time, zone, first - timedelta(seconds=1)) == number
    now = first + timedelta(seconds=later)
    passed = slots_passed(rule, at_time, zone, now)
    assert instant(the_slot(rule, passed - 1), at_time, zone) <= now
    assert now < instant(the_slot(rule, passed), at_time, zone)


def test_every_change_of_every_zone_is_looked_at():
    zones = {zone.key for zone, _change in all_changes()}
    assert {"Europe/Warsaw", "Australia/Lord_Howe", "America/Nuuk", "Africa/Casablanca"} <= zones
    assert len(all_changes()) > 3000


def test_changes_hold_local_times_that_are_skipped_and_shown_twice():
    """So that the test of them all finds something to look at."""
    skipped = doubled = 0
    for zone, change in all_changes():
        for at_time in around(zone, change):
            local = datetime.combine(change.astimezone(zone).date(), at_time, zone)
            skipped += not exists(local)
            doubled += exists(local) and local.utcoffset() != local.replace(fold=1).utcoffset()
    assert skipped > 1000 and doubled > 1000


def around(zone, change):
    """Local times on the half hours around a change: before, in the gap or the fold, after."""
    for step in range(-4, 5):
        yield (change + step * HALF_HOUR).astimezone(zone).time().replace(fold=0)
    # What the clocks skip is shown by no instant.
    before = (change - timedelta(seconds=1)).astimezone(zone)
    yield (before.replace(tzinfo=None) + HALF_HOUR + timedelta(seconds=1)).time()


def faults(zone, change, at_time):
    """What is wrong with daily slots at that local time in the days around a change."""
    first = (change - 2 * DAY).astimezone(zone).date()
    days = [first + n * DAY for n in range(5)]
    instants = [instant(day, at_time, zone) for day in days]
    if instants != sorted(set(instants)):
        yield "instants do not increase"
    for day, moment in zip(days, instants, strict=True):
        asked, shown = datetime.combine(day, at_time, zone), moment.astimezone(zone)
        moved = shown.replace(tzinfo=None) - asked.replace(tzinfo=None)
        if moved != gap_at(asked) or (shown.fold and not moved):
            yield f"{asked} is shown as {shown}"


def gap_at(local):
    """By how much the clocks jump over a local time; nothing where they show it."""
    return timedelta(0) if exists(local) else local.replace(fold=1).utcoffset() - local.utcoffset()


def test_daily_slots_are_right_at_every_change_of_every_zone():
    found = [
        f"{zone.key} {change}: {fault}"
        for zone, change in all_changes()
        for at_time in around(zone, change)
        for fault in faults(zone, change, at_time)
    ]
    assert found == []
