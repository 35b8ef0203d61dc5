"""What a result asked the buyer to write down: the gap register, and service levels with their wording."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.registers import GapView
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models.gap import GapRuling
from audits.evaluations.sla_files import Block, blocks
from audits.evaluations.views.gaps_shown import gap_rows
from audits.evaluations.views.sla_shown import TermRow, term_rows
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material
from audits.scoring.framework import Framework

BADGES = {"stop": "stop", "strong": "strong", "partial": "partial", "line": "open"}
"""The look of a ruling in the stylesheet of reports, by its look on the pages."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap; `about` is the ruling's reason, what is done about it and by when."""

    code: str
    title: str
    dimension: str
    workflow: str
    owner: str
    ruling: str
    tone: str
    reason: str
    about: tuple[str, ...]
    saved: str


@dataclass(frozen=True, slots=True)
class GapsPart:
    lines: tuple[GapLine, ...]
    is_due: bool
    """The band asks for a register, and none is kept."""


@dataclass(frozen=True, slots=True)
class SlaPart:
    """The record and its wording; without one, whether the band asks for it."""

    rows: tuple[TermRow, ...]
    wording: tuple[Block, ...]
    saved: str
    is_due: bool


def asks_for(candidate: CandidateView, framework: Framework, what: str) -> bool:
    band = next((one for one in framework.bands if one.slug == candidate.score.band), None)
    return band is not None and band.asks == what


def gaps_part(candidate: CandidateView, material: Material) -> GapsPart:
    framework = material.framework
    rows = gap_rows(candidate, framework)
    lines = tuple(
        GapLine(
            code=row.gap.code,
            title=row.gap.title,
            dimension=f"{row.dimension}, {wording.DASH if row.points is None else row.points}",
            workflow=row.gap.workflow or wording.DASH,
            owner=row.gap.owner or wording.DASH,
            ruling=row.ruling,
            tone=BADGES[row.tone],
            reason=ruled(row.gap),
            about=tuple(about(row.gap)),
            saved=stamps(row.gap, material.zone),
        )
        for row in rows
    )
    return GapsPart(lines, is_due=not lines and asks_for(candidate, framework, "gaps"))


def ruled(gap: GapView) -> str:
    """The ruling with its reason: the badge says how it counts now, which may be something else."""
    return f"{GapRuling(gap.ruling).label}: {gap.reason}" if gap.ruling else ""


def about(gap: GapView) -> list[str]:
    lines = [gap.mitigation] if gap.mitigation else []
    if gap.vendor_on:
        lines.append(_("Vendor's date: %(day)s.") % {"day": wording.day(gap.vendor_on)})
    if gap.expires_on:
        over = _("Accepted until %(day)s, which is over: to be ruled on again.")
        words = over if gap.is_lapsed else _("Accepted until %(day)s.")
        lines.append(words % {"day": wording.day(gap.expires_on)})
    return [*lines, gap.closing] if gap.closing else lines


def stamps(gap: GapView, zone: ZoneInfo) -> str:
    """Who recorded it and who closed it, each with the time."""
    opened = {"name": gap.opened_by, "at": wording.when(gap.opened_at, zone)}
    words = _("Recorded by %(name)s, %(at)s.") % opened
    if gap.closed_at is None:
        return words
    closed = {"name": gap.closed_by, "at": wording.when(gap.closed_at, zone)}
    return f"{words} {_('Closed by %(name)s, %(at)s.') % closed}"


def sla_part(candidate: CandidateView, material: Material) -> SlaPart:
    sla = candidate.sla
    if sla is None:
        return SlaPart((), (), "", is_due=asks_for(candidate, material.framework, "sla"))
    at = wording.when(sla.saved_at, material.zone) if sla.saved_at else ""
    return SlaPart(
        rows=tuple(term_rows(sla.terms, material.framework, candidate.answers)),
        wording=tuple(blocks(sla.wording)),
        saved=_("Saved by %(name)s, %(at)s.") % {"name": sla.saved_by, "at": at},
        is_due=False,
    )
