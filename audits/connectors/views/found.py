"""Fetching what a page is about, only ever from the caller's workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from audits.connectors.models import Connector, RecipeApproval
from audits.http import MemberRequest


def connector_of(request: MemberRequest, key: UUID) -> Connector:
    rows = Connector.objects.for_workspace(request.actor.workspace_id).with_parents()
    return get_object_or_404(rows, pk=key)


def approval_of(request: MemberRequest, key: UUID) -> RecipeApproval:
    rows = RecipeApproval.objects.filter(workspace_id=request.actor.workspace_id)
    return get_object_or_404(rows, pk=key)


def to_connector(request: MemberRequest, key: UUID | str) -> HttpResponse:
    return redirect("connector", request.actor.workspace_slug, key)
