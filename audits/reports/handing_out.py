"""Made files as responses: only the bytes that were filed, for saving and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from audits.evidence.making import MadeFile
from audits.evidence.views import SHUT_IN
from audits.http import error_page
from audits.reports.files import Damaged, stored_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_of(request: HttpRequest, made: MadeFile, name: str) -> HttpResponse:
    """A made file for saving, checked against its hash."""
    try:
        content = stored_bytes(made)
    except Damaged:
        detail = _("The stored file is not the one that was made, so it is not handed out. Ask for it anew.")
        return error_page(request, 500, _("This report was changed"), detail)
    return attachment(content, "application/pdf", name)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file for saving that no browser runs and no cache shares."""
    headers = {**SHUT_IN, "Cache-Control": "private, no-store"}
    response = HttpResponse(content, content_type=media_type, headers=headers)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
