"""When audits come again: slots as local dates, and the instants they fall on in a zone.

Pure functions of their arguments, without a clock. Slots are counted from the first date, so that a rule
that begins on a 31st takes a shorter month's last day and comes back to the 31st.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = {"day": 1, "week": 7}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every so many days, weeks or months from a first date; `once` has that date alone."""

    unit: str
    every: int
    starts_on: date


def slot_date(rule: Rule, number: int) -> date | None:
    """The slot of that number, the first being 0; None where no slot is left."""
    if rule.unit == "once":
        return rule.starts_on if number == 0 else None
    try:
        if rule.unit == "month":
            return months_after(rule.starts_on, rule.every * number)
        return rule.starts_on + timedelta(days=DAYS[rule.unit] * rule.every * number)
    except (OverflowError, ValueError):
        # The calendar ends with the year 9999.
        return None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _, last = calendar.monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def slots_until(rule: Rule, day: date) -> int:
    """How many slots lie on that day or before it: the number of the first one after it."""
    if day < rule.starts_on:
        return 0
    if rule.unit == "once":
        return 1
    if rule.unit != "month":
        return (day - rule.starts_on).days // (DAYS[rule.unit] * rule.every) + 1
    months = (day.year - rule.starts_on.year) * 12 + day.month - rule.starts_on.month
    whole = months // rule.every
    return whole + (months_after(rule.starts_on, whole * rule.every) <= day)


def next_slot(rule: Rule, after: date) -> date | None:
    """The first slot later than that day."""
    return slot_date(rule, slots_until(rule, after))


def slots_from(rule: Rule, number: int, most: int) -> list[date]:
    """Up to `most` slots from that number on."""
    found = (slot_date(rule, each) for each in range(number, number + most))
    return [day for day in found if day is not None]


def instant(day: date, at_time: time, zone: ZoneInfo) -> datetime:
    """When a local time of a day comes, in UTC.

    A time that the clocks skip is moved forward by what they skip: 2:30 becomes 3:30. Of one that they
    show twice it is the first. `fold` 0 means just that: the offset before the change holds.
    """
    return datetime.combine(day, at_time.replace(fold=0), zone).astimezone(UTC)


def slots_passed(rule: Rule, at_time: time, zone: ZoneInfo, now: datetime) -> int:
    """How many slots have come by that instant: the number of the next one."""
    # Where clocks go back over midnight, a slot of tomorrow's date may have come already.
    number = slots_until(rule, now.astimezone(zone).date() + ONE_DAY)
    while number and (day := slot_date(rule, number - 1)) and instant(day, at_time, zone) > now:
        number -= 1
    return number
