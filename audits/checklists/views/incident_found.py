"""Fetching an incident and its steps, only ever from the caller's workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.checklists.incident_view import PARTS
from audits.checklists.models import Incident, IncidentStep
from audits.http import MemberRequest

Crumb = tuple[str, str]


def incident_of(request: MemberRequest, key: UUID) -> Incident:
    """The incident with everything its page names."""
    rows = Incident.objects.for_workspace(request.actor.workspace_id).select_related(*PARTS)
    return get_object_or_404(rows, pk=key)


def step_of(incident: Incident, slug: str) -> IncidentStep:
    step = get_object_or_404(incident.steps.select_related("saved_by", "done_by"), slug=slug)
    step.incident = incident
    return step


def to_incident(request: MemberRequest, key: UUID | str, anchor: str = "") -> HttpResponse:
    path = reverse("incident", args=[request.actor.workspace_slug, key])
    return redirect(f"{path}#{anchor}" if anchor else path)


def list_crumb(request: MemberRequest) -> Crumb:
    return _("Incidents"), reverse("incident-list", args=[request.actor.workspace_slug])


def crumbs_of(request: MemberRequest, incident: Incident) -> list[Crumb]:
    """The way back from a page under an incident."""
    own = reverse("incident", args=[request.actor.workspace_slug, incident.pk])
    return [list_crumb(request), (f"{incident.code} {incident.title}", own)]
