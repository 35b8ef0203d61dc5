"""Evidence on a finding or an incident."""

from django.db import models
from django.db.models import Q

from audits.checklists.models.finding import Finding
from audits.checklists.models.incident import Incident
from audits.evidence.models import Evidence
from audits.people.constraints import SameWorkspace
from audits.people.rows import Row


class Attachment(Row):
    """A piece of evidence on a finding or an incident, numbered E-01 on."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="attachment")
    finding = models.ForeignKey(Finding, models.CASCADE, null=True, blank=True, related_name="attachments")
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="attachments")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="checklists_attachment_finding_once"),
            models.UniqueConstraint(
                fields=["incident", "number"], name="checklists_attachment_incident_once"
            ),
            SameWorkspace(field="evidence", name="checklists_attachment_evidence_same_workspace"),
            SameWorkspace(field="finding", name="checklists_attachment_finding_same_workspace"),
            SameWorkspace(field="incident", name="checklists_attachment_incident_same_workspace"),
            models.CheckConstraint(
                condition=Q(finding=None, incident__isnull=False) | Q(finding__isnull=False, incident=None),
                name="checklists_attachment_one_place",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"E-{self.number:02d}"
