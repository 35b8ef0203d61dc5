"""Automations put on hold while something is wrong; listed until somebody resumes them."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from audits.checklists.models.incident import Incident
from audits.checklists.models.run import Run, RunConnector, RunItem
from audits.connectors.models import Connector
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair


class PausedAutomationQuerySet(models.QuerySet["PausedAutomation"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def on_hold(self) -> Self:
        return self.filter(resumed_at=None)

    def with_parts(self) -> Self:
        return self.select_related("connector", "paused_by", "run")

    def seen_in(self, run: Run) -> Self:
        """What a run lists: paused from it, or of a connector that it looks at."""
        connectors = RunConnector.objects.filter(run=run).values("connector")
        return self.filter(Q(run=run) | Q(connector__in=connectors))

    def of_incident(self, incident: Incident) -> Self:
        """What an incident lists: paused from it, or before it was opened from the run that triaged it."""
        own = Q(incident=incident)
        return self.filter(own | Q(run=incident.run_id)) if incident.run_id else self.filter(own)


class PausedAutomation(Row):
    """An automation that somebody paused: who, when, why, and until when (R085, R086)."""

    name = models.CharField(max_length=200)
    connector = models.ForeignKey(
        Connector, models.PROTECT, null=True, blank=True, related_name="paused_automations"
    )
    reason = models.CharField(max_length=1000, blank=True)
    # Where it was paused from.
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="paused_automations")
    item = models.ForeignKey(
        RunItem, models.PROTECT, null=True, blank=True, related_name="paused_automations"
    )
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="paused_automations"
    )
    paused_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(default=clock.now)
    resumed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)
    resume_note = models.CharField(max_length=1000, blank=True)

    objects = PausedAutomationQuerySet.as_manager()

    class Meta:
        constraints = [
            SameWorkspace(field="connector", name="checklists_pause_connector_same_workspace"),
            SameWorkspace(field="run", name="checklists_pause_run_same_workspace"),
            SameWorkspace(field="item", name="checklists_pause_item_same_workspace"),
            SameWorkspace(field="incident", name="checklists_pause_incident_same_workspace"),
            pair("resumed_at", "resumed_by", "checklists_pause_resumed_pair"),
        ]
        indexes = [
            # What is on hold now.
            models.Index(
                fields=["workspace", "-id"], condition=Q(resumed_at=None), name="checklists_pause_on_hold"
            )
        ]

    def __str__(self) -> str:
        return self.name
