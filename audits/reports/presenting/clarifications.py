"""What one vendor was asked in writing, and its own words to it: claimed, and never a verdict."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.replies import ClarificationView, ReplyView
from audits.evaluations.comparison.shapes import CandidateView
from audits.reports.presenting import wording


@dataclass(frozen=True, slots=True)
class ReplyRow:
    code: str
    asked: str
    words: str
    """As sent last; blank while nothing was."""
    sent: str
    earlier: tuple[str, ...]
    """What was sent before, each with its time."""
    evidence: str


@dataclass(frozen=True, slots=True)
class RequestTable:
    title: str
    about: tuple[str, ...]
    message: str
    rows: tuple[ReplyRow, ...]


def requests(candidate: CandidateView, zone: ZoneInfo) -> tuple[RequestTable, ...]:
    return tuple(request_table(each, zone) for each in candidate.clarifications)


def request_table(request: ClarificationView, zone: ZoneInfo) -> RequestTable:
    words = {"code": request.code, "email": request.recipient}
    return RequestTable(
        title=_("%(code)s to %(email)s") % words,
        about=tuple(about(request, zone)),
        message=request.message,
        rows=tuple(reply_row(reply, zone) for reply in request.replies),
    )


def about(request: ClarificationView, zone: ZoneInfo) -> list[str]:
    """By whom and when it was asked, opened and answered, in short lines."""
    lines = [
        _("asked by %(stamp)s") % {"stamp": f"{request.asked_by}, {wording.when(request.asked_at, zone)}"},
        _("deadline %(day)s") % {"day": wording.day(request.due_on)},
    ]
    moments = [
        (_("opened %(at)s"), request.opened_at),
        (_("answered %(at)s"), request.answered_at),
        (_("link taken back %(at)s"), request.revoked_at),
    ]
    lines += [words % {"at": wording.when(at, zone)} for words, at in moments if at]
    return lines if request.answered_at else [*lines, _("no answer")]


def reply_row(reply: ReplyView, zone: ZoneInfo) -> ReplyRow:
    return ReplyRow(
        code=reply.question.upper(),
        asked=reply.asked,
        words=reply.text,
        sent=wording.when(reply.answered_at, zone) if reply.answered_at else _("not answered"),
        earlier=tuple(f"{wording.when(one.at, zone)}: {one.text}" for one in reply.earlier),
        evidence=", ".join(reply.exhibits) or wording.DASH,
    )
