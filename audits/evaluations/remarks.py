"""The lines that remarks stand on: which an evaluation has, what they are called, what stands there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.models import Evaluation, Remark
from audits.evaluations.models.remark import Place, RemarkKind
from audits.kit.ids import key_of
from audits.kit.refusals import Invalid
from audits.scoring.framework import Framework

OF_A_VENDOR = {Place.CANDIDATE, Place.OBJECT, Place.COST, Place.GAPS, Place.SLA, Place.CLARIFICATIONS}
OF_ALL = {Place.EVALUATION, Place.DECISION}
"""Dimensions and questions are both: of one vendor, or across all of them."""
STATES: Mapping[str, Promise] = {
    "open": gettext_lazy("Open"),
    "answered": gettext_lazy("Answered"),
    "withdrawn": gettext_lazy("Taken back"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report; without a vendor it is about all of them."""

    place: str = Place.EVALUATION
    part: str = ""
    candidate: UUID | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Line":
        """As an address names it, not checked yet."""
        place, part = given.get("place", ""), given.get("part", "")
        if not part:
            # A list of lines gives both in one.
            place, _blank, part = place.partition(" ")
        return cls(place, part, key_of(given.get("candidate", "")))

    @property
    def query(self) -> str:
        named = {"place": self.place, "part": self.part, "candidate": self.candidate or ""}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on a line: how many remarks, and how many challenges among them wait."""

    line: Line
    count: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The marks of an evaluation by line."""

    marks: Mapping[Line, Mark] = field(default_factory=dict)

    def on(self, place: str, part: str = "", candidate: UUID | None = None) -> Mark:
        line = Line(place, part, candidate)
        return self.marks.get(line) or Mark(line)

    @property
    def count(self) -> int:
        return sum(mark.count for mark in self.marks.values())

    @property
    def waiting(self) -> int:
        return sum(mark.waiting for mark in self.marks.values())


def tally_of(evaluation_id: UUID) -> Tally:
    """Every line that has remarks, in one query; those taken back do not count."""
    rows = Remark.objects.filter(evaluation=evaluation_id, withdrawn_at=None).order_by()
    waiting = Count("pk", filter=Q(kind=RemarkKind.CHALLENGE, answered_at=None))
    found = rows.values_list("place", "part", "candidate").annotate(count=Count("pk"), waiting=waiting)
    marks = [Mark(Line(*row[:3]), *row[3:]) for row in found]
    return Tally({mark.line: mark for mark in marks})


def checked(line: Line, evaluation: Evaluation) -> Line:
    """The line, if the evaluation has it; else `Invalid`."""
    if line.place not in Place.values or not has_part(line, evaluation.document):
        raise Invalid({"place": [_("The report has no such line.")]})
    if (line.candidate is None) != (line.place in OF_ALL) and line.place in OF_ALL | OF_A_VENDOR:
        raise Invalid({"candidate": [_("This line is of one vendor, or of none.")]})
    if line.candidate and not evaluation.candidates.filter(pk=line.candidate).exists():
        raise Invalid({"candidate": [_("This candidate is not part of the evaluation.")]})
    return line


def has_part(line: Line, framework: Framework) -> bool:
    match line.place:
        case Place.DIMENSION:
            return line.part in framework.dimensions_by_slug
        case Place.QUESTION:
            return line.part in framework.questions_by_slug
        case Place.OBJECT:
            return line.part in {f"{crm.slug}/{one.slug}" for crm in framework.crms for one in crm.objects}
    return not line.part


def line_words(line: Line, framework: Framework, vendor: str = "") -> str:
    """The line as people call it: Sync timing, Pipetap."""
    return ", ".join(words for words in (part_words(line, framework), vendor) if words)


def part_words(line: Line, framework: Framework) -> str:
    match line.place:
        case Place.DIMENSION:
            return framework.dimension(line.part).title
        case Place.QUESTION:
            return f"{line.part.upper()} {framework.question(line.part).short}"
        case Place.OBJECT:
            crm, _slash, name = line.part.partition("/")
            document = next(one for one in framework.crms if one.slug == crm)
            return f"{document.title} {next(one.title for one in document.objects if one.slug == name)}"
    return str(Place(line.place).label)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as its reader sees it."""

    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark with what came of it, in words."""

    id: UUID
    code: str
    is_challenge: bool
    line: Line
    where: str
    text: str
    author: str
    made_at: datetime
    revision: int
    owner: str
    state: str
    withdrawn_at: datetime | None
    answers: tuple[AnswerView, ...]

    @property
    def state_word(self) -> Promise:
        return STATES[self.state]


def remark_views(rows: Iterable[Remark], framework: Framework) -> tuple[RemarkView, ...]:
    """Rows that were fetched `with_parts`."""
    return tuple(remark_view(row, framework) for row in rows)


def remark_view(row: Remark, framework: Framework) -> RemarkView:
    line = Line(row.place, row.part, row.candidate_id)
    return RemarkView(
        id=row.pk,
        code=row.code,
        is_challenge=row.is_challenge,
        line=line,
        where=line_words(line, framework, row.candidate.vendor.name if row.candidate else ""),
        text=row.text,
        author=str(row.author),
        made_at=row.made_at,
        revision=row.revision,
        owner=str(row.owner) if row.owner else "",
        state=state_of(row),
        withdrawn_at=row.withdrawn_at,
        answers=tuple(AnswerView(one.text, str(one.author), one.answered_at) for one in row.answers.all()),
    )


def state_of(row: Remark) -> str:
    if row.withdrawn_at:
        return "withdrawn"
    return "answered" if row.answered_at else "open"


def remarks_of(evaluation: Evaluation) -> tuple[RemarkView, ...]:
    """All of them by number, for reports: two queries."""
    rows = evaluation.remarks.with_parts().order_by("number")
    return remark_views(rows, evaluation.document)
