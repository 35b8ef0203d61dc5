"""Report files as they are handed out: only the bytes that were filed, shut in by their headers."""

import hashlib
import logging
import re

from audits.checklists.models import Printout
from audits.evaluations.models import ReportFile
from audits.evidence.making import MadeFile
from audits.evidence.storage import evidence_storage

log = logging.getLogger(__name__)
NOT_IN_A_NAME = re.compile(r"[^\w-]+")


class Damaged(Exception):
    """The stored file is missing, or is not the one whose hash was filed."""


def stored_bytes(report: MadeFile) -> bytes:
    """The file of a finished report, checked against its SHA-256."""
    try:
        with evidence_storage().open(report.storage_key) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        log.error("report %s: its file %s is missing", report.pk, report.storage_key)
        raise Damaged from None
    if hashlib.sha256(content).hexdigest() != report.sha256:
        log.error("report %s: its file %s was changed", report.pk, report.storage_key)
        raise Damaged
    return content


def file_name(report: ReportFile) -> str:
    """What the file is called when it is saved: EV-0007-Pipetap-report-r1.pdf."""
    vendor = report.candidate.vendor.name if report.candidate else "comparison"
    suffix = {"brief": "brief", "letter": "feedback"}.get(report.kind, "report")
    name = f"{report.evaluation.code}-{vendor}-{suffix}-r{report.revision}"
    return NOT_IN_A_NAME.sub("-", name)[:120].strip("-") + ".pdf"


def printout_name(printout: Printout) -> str:
    """What a printout is called when it is saved: R-0007-November-light-audit.pdf."""
    about = printout.run or printout.incident
    name = f"{about.code}-{about.title}" if about else f"{printout.checklist}-blank"
    return NOT_IN_A_NAME.sub("-", name)[:120].strip("-") + ".pdf"
