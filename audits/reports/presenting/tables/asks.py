"""Sheets of what a result asks for: costs, gaps, service levels."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models.gap import GapRuling
from audits.evaluations.views.gaps_shown import GapRow, gap_rows
from audits.evaluations.views.sla_shown import term_rows
from audits.reports.presenting import wording
from audits.reports.presenting.cost import cost_rows
from audits.reports.presenting.material import Material
from audits.reports.presenting.tables.table import NARROW, WIDE, Row, Table, columns


def costs(material: Material) -> Table:
    """Amounts in words, as a range has two ends and each sheet its own currency."""
    heads = columns(_("Vendor"), _("Cost"), _("A year"), _("Once"), _("Over the term"), (_("More"), WIDE))
    rows = [row for candidate in material.view.candidates for row in cost_rows(candidate, material)]
    return Table(_("Costs"), heads, tuple(rows))


def gaps(material: Material) -> Table:
    heads = columns(
        _("Vendor"),
        (_("No."), NARROW),
        (_("Gap"), WIDE),
        _("Dimension"),
        (_("Workflow affected"), WIDE),
        _("Owner"),
        _("State"),
        _("Ruling"),
        (_("Reason"), WIDE),
        (_("Mitigation"), WIDE),
        _("Vendor's date"),
        _("Accepted until"),
        _("Recorded"),
        _("Closed"),
        (_("How it was closed"), WIDE),
    )
    rows = [
        (one.vendor, *gap_cells(row, material.zone))
        for one in material.view.candidates
        for row in gap_rows(one, material.framework)
    ]
    return Table(_("Gaps"), heads, tuple(rows))


def gap_cells(row: GapRow, zone: ZoneInfo) -> Row:
    gap = row.gap
    ruling = str(GapRuling(gap.ruling).label) if gap.ruling else ""
    days = [wording.day(day) if day else "" for day in (gap.vendor_on, gap.expires_on)]
    stamps = [
        f"{name}, {wording.when(at, zone)}" if at else ""
        for name, at in ((gap.opened_by, gap.opened_at), (gap.closed_by, gap.closed_at))
    ]
    about = (gap.workflow, gap.owner, row.ruling, ruling, gap.reason, gap.mitigation)
    return (gap.code, gap.title, row.dimension, *about, *days, *stamps, gap.closing)


def sla(material: Material) -> Table:
    """The terms with what stands behind each, and the wording drafted from them."""
    heads = columns(
        _("Vendor"),
        _("Term"),
        (_("Agreed"), WIDE),
        (_("What was answered"), WIDE),
        (_("No."), NARROW),
        (_("To be wary of"), WIDE),
    )
    rows = [row for candidate in material.view.candidates for row in sla_rows(candidate, material)]
    return Table(_("SLA"), heads, tuple(rows))


def sla_rows(candidate: CandidateView, material: Material) -> Iterator[Row]:
    found, name = candidate.sla, candidate.vendor
    if found is None:
        return
    for row in term_rows(found.terms, material.framework, candidate.answers):
        yield (name, row.title, row.value, row.source, row.question.upper(), row.warning)
    yield (name, _("Wording"), found.wording)
    if found.saved_at:
        yield (name, _("Saved"), f"{found.saved_by}, {wording.when(found.saved_at, material.zone)}")
