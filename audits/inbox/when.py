"""When work is due: under which heading it stands, and in words."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def slot(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "undated"
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    sunday = today + timedelta(days=6 - today.weekday())
    return "week" if due_on <= sunday else "later"


def due_words(due_on: date | None, today: date) -> str:
    """When something is due, as people say it."""
    if due_on is None:
        return "–"
    if due_on < today:
        late = (today - due_on).days
        return ngettext("%(late)d day late", "%(late)d days late", late) % {"late": late}
    if due_on == today:
        return _("Today")
    if due_on == today + timedelta(days=1):
        return _("Tomorrow")
    return date_format(due_on, "D j M" if due_on.year == today.year else "D j M Y")
