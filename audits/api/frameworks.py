"""Frameworks: dimensions, questions, rubric, bands."""

from django.http import Http404, HttpResponse
from ninja import Router

from audits.api.replies import reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.frameworks import FrameworkOut
from audits.api.token import Token
from audits.frameworks.actions import latest
from audits.frameworks.catalog import catalog
from audits.people import roles

router = Router(tags=["frameworks"])


@router.get("/frameworks/{slug:slug}", auth=Token(roles.READS_EVALUATIONS), response=FrameworkOut)
def get_framework(request: ApiRequest, slug: str) -> HttpResponse:
    """The newest published version of a framework; the built-in one is `crm-integration`."""
    version = latest(slug, workspace_id=request.actor.workspace_id)
    if version is None:
        raise Http404
    return send(request, reply(FrameworkOut.of(catalog(version.pk).framework)))
