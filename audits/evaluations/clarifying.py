"""How a request to a vendor stands and how its words are quoted; one place, whoever shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models import Clarification, ClarificationItem


@dataclass(frozen=True, slots=True)
class Standing:
    """A state with its word, icon and the look of its chip."""

    slug: str
    word: Promise
    icon: str
    css: str = "line"


STANDINGS = {
    each.slug: each
    for each in (
        Standing("closed", _("Closed"), "lock"),
        Standing("revoked", _("Link taken back"), "x"),
        Standing("wanted", _("Asks for a new link"), "follow", "accent"),
        Standing("expired", _("Link expired"), "clock", "surface"),
        Standing("overdue", _("Deadline over"), "clock", "partial"),
        Standing("answered", _("Answered"), "check", "strong"),
        Standing("opened", _("Opened"), "eye"),
        Standing("sent", _("Sent"), "dash"),
    )
}


def standing(row: Clarification, *, now: datetime, today: date) -> Standing:
    """The one state that matters most; the row comes with its candidate and evaluation."""
    return STANDINGS[standing_slug(row, now=now, today=today)]


def standing_slug(row: Clarification, *, now: datetime, today: date) -> str:
    if row.is_closed:
        return "closed"
    if row.revoked_at:
        return "revoked"
    if row.wanted_at:
        return "wanted"
    if row.answered_at:
        return "answered"
    if row.expires_at <= now:
        return "expired"
    if row.due_on < today:
        return "overdue"
    return "opened" if row.opened_at else "sent"


def quoted(clarification: Clarification, item: ClarificationItem) -> str:
    """The vendor's words as they stand in a note: nobody takes them for the buyer's."""
    return gettext("The vendor in writing (%(code)s): %(words)s") % {
        "code": clarification.code,
        "words": item.answer,
    }
