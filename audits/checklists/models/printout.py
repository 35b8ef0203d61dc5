"""What was printed: a run, a blank checklist or an incident as a PDF."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.checklists.models.incident import Incident
from audits.checklists.models.run import Run
from audits.checklists.models.version import ChecklistVersion
from audits.evidence.making import MadeFile, MadeFileQuerySet
from audits.people.constraints import SameWorkspace


class PrintoutKind(models.TextChoices):
    RUN = "run", _("Run")
    BLANK = "blank", _("Blank checklist")
    INCIDENT = "incident", _("Incident")


class PrintoutQuerySet(MadeFileQuerySet["Printout"]):
    """Printouts of audits."""


class Printout(MadeFile):
    """A PDF of a run, an incident or a blank checklist, kept with its hash once it was made (R139, R148)."""

    kind = models.CharField(max_length=10, choices=PrintoutKind.choices)
    run = models.ForeignKey(Run, models.CASCADE, null=True, blank=True, related_name="printouts")
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="printouts")
    checklist = models.ForeignKey(ChecklistVersion, models.CASCADE, null=True, blank=True, related_name="+")

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        constraints = [
            SameWorkspace(field="run", name="checklists_printout_run_same_workspace"),
            SameWorkspace(field="incident", name="checklists_printout_incident_same_workspace"),
            # The same content is made once; a failed one makes room for another try.
            models.UniqueConstraint(
                fields=["workspace", "content_key"],
                condition=~Q(status="failed"),
                name="checklists_printout_made_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="run", run__isnull=False)
                | Q(kind="incident", incident__isnull=False)
                | Q(kind="blank", checklist__isnull=False),
                name="checklists_printout_of_something",
            ),
        ]
        indexes = [
            # The worker's next job: oldest waiting first.
            models.Index(fields=["status", "requested_at"], name="checklists_printout_queue"),
            # Whether a PDF is one of ours.
            models.Index(fields=["sha256"], name="checklists_printout_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def subject(self) -> UUID:
        return self.run_id or self.incident_id or self.pk

    def told(self) -> dict[str, Any]:
        return {"part": self.kind, "kind": self.kind}
