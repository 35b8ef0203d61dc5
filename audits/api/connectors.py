"""Connectors: the inventory of what carries data between systems."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router

from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.connectors import ConnectorChangeIn, ConnectorIn, ConnectorList, ConnectorOut
from audits.api.token import Token
from audits.connectors.actions.connectors import create_connector, edit_connector
from audits.connectors.models import Connector, ConnectorQuerySet
from audits.connectors.values import ConnectorValues
from audits.kit.paging import PER_PAGE
from audits.people import roles

router = Router(tags=["connectors"])
READS = Token(roles.EVERYONE)


def own_connectors(request: ApiRequest) -> ConnectorQuerySet:
    return Connector.objects.for_workspace(request.actor.workspace_id).select_related("owner")


def own_connector(request: ApiRequest, key: UUID) -> Connector:
    return get_object_or_404(own_connectors(request), pk=key)


@router.get("/connectors", auth=READS, response=ConnectorList)
def list_connectors(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """The connectors of the workspace that are not archived, oldest first."""
    page = paged(own_connectors(request).current(), after, limit)
    items = [ConnectorOut.of(connector) for connector in page.rows]
    return send(request, reply(ConnectorList(items=items, next=next_url(request, page, limit))))


@router.post("/connectors", auth=Token(roles.LEADS), response={201: ConnectorOut})
def post_connector(request: ApiRequest, given: ConnectorIn) -> HttpResponse:
    """A new connector; its name stands once in the workspace, whatever its case."""
    values = values_of(given.model_dump(exclude_unset=True))

    def do(key: str | None) -> Reply:
        made = create_connector(actor=request.actor, values=values, key=key)
        connector = own_connector(request, UUID(made["id"]))
        path = reverse("api:get_connector", args=[connector.pk])
        return reply(ConnectorOut.of(connector), 201, path)

    return once(request, do)


@router.get("/connectors/{uuid:connector}", auth=READS, response=ConnectorOut)
def get_connector(request: ApiRequest, connector: UUID) -> HttpResponse:
    """One connector, archived or not."""
    return send(request, reply(ConnectorOut.of(own_connector(request, connector))))


@router.patch("/connectors/{uuid:connector}", auth=Token(roles.WRITES_OWN), response=ConnectorOut)
def patch_connector(request: ApiRequest, connector: UUID, given: ConnectorChangeIn) -> HttpResponse:
    """Saves the fields given. Of their own, owners change version, pinning, credential and review."""
    row = own_connector(request, connector)
    sent = given.model_dump(exclude_unset=True)
    version = sent.pop("version", None)
    values = values_of(sent)

    def do(key: str | None) -> Reply:
        edit_connector(actor=request.actor, connector=row, values=values, seen=version, key=key)
        return reply(ConnectorOut.of(own_connector(request, connector)))

    return once(request, do)


def values_of(sent: Mapping[str, Any]) -> ConnectorValues:
    """What was sent, as the actions take it: null for no pinning as blank."""
    values = dict(sent)
    for name in ("pinning", "integration_type"):
        if name in values:
            values[name] = values[name] or ""
    return cast(ConnectorValues, values)
