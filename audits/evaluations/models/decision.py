"""The decision with its snapshot, and the report files that were handed out."""

from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate, Evaluation
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair


class Decision(Row):
    """A choice of one candidate or none, with the frozen read model it was taken on."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="decisions")
    revision = models.PositiveIntegerField()
    candidate = models.ForeignKey(Candidate, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    # JSON of the comparison as decided, with its schema number; never changed.
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reopening_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "revision"], name="evaluations_decision_once"),
            SameWorkspace(field="evaluation", name="evaluations_decision_same_workspace"),
            SameWorkspace(field="candidate", name="evaluations_decision_candidate_same_workspace"),
            pair("reopened_at", "reopened_by", "evaluations_decision_reopened_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} r{self.revision}"


class ReportKind(models.TextChoices):
    COMPARISON = "comparison", _("Comparison")
    CANDIDATE = "candidate", _("Candidate")
    BRIEF = "brief", _("Vendor brief")


class ReportStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RENDERING = "rendering", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)


class ReportFile(Row):
    """A PDF asked for: the worker's queue while it is made, kept with its hash afterwards."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reports")
    candidate = models.ForeignKey(Candidate, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=ReportKind.choices)
    # What it shows: the same content is made once.
    content_key = models.CharField(max_length=120)
    revision = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.QUEUED)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    # Lease of the worker that renders it; the fence number refuses a late finisher.
    leased_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    storage_key = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        constraints = [
            SameWorkspace(field="evaluation", name="evaluations_report_same_workspace"),
            SameWorkspace(field="candidate", name="evaluations_report_candidate_same_workspace"),
            # The same content is made once; a failed one makes room for another try.
            models.UniqueConstraint(
                fields=["evaluation", "content_key"],
                condition=~models.Q(status="failed"),
                name="evaluations_report_made_once",
            ),
        ]
        indexes = [
            # The worker's next job: oldest waiting first.
            models.Index(fields=["status", "requested_at"], name="evaluations_report_queue"),
            models.Index(fields=["evaluation", "content_key"], name="evaluations_report_content"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"
