"""Words and small formats of the scoring screen."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.evaluations.comparison.shapes import Stamp

TONES = {"sla": "strong", "gaps": "partial", "cost": "surface"}
"""The look of a band, by what it asks for: it holds for any framework."""
ICONS = {"strong": "full", "partial": "half", "surface": "ring"}


def minute(second: int | None) -> str:
    """A moment of the demo as it stands on a recording: 75:04."""
    return "" if second is None else f"{second // 60}:{second % 60:02d}"


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def saved_by(stamp: Stamp | None, zone: ZoneInfo) -> str:
    """Who saved a row and when: "Priya N, 14:02", with the day once it is another one's."""
    return f"{stamp.name}, {clock_time(stamp.at, zone)}" if stamp else ""


def second(value: int | None) -> str:
    """For data attributes: blank is not 0."""
    return "" if value is None else str(value)


def key_of(stamp: Stamp | None) -> str:
    return str(stamp.id) if stamp and stamp.id else ""


def origin(slug: str) -> str:
    """Where a question comes from (R010)."""
    names = {"stated": _("From the source"), "derived": _("Derived"), "proposed": _("Proposed")}
    return names[slug]


def span_of(minutes: int) -> str:
    """A length of time in words: "11 h", "1 h 5 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return " ".join(parts)


def files(count: int) -> str:
    return ngettext("%(count)d file", "%(count)d files", count) % {"count": count} if count else ""


def listed(names: list[str]) -> str:
    """Names one after the other: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
