"""How a day and a moment read, on every page, in every message and in the journal."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def said_day(on: date) -> str:
    """25 Nov 2026."""
    return date_format(on, "j M Y")


def said_moment(at: datetime) -> str:
    """25 Nov 2026, 16:12, on the clock of the zone in force, which is the workspace's."""
    return date_format(localtime(at), "j M Y, H:i")


def to_minute(at: datetime) -> datetime:
    """As the time fields of browsers keep it."""
    return at.replace(second=0, microsecond=0)
