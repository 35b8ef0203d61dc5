"""Checklists: what a run is started from."""

from django.http import Http404, HttpResponse
from ninja import Router

from audits.api.replies import reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.checklists import ChecklistList, ChecklistOut, checklist_out, checklist_ref, newest
from audits.api.token import Token
from audits.checklists.actions.library import latest
from audits.checklists.catalog import checklist_of
from audits.checklists.models import ChecklistVersion
from audits.people import roles

router = Router(tags=["checklists"])
READS = Token(roles.EVERYONE)


@router.get("/checklists", auth=READS, response=ChecklistList)
def list_checklists(request: ApiRequest) -> HttpResponse:
    """The newest version of every checklist that runs may be started from, built-in ones first."""
    usable = ChecklistVersion.objects.usable_in(request.actor.workspace_id).current().defer("document")
    items = [checklist_ref(version) for version in newest(list(usable))]
    return send(request, reply(ChecklistList(items=items)))


@router.get("/checklists/{slug:slug}", auth=READS, response=ChecklistOut)
def get_checklist(request: ApiRequest, slug: str) -> HttpResponse:
    """The newest version of one checklist with its checks whole."""
    version = latest(slug, workspace_id=request.actor.workspace_id)
    if version is None:
        raise Http404
    return send(request, reply(checklist_out(version, checklist_of(version.pk))))
