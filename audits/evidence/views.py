"""Evidence files as they are handed out (threats 11-13, 19, 20, 24)."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from audits.evidence.kinds import JPEG, TEXT
from audits.evidence.models import Evidence
from audits.evidence.names import download_name
from audits.evidence.outgo import Tampered, opened
from audits.http import MemberRequest, error_page
from audits.kit.refusals import Unavailable

# Whatever a browser makes of the bytes, it may not run them, and no other site may show them.
SHUT_IN = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def file_of(request: MemberRequest, evidence: UUID) -> Evidence:
    files = Evidence.objects.for_workspace(request.actor.workspace_id).exclude(storage_key="")
    return get_object_or_404(files, pk=evidence)


def thumbnail_of(request: MemberRequest, evidence: UUID) -> Evidence:
    pictures = Evidence.objects.for_workspace(request.actor.workspace_id).exclude(thumbnail_key="")
    return get_object_or_404(pictures, pk=evidence)


def file_answer(request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """The file of a piece of evidence that the caller may see."""
    media_type, name = evidence.media_type, download_name(evidence.name, evidence.media_type)
    if media_type == TEXT.media_type:
        media_type += "; charset=utf-8"
    return handed_out(request, evidence, media_type, name, cache="private, no-cache")


def thumbnail_answer(request: HttpRequest, evidence: Evidence) -> HttpResponseBase:
    """The small copy of a picture that the caller may see."""
    name, cache = download_name(evidence.name, JPEG.media_type), "private, max-age=3600"
    return handed_out(request, evidence, JPEG.media_type, name, thumbnail=True, cache=cache)


def handed_out(
    request: HttpRequest,
    evidence: Evidence,
    media_type: str,
    name: str,
    *,
    cache: str,
    thumbnail: bool = False,
) -> HttpResponseBase:
    """The checked file, shut in by its headers; 304 when the browser holds these very bytes."""
    etag = quote_etag(evidence.thumbnail_sha256 if thumbnail else evidence.sha256)
    headers = {**SHUT_IN, "Cache-Control": cache, "ETag": etag}
    if unchanged := get_conditional_response(request, etag=etag):
        return with_headers(unchanged, headers)
    try:
        file = opened(evidence, thumbnail=thumbnail)
    except Tampered:
        return not_what_it_was(request)
    except OSError as error:
        raise Unavailable(_("The evidence storage does not answer. Try again in a moment.")) from error
    response = FileResponse(file, as_attachment=not evidence.is_image, filename=name, content_type=media_type)
    return with_headers(response, headers)


def with_headers(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for header, value in headers.items():
        response[header] = value
    return response


def not_what_it_was(request: HttpRequest) -> HttpResponse:
    """500: evidence that changed in storage is never shown as if it were the evidence."""
    detail = _(
        "The stored file is not the one that was taken in, so it is not shown. "
        "The finding was written to the log; tell your admin."
    )
    return error_page(request, 500, _("This evidence was changed"), detail)
