"""The PDF that somebody is asked to sign, to read it first; or the one they have signed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from audits.evaluations.models import Signature
from audits.evaluations.offers import offered
from audits.evaluations.views.signing.guard import SignerRequest, by_signer, own_signature
from audits.evidence.making import MadeStatus
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member
from audits.reports.files import file_name
from audits.reports.handing_out import pdf_of


@member(roles.EVERYONE)
@require_GET
def signature_file(request: MemberRequest, signature: UUID) -> HttpResponse:
    return handed(request, own_signature(request, signature))


@by_signer
@require_GET
def signing_file(request: SignerRequest) -> HttpResponse:
    return handed(request, request.signature)


def handed(request: HttpRequest, signature: Signature) -> HttpResponse:
    found = signature.report or offered(signature.decision)
    if found is None or found.status != MadeStatus.DONE:
        raise Http404
    return pdf_of(request, found, file_name(found))
