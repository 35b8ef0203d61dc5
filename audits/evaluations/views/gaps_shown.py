"""What the gap register shows of each gap: words, nothing left to work out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from audits.evaluations.comparison.registers import GapView
from audits.evaluations.comparison.shapes import CandidateView
from audits.kit.days import said_day
from audits.scoring.framework import Framework


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap with the points of its dimension; `tone` and `icon` are the look of its ruling."""

    gap: GapView
    dimension: str
    points: int | None
    ruling: str
    tone: str
    icon: str
    follows: str
    is_late: bool


def gap_rows(view: CandidateView, framework: Framework, today: date | None = None) -> list[GapRow]:
    """Open ones first: blocking, then not ruled, then acceptable; closed ones last."""
    return sorted((gap_row(gap, view, framework, today) for gap in view.gaps), key=urgency)


def open_gaps(view: CandidateView, framework: Framework) -> list[GapRow]:
    return [row for row in gap_rows(view, framework) if row.gap.is_open]


def gap_row(gap: GapView, view: CandidateView, framework: Framework, today: date | None) -> GapRow:
    ruling, tone, icon = look(gap)
    points = next(one.points for one in view.dimensions if one.slug == gap.dimension)
    return GapRow(
        gap=gap,
        dimension=framework.dimension(gap.dimension).title,
        points=points,
        ruling=ruling,
        tone=tone,
        icon=icon,
        follows=follows(gap),
        is_late=bool(gap.is_open and today and gap.vendor_on and gap.vendor_on < today),
    )


def urgency(row: GapRow) -> tuple[bool, int, str]:
    order = {"blocking": 0, "": 1, "acceptable": 2}
    return (not row.gap.is_open, order[row.gap.standing], row.gap.code)


def look(gap: GapView) -> tuple[str, str, str]:
    """The ruling in a word with its look."""
    if not gap.is_open:
        return _("Closed"), "line", "check"
    if gap.is_lapsed:
        return _("Acceptance over"), "partial", "half"
    looks = {
        "blocking": (_("Blocking"), "stop", "octagon"),
        "acceptable": (_("Acceptable"), "strong", "full"),
        "": (_("Not ruled yet"), "line", "ring"),
    }
    return looks[gap.ruling]


def follows(gap: GapView) -> str:
    """What comes next: the vendor's date, the end of an acceptance, or how it was closed."""
    if not gap.is_open:
        return gap.closing
    parts = [gap.mitigation]
    if gap.vendor_on:
        parts.append(_("Vendor's date: %(day)s.") % {"day": said_day(gap.vendor_on)})
    if gap.expires_on and gap.is_lapsed:
        parts.append(_("Accepted until %(day)s: rule on it again.") % {"day": said_day(gap.expires_on)})
    elif gap.expires_on:
        parts.append(_("Accepted until %(day)s.") % {"day": said_day(gap.expires_on)})
    return " ".join(part for part in parts if part)
