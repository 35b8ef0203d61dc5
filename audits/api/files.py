"""Reports: PDFs that the worker makes, and the comparison as a workbook."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from audits.api.candidates import own_candidate
from audits.api.evaluations import own_evaluation
from audits.api.replies import Reply, send
from audits.api.request import ApiRequest
from audits.api.token import Token
from audits.evaluations.models import ReportFile
from audits.evaluations.models.decision import ReportKind
from audits.evidence.making import MadeStatus
from audits.http import problem
from audits.kit.refusals import Unavailable
from audits.people import roles
from audits.reports.asking import ready_or_queued
from audits.reports.files import Damaged, file_name, stored_bytes
from audits.reports.gather import gather
from audits.reports.handing_out import XLSX, attachment
from audits.reports.xlsx import workbook

router = Router(tags=["reports"])
READS = Token(roles.READS_EVALUATIONS)
PDF = "application/pdf"
ASK_AGAIN_AFTER = 2


class Waiting(BaseModel):
    """A report that is being made; ask again at the address in `Location`."""

    status: str


def file_of(media_type: str, *, may_wait: bool) -> dict[str, object]:
    """How the description names a file."""
    content = {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    responses: dict[str, object] = {"200": {"description": "The file"} | content}
    if may_wait:
        shape = {"schema": {"$ref": "#/components/schemas/Waiting"}}
        headers = {name: {"schema": {"type": "string"}} for name in ("Location", "Retry-After")}
        waiting = {"description": "Being made", "headers": headers, "content": {"application/json": shape}}
        responses["202"] = waiting
    return {"responses": responses}


REPORT = file_of(PDF, may_wait=True)


@router.get(
    "/evaluations/{uuid:evaluation}/report.pdf", auth=READS, response={202: Waiting}, openapi_extra=REPORT
)
def get_comparison_report(request: ApiRequest, evaluation: UUID) -> HttpResponse:
    """The report of the comparison as it stands, or as it was decided; 202 while it is being made."""
    row = own_evaluation(request, evaluation)
    return handed_out(request, ready_or_queued(request.actor, row, None, ReportKind.COMPARISON))


@router.get(
    "/candidates/{uuid:candidate}/report.pdf", auth=READS, response={202: Waiting}, openapi_extra=REPORT
)
def get_candidate_report(request: ApiRequest, candidate: UUID) -> HttpResponse:
    """The report of one candidate; 202 while it is being made."""
    row = own_candidate(request, candidate)
    return handed_out(request, ready_or_queued(request.actor, row.evaluation, row, ReportKind.CANDIDATE))


@router.get("/reports/{uuid:report}", auth=READS, response={202: Waiting}, openapi_extra=REPORT)
def get_report(request: ApiRequest, report: UUID) -> HttpResponse:
    """A report that was asked for before, whatever has changed since."""
    rows = ReportFile.objects.for_workspace(request.actor.workspace_id)
    found = get_object_or_404(rows, pk=report)
    own_evaluation(request, found.evaluation_id)
    return handed_out(request, found)


def handed_out(request: ApiRequest, report: ReportFile) -> HttpResponse:
    """The file once it is made, else where to ask again; 503 says why it could not be made."""
    if report.status == MadeStatus.FAILED:
        reason = report.failure or _("The report could not be made.")
        raise Unavailable(_("%(reason)s Ask for it anew.") % {"reason": reason})
    if report.status != MadeStatus.DONE:
        return later(request, report)
    try:
        content = stored_bytes(report)
    except Damaged:
        detail = _("The stored file is not the one that was made, so it is not handed out. Ask for it anew.")
        return problem(500, _("This report was changed"), detail)
    return attachment(content, PDF, file_name(report))


def later(request: ApiRequest, report: ReportFile) -> HttpResponse:
    body = Waiting(status=report.status).model_dump_json()
    response = send(request, Reply(body, 202, reverse("api:get_report", args=[report.pk])))
    response["Retry-After"] = str(ASK_AGAIN_AFTER)
    return response


@router.get(
    "/evaluations/{uuid:evaluation}/comparison.xlsx",
    auth=READS,
    openapi_extra=file_of(XLSX, may_wait=False),
)
def get_workbook(request: ApiRequest, evaluation: UUID) -> HttpResponse:
    """The comparison as a workbook: every cell a value, no text a formula."""
    row = own_evaluation(request, evaluation)
    content = workbook(gather(row, row.revision))
    return attachment(content, XLSX, f"{row.code}-comparison-r{row.revision}.xlsx")
