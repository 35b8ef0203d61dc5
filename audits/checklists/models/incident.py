"""An incident: six steps in order, an append-only timeline, closed only with fix and regression test."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.models.finding import Finding, Severity
from audits.checklists.models.run import Run
from audits.kit import clock
from audits.kit.refusals import Blocked
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import BLANK, WorkRows, as_work
from audits.vendors.models import Vendor


class IncidentStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def open(self) -> Self:
        return self.filter(status=IncidentStatus.OPEN)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Incidents that somebody has to lead to their end: now, whatever day it is."""
        return as_work(
            self.open(),
            "incident",
            of,
            due_on=Value(today, output_field=models.DateField()),
            title=F("title"),
            code=Cast("number", models.CharField()),
            detail=Coalesce("vendor__name", BLANK),
            more=F("severity"),
        )


class Incident(Row):
    """Something serious going wrong: the parent row of its steps and its timeline."""

    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="incidents")
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="incidents")
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, blank=True, related_name="incidents")
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, default=Severity.HIGH)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    status = models.CharField(max_length=10, choices=IncidentStatus.choices, default=IncidentStatus.OPEN)
    change = models.PositiveBigIntegerField(default=0)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # What ended it for good: without both it cannot be closed (R138).
    fix_reference = models.CharField(_("permanent fix"), max_length=1000, blank=True)
    test_reference = models.CharField(_("regression test"), max_length=1000, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_incident_in_workspace"),
            models.UniqueConstraint(fields=["workspace", "number"], name="checklists_incident_number_once"),
            SameWorkspace(field="finding", name="checklists_incident_finding_same_workspace"),
            SameWorkspace(field="run", name="checklists_incident_run_same_workspace"),
            SameWorkspace(field="vendor", name="checklists_incident_vendor_same_workspace"),
            pair("closed_at", "closed_by", "checklists_incident_closed_pair"),
            models.CheckConstraint(
                condition=Q(status__in=IncidentStatus.values), name="checklists_incident_status"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | (
                    Q(status="closed", closed_at__isnull=False) & ~Q(fix_reference="") & ~Q(test_reference="")
                ),
                name="checklists_incident_closed_whole",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "status", "-id"], name="checklists_incident_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The short name people quote: INC-0003."""
        return f"INC-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.status == IncidentStatus.OPEN

    def touch(self) -> None:
        """The conditional parent update of every save under it; `Blocked` when it is closed."""
        rows = Incident.objects.filter(pk=self.pk, status=IncidentStatus.OPEN)
        if not rows.update(change=F("change") + 1):
            raise Blocked(_now("This incident is closed. Reopen it to change anything."))
        self.change += 1


class IncidentStep(Row):
    """One of the six steps, with what it must capture (IN-01 to IN-06)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="steps")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    # The check as JSON, as it stood when the incident was opened (`document.Check`).
    document = models.TextField()
    # What was captured: {field slug: text, number or the counts by system}.
    captured = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "slug"], name="checklists_step_once"),
            models.UniqueConstraint(fields=["incident", "position"], name="checklists_step_place_once"),
            SameWorkspace(field="incident", name="checklists_step_same_workspace"),
            pair("done_at", "done_by", "checklists_step_done_pair"),
            pair("saved_at", "saved_by", "checklists_step_saved_pair"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class IncidentEntry(Row):
    """A line of the timeline: written once, never changed; a later line may correct an earlier one."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="entries")
    # When it happened, as against when it was written down.
    happened_at = models.DateTimeField(default=clock.now)
    text = models.TextField()
    step = models.SlugField(max_length=60, blank=True)
    is_system = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_entry_in_workspace"),
            SameWorkspace(field="incident", name="checklists_entry_same_workspace"),
            SameWorkspace(field="corrects", name="checklists_entry_corrects_same_workspace"),
        ]
        ordering = ["happened_at", "id"]
        verbose_name_plural = "incident entries"

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("Lines of a timeline are never changed.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
