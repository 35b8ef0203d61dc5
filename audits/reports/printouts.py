"""From a printout's row to the document that the renderer makes a PDF of."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from audits.checklists.catalog import checklist_of
from audits.checklists.models import Printout
from audits.checklists.models.printout import PrintoutKind
from audits.kit import clock
from audits.reports.jobs import RenderingFailed
from audits.reports.presenting.audit import AuditSheet, blank_sheet, run_sheet

RUN_PARENTS = ("run__workspace", "run__owner", "run__vendor", "run__checklist")


def printout_of(key: UUID) -> Printout:
    return Printout.objects.select_related("workspace", "incident", "checklist", *RUN_PARENTS).get(pk=key)


def template_and_context(printout: Printout) -> tuple[str, dict[str, Any]]:
    """The template of a kind of printout, and what it shows."""
    sheet = SHEETS[printout.kind](printout)
    return "reports/pdf/audit.html", {
        "language": get_language() or "en",
        "workspace": sheet.workspace,
        "running_head": sheet.running_head,
        "sheet": sheet,
    }


def sheet_of_run(printout: Printout) -> AuditSheet:
    if printout.run is None:
        raise RenderingFailed("A printout of a run names one.")
    return run_sheet(printout.run, clock.now())


def sheet_of_blank(printout: Printout) -> AuditSheet:
    if printout.checklist is None:
        raise RenderingFailed("A blank printout names its checklist.")
    return blank_sheet(printout.checklist, checklist_of(printout.checklist.pk), printout.workspace)


SHEETS: dict[str, Callable[[Printout], AuditSheet]] = {
    PrintoutKind.RUN: sheet_of_run,
    PrintoutKind.BLANK: sheet_of_blank,
}
