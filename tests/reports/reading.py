"""Making a report in this process and reading its text back."""

import io
import re

from pypdf import PdfReader

from audits.evaluations.actions.reports import request_report
from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.people.actor import Actor
from audits.reports import pdf
from audits.reports.jobs import Rendered
from audits.reports.render import document_of


def ask(
    lead: Actor,
    evaluation: Evaluation,
    kind: str = "comparison",
    candidate: Candidate | None = None,
    edition: str = "test",
) -> ReportFile:
    return request_report(actor=lead, evaluation=evaluation, candidate=candidate, kind=kind, edition=edition)


def loaded(report: ReportFile) -> ReportFile:
    """The row with all that rendering needs."""
    rows = ReportFile.objects.select_related("evaluation__workspace", "candidate__vendor")
    return rows.select_related("candidate__evaluation").get(pk=report.pk)


def made(
    lead: Actor, evaluation: Evaluation, kind: str = "comparison", candidate: Candidate | None = None
) -> Rendered:
    return pdf.render(document_of(loaded(ask(lead, evaluation, kind, candidate))))


def reader(rendered: Rendered) -> PdfReader:
    return PdfReader(io.BytesIO(rendered.pdf))


def bare(text: str) -> str:
    """Text without blanks and line ends, which a PDF puts wherever a line happens to end."""
    return re.sub(r"\s+", "", text)


def text_of(rendered: Rendered) -> str:
    return "".join(bare(page.extract_text()) for page in reader(rendered).pages)


def page_text(rendered: Rendered, number: int) -> str:
    return bare(reader(rendered).pages[number].extract_text())
