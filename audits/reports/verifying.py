"""Whether a PDF is one that this installation has handed out, by its SHA-256 alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from audits.checklists.models import Printout
from audits.evaluations.models import ReportFile
from audits.evidence.making import MadeStatus


class Standing(StrEnum):
    """What has come after a PDF; the template has the words."""

    LATEST = "latest"
    NEWER_PDF = "newer_pdf"
    BEFORE_DECISION = "before_decision"
    NEWER_REVISION = "newer_revision"
    PRINTOUT = "printout"


@dataclass(frozen=True, slots=True)
class Issued:
    """What a PDF of ours is about."""

    title: str
    code: str
    kind: str
    about: str
    workspace: str
    revision: int | None
    made_at: datetime
    standing: Standing
    revision_now: int | None = None


def issued(sha256: str) -> Issued | None:
    """What is known of the PDF with this hash; None when it is not one of ours, or was changed."""
    return issued_report(sha256) or issued_printout(sha256)


def issued_report(sha256: str) -> Issued | None:
    rows = ReportFile.objects.filter(sha256=sha256, status=MadeStatus.DONE).order_by("-pk")
    report = rows.select_related("evaluation__workspace", "candidate__vendor").first()
    if report is None or report.finished_at is None:
        return None
    evaluation = report.evaluation
    return Issued(
        title=evaluation.title,
        code=evaluation.code,
        kind=report.get_kind_display(),
        about=report.candidate.vendor.name if report.candidate else "",
        workspace=evaluation.workspace.name,
        revision=report.revision,
        made_at=report.finished_at,
        standing=standing_of(report),
        revision_now=evaluation.revision,
    )


def standing_of(report: ReportFile) -> Standing:
    if report.evaluation.revision > report.revision:
        return Standing.NEWER_REVISION
    if not report.is_of_decision and not report.evaluation.is_open:
        return Standing.BEFORE_DECISION
    same = ReportFile.objects.filter(
        evaluation=report.evaluation_id,
        kind=report.kind,
        candidate=report.candidate_id,
        revision=report.revision,
        status=MadeStatus.DONE,
    )
    is_followed = same.filter(finished_at__gt=report.finished_at).exclude(sha256=report.sha256).exists()
    return Standing.NEWER_PDF if is_followed else Standing.LATEST


def issued_printout(sha256: str) -> Issued | None:
    rows = Printout.objects.filter(sha256=sha256, status=MadeStatus.DONE).order_by("-pk")
    printout = rows.select_related("workspace", "run", "incident", "checklist").first()
    if printout is None or printout.finished_at is None:
        return None
    about = printout.run or printout.incident
    return Issued(
        title=about.title if about else str(printout.checklist),
        code=about.code if about else "",
        kind=_("Printout: %(kind)s") % {"kind": printout.get_kind_display()},
        about="",
        workspace=printout.workspace.name,
        revision=None,
        made_at=printout.finished_at,
        standing=Standing.PRINTOUT,
    )
