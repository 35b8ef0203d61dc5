"""Every time zone and each change of its clocks in 2025 to 2035."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

ZONES = sorted(available_timezones())
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


def changes(name: str) -> Iterator[datetime]:
    """The instants at which a zone's offset changes: looked for week by week, then to the second."""
    zone, low = ZoneInfo(name), FIRST
    while low < LAST:
        high = low + timedelta(days=7)
        if offset(zone, low) != offset(zone, high):
            yield narrowed(zone, low, high)
        low = high


def narrowed(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=1) // 2)
        low, high = (low, middle) if offset(zone, middle) != offset(zone, low) else (middle, high)
    return high


def offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


@cache
def all_changes() -> list[tuple[ZoneInfo, datetime]]:
    return [(ZoneInfo(name), moment) for name in ZONES for moment in changes(name)]
