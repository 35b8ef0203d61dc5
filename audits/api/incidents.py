"""Incidents: six steps in order, an append-only timeline, closed with fix and regression test."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from audits.api.ids import as_id
from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.incidents import (
    CloseIn,
    EntryIn,
    IncidentIn,
    IncidentList,
    IncidentOut,
    IncidentRef,
    ReopenIncidentIn,
    StepIn,
    incident_fields,
    incident_out,
)
from audits.api.schemas.parts import as_moment
from audits.api.token import Token
from audits.checklists.actions.incident_steps import StepValues, save_step
from audits.checklists.actions.incidents import (
    IncidentValues,
    close_incident,
    open_incident,
    reopen_incident,
)
from audits.checklists.actions.timeline import add_line
from audits.checklists.catalog import check_of
from audits.checklists.models import Finding, Incident, IncidentStep
from audits.kit.paging import PER_PAGE
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.owners import clean_owner

router = Router(tags=["incidents"])
READS = Token(roles.EVERYONE)
WRITES = Token(roles.WRITES_OWN)


def own_incidents(request: ApiRequest) -> QuerySet[Incident]:
    return Incident.objects.for_workspace(request.actor.workspace_id).select_related("owner")


def own_incident(request: ApiRequest, key: UUID) -> Incident:
    return get_object_or_404(own_incidents(request), pk=key)


@router.get("/incidents", auth=READS, response=IncidentList)
def list_incidents(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """The incidents of the workspace, oldest first."""
    page = paged(own_incidents(request), after, limit)
    items = [IncidentRef(**incident_fields(incident)) for incident in page.rows]
    return send(request, reply(IncidentList(items=items, next=next_url(request, page, limit))))


@router.get("/incidents/{uuid:incident}", auth=READS, response=IncidentOut)
def get_incident(request: ApiRequest, incident: UUID) -> HttpResponse:
    """One incident with its steps and its timeline."""
    return send(request, reply(incident_out(own_incident(request, incident))))


@router.post("/incidents", auth=WRITES, response={201: IncidentOut})
def post_incident(request: ApiRequest, given: IncidentIn) -> HttpResponse:
    """Opens an incident: leads by hand or from a finding, an owner from one of theirs, and owns it then."""

    def do(key: str | None) -> Reply:
        owner = clean_owner(request.actor, given.owner)
        values = IncidentValues(
            title=given.title,
            severity=given.severity,
            owner=owner.pk if owner else None,
            vendor=given.vendor,
        )
        finding = finding_of(request, given.finding)
        made = open_incident(actor=request.actor, values=values, finding=finding, key=key)
        row = own_incident(request, UUID(made["id"]))
        return reply(incident_out(row), 201, reverse("api:get_incident", args=[row.pk]))

    return once(request, do)


def finding_of(request: ApiRequest, key: UUID | None) -> Finding | None:
    if key is None:
        return None
    found = Finding.objects.for_workspace(request.actor.workspace_id).filter(pk=key).first()
    if found is None:
        raise Invalid({"finding": [_("There is nothing with the id %(id)s here.") % {"id": key}]})
    return found


@router.put("/incidents/{uuid:incident}/steps/{slug:step}", auth=WRITES, response=IncidentOut)
def put_step(request: ApiRequest, incident: UUID, step: str, given: StepIn) -> HttpResponse:
    """Saves what a step captured; `done` needs all it must capture and every earlier step."""
    rows = own_incident(request, incident).steps.select_related("incident")
    row = get_object_or_404(rows, slug=step)
    values = given.model_dump(exclude_unset=True)
    version, finish = values.pop("version", None), values.pop("done", False)

    def do(key: str | None) -> Reply:
        told: StepValues = {"captured": captured(row, given.captured)}
        if "note" in values:
            told["note"] = given.note
        save_step(actor=request.actor, step=row, values=told, version=version, finish=finish, key=key)
        return reply(incident_out(own_incident(request, incident)))

    return once(request, do)


def captured(step: IncidentStep, given: Mapping[str, Any]) -> dict[str, Any]:
    """Times and keys, which JSON writes as text, as what they are."""
    kinds = {field.slug: field.kind for field in check_of(step.document).record}
    return {slug: READERS.get(kinds.get(slug, ""), plainly)(slug, value) for slug, value in given.items()}


def plainly(slug: str, value: Any) -> Any:
    return value


def read_moment(slug: str, value: Any) -> Any:
    try:
        return as_moment(value)
    except ValueError as error:
        raise Invalid({f"captured.{slug}": [str(error)]}) from error


def read_key(slug: str, value: Any) -> Any:
    return as_id(value) if isinstance(value, str) else value


READERS: dict[str, Callable[[str, Any], Any]] = {"time": read_moment, "run": read_key}


@router.post("/incidents/{uuid:incident}/timeline", auth=WRITES, response={201: IncidentOut})
def post_entry(request: ApiRequest, incident: UUID, given: EntryIn) -> HttpResponse:
    """Adds a line to the timeline; what is wrong in it is corrected by a later one."""
    row = own_incident(request, incident)

    def do(key: str | None) -> Reply:
        add_line(actor=request.actor, incident=row, **given.model_dump(), key=key)
        return reply(incident_out(own_incident(request, incident)), 201)

    return once(request, do)


@router.post("/incidents/{uuid:incident}/close", auth=WRITES, response=IncidentOut)
def post_close(request: ApiRequest, incident: UUID, given: CloseIn) -> HttpResponse:
    """Ends it and resolves its finding; 409 names each step, fix or test that is missing."""
    row = own_incident(request, incident)

    def do(key: str | None) -> Reply:
        close_incident(actor=request.actor, incident=row, key=key)
        return reply(incident_out(own_incident(request, incident)))

    return once(request, do)


@router.post("/incidents/{uuid:incident}/reopen", auth=WRITES, response=IncidentOut)
def post_reopen_incident(request: ApiRequest, incident: UUID, given: ReopenIncidentIn) -> HttpResponse:
    """Open again, with a reason and its last step to be done anew."""
    row = own_incident(request, incident)

    def do(key: str | None) -> Reply:
        reopen_incident(actor=request.actor, incident=row, reason=given.reason)
        return reply(incident_out(own_incident(request, incident)))

    return once(request, do)
