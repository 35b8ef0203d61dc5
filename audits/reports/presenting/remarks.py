"""Comments and challenges with their answers, as they stood when the report was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.remarks import AnswerView, RemarkView
from audits.reports.presenting import wording


@dataclass(frozen=True, slots=True)
class AnswerRow:
    text: str
    stamp: str


@dataclass(frozen=True, slots=True)
class RemarkRow:
    code: str
    kind: str
    where: str
    text: str
    stamp: str
    state: str
    answers: tuple[AnswerRow, ...]


def remark_rows(
    remarks: Iterable[RemarkView], shown: Iterable[UUID], zone: ZoneInfo
) -> tuple[RemarkRow, ...]:
    """Those about all vendors or about one that the report shows."""
    wanted = {None, *shown}
    return tuple(row(one, zone) for one in remarks if one.line.candidate in wanted)


def row(remark: RemarkView, zone: ZoneInfo) -> RemarkRow:
    said = {"who": remark.author, "at": wording.when(remark.made_at, zone), "revision": remark.revision}
    return RemarkRow(
        code=remark.code,
        kind=_("Challenge") if remark.is_challenge else _("Comment"),
        where=remark.where,
        text=remark.text,
        stamp=_("%(who)s, %(at)s, on revision %(revision)d") % said,
        state=state(remark, zone),
        answers=tuple(answer(one, zone) for one in remark.answers),
    )


def state(remark: RemarkView, zone: ZoneInfo) -> str:
    if remark.withdrawn_at:
        return _("taken back %(at)s") % {"at": wording.when(remark.withdrawn_at, zone)}
    return str(remark.state_word)


def answer(one: AnswerView, zone: ZoneInfo) -> AnswerRow:
    return AnswerRow(one.text, f"{one.author}, {wording.when(one.at, zone)}")
