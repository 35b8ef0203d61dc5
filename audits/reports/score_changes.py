"""All score changes of an evaluation as a table: who, when, from what to what, why, which event."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from audits.evaluations.history import Names
from audits.evaluations.models import Evaluation
from audits.journal.kinds import KINDS, SCORE_KINDS
from audits.journal.models import Event
from audits.journal.words import NOTHING, shown
from audits.kit.cells import guarded
from audits.reports.xlsx import append

TOLD = (
    *SCORE_KINDS,
    "waiver.given",
    "waiver.expired",
    "waiver.lapsed",
    "object.saved",
    "objects.confirmed",
    "object.unused",
    "object.used",
    "candidate.left_out",
    "candidate.taken_along",
    "evaluation.decided",
    "evaluation.reopened",
)
REASONS = ("reason", "rationale")
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Row:
    event: int
    at: str
    who: str
    vendor: str
    what: str
    before: str
    after: str
    reason: str
    digest: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        told = (self.at, self.who, self.vendor, self.what, self.before, self.after, self.reason)
        return (self.event, *told, self.digest)


def headings() -> tuple[str, ...]:
    return (
        _("Event"),
        _("When (UTC)"),
        _("Who"),
        _("Vendor"),
        _("What"),
        _("Before"),
        _("After"),
        _("Reason"),
        _("Event's SHA-256"),
    )


def rows(evaluation: Evaluation) -> Iterator[Row]:
    """Oldest first; a reveal tells of every save of every panelist: two queries."""
    candidates = {row.pk: row for row in evaluation.candidates.select_related("vendor")}
    for row in candidates.values():
        row.evaluation = evaluation
    names = Names(candidates=candidates, evaluations={evaluation.pk: evaluation})
    events = Event.objects.for_workspace(evaluation.workspace_id).about(evaluation.pk, *candidates)
    for event in events.filter(kind__in=TOLD).select_related("actor").order_by("pk"):
        yield row_of(event, names)
        if event.kind == "candidate.revealed":
            yield from own_rows(event, names)


def row_of(event: Event, names: Names) -> Row:
    before, after = event.payload.get("before"), event.payload.get("after")
    if event.kind == "candidate.revealed":
        before = after = None
    said, is_reason = KINDS[event.kind], isinstance(after, str)
    return Row(
        event=event.pk,
        at=event.at.isoformat(timespec="seconds"),
        who=str(event.actor) if event.actor else _("The system"),
        vendor=vendor_of(event, names),
        what=said % {"part": names.part(event), "contact": ""},
        before=values(before),
        after="" if is_reason else values(after),
        reason=str(after) if is_reason else reason(after),
        digest=event.digest,
    )


def vendor_of(event: Event, names: Names) -> str:
    named = names.candidates.get(event.subject)
    if event.kind.startswith("candidate."):
        return names.part(event)
    return named.vendor.name if named else ""


def values(side: Any) -> str:
    """One side without its reason, which has a column of its own; blank when there is none."""
    if isinstance(side, dict):
        side = {name: value for name, value in side.items() if name not in REASONS}
    said = shown(side)
    return "" if said == NOTHING else said


def reason(side: Any) -> str:
    found = [side[name] for name in REASONS if side.get(name)] if isinstance(side, dict) else []
    return "; ".join(map(str, found))


def own_rows(event: Event, names: Names) -> Iterator[Row]:
    """What each panelist had given, save by save, as the reveal laid it open."""
    document = names.candidates[event.subject].evaluation.document
    for given in event.payload.get("panel", ()):
        title = document.dimension(given["dimension"]).title
        before = ""
        for step in given["trail"]:
            after = _("abstained") if step["is_abstained"] else shown(step["points"])
            yield Row(
                event=event.pk,
                at=step["at"],
                who=given["name"],
                vendor=names.part(event),
                what=_("Own points of %(part)s") % {"part": title},
                before=before,
                after=after,
                reason=step["rationale"],
                digest=event.digest,
            )
            before = after


def as_csv(found: Iterable[Row]) -> str:
    """With a mark for spreadsheets, and no cell that one would take for a formula."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(headings())
    for row in found:
        lines.writerow(["" if cell is None else guarded(str(cell)) for cell in row.cells])
    return "\ufeff" + out.getvalue()


def as_xlsx(found: Iterable[Row]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Score changes"))
    sheet.freeze_panes = "A2"
    append(sheet, headings())
    for row in found:
        append(sheet, row.cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
