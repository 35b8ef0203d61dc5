"""From a printout's row to the document that the renderer makes a PDF of."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from audits.checklists.catalog import checklist_of
from audits.checklists.incident_sheet import sheet_of
from audits.checklists.incident_view import PARTS, view_of
from audits.checklists.models import Incident, Printout
from audits.checklists.models.printout import PrintoutKind
from audits.checklists.sheet import Sheet
from audits.kit import clock
from audits.people.mail import link
from audits.reports.jobs import RenderingFailed
from audits.reports.presenting.audit import AuditSheet, blank_sheet, run_sheet
from audits.reports.presenting.blocks import Block, blocks

RUN_PARENTS = ("run__workspace", "run__owner", "run__vendor", "run__checklist")


def printout_of(key: UUID) -> Printout:
    return Printout.objects.select_related("workspace", "incident", "checklist", *RUN_PARENTS).get(pk=key)


def template_and_context(printout: Printout) -> tuple[str, dict[str, Any]]:
    """The template of a kind of printout, and what it shows, at the times of the workspace."""
    template, sheet_of = SHEETS[printout.kind]
    with timezone.override(ZoneInfo(printout.workspace.timezone)):
        sheet = sheet_of(printout)
    return f"reports/pdf/{template}.html", {
        "language": get_language() or "en",
        "workspace": printout.workspace.name,
        "running_head": head_of(printout),
        "sheet": sheet,
        "sections": sections_of(sheet) if isinstance(sheet, Sheet) else (),
    }


def sections_of(sheet: Sheet) -> list[tuple[str, tuple[Block, ...]]]:
    """Every section that says something, its Markdown lists as lists."""
    return [(title, blocks(words)) for title, words in sheet.sections if words.strip()]


def head_of(printout: Printout) -> str:
    """The short name at the top of each page."""
    about = printout.run or printout.incident
    return about.code if about else str(printout.checklist)


def sheet_of_incident(printout: Printout) -> Sheet:
    """The same words as its Markdown, so that neither can leave something out."""
    if printout.incident is None:
        raise RenderingFailed("A printout of an incident names one.")
    path = reverse("incident", args=[printout.workspace.slug, printout.incident.pk])
    incident = Incident.objects.select_related(*PARTS).get(pk=printout.incident.pk)
    return sheet_of(view_of(incident), address=link(path))


def sheet_of_run(printout: Printout) -> AuditSheet:
    if printout.run is None:
        raise RenderingFailed("A printout of a run names one.")
    return run_sheet(printout.run, clock.now())


def sheet_of_blank(printout: Printout) -> AuditSheet:
    if printout.checklist is None:
        raise RenderingFailed("A blank printout names its checklist.")
    return blank_sheet(printout.checklist, checklist_of(printout.checklist.pk))


SHEETS: dict[str, tuple[str, Callable[[Printout], AuditSheet | Sheet]]] = {
    PrintoutKind.RUN: ("audit", sheet_of_run),
    PrintoutKind.BLANK: ("audit", sheet_of_blank),
    PrintoutKind.INCIDENT: ("incident", sheet_of_incident),
}
