"""The decision with its snapshot, and the report files that were handed out."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate, Evaluation
from audits.evidence.making import MadeFile, MadeFileQuerySet
from audits.kit import clock
from audits.kit.refusals import Blocked
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
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_decision_in_workspace"),
            models.UniqueConstraint(fields=["evaluation", "revision"], name="evaluations_decision_once"),
            SameWorkspace(field="evaluation", name="evaluations_decision_same_workspace"),
            SameWorkspace(field="candidate", name="evaluations_decision_candidate_same_workspace"),
            pair("reopened_at", "reopened_by", "evaluations_decision_reopened_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} r{self.revision}"

    @property
    def is_on_conditions(self) -> bool:
        """One of its conditions, which must be loaded, is neither met nor waived."""
        return any(condition.is_unmet for condition in self.conditions.all())

    def hold(self) -> None:
        """Locks a decision that stands for a write on what follows from it: the first statement of each.

        `Blocked` once the evaluation was reopened; a reopening waits for the write, or the write for it.
        """
        if not Decision.objects.filter(pk=self.pk, reopened_at=None).update(reopened_at=None):
            raise Blocked(
                str(_("The evaluation was opened again since: what belongs to this decision is history."))
            )


DECIDED = "decided"
"""The mark in a content key of what a decision froze."""


class ReportKind(models.TextChoices):
    COMPARISON = "comparison", _("Comparison")
    CANDIDATE = "candidate", _("Candidate")
    BRIEF = "brief", _("Vendor brief")
    LETTER = "letter", _("Feedback letter")


class ReportFileQuerySet(MadeFileQuerySet["ReportFile"]):
    """Reports of evaluations."""


class ReportFile(MadeFile):
    """A PDF of an evaluation asked for, and kept with its hash once it was made."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reports")
    candidate = models.ForeignKey(Candidate, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=ReportKind.choices)
    revision = models.PositiveIntegerField()

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
            # Whether a PDF is one of ours.
            models.Index(fields=["sha256"], name="evaluations_report_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def is_of_decision(self) -> bool:
        """It shows what was decided, and not a state before that."""
        return f":{DECIDED}-" in self.content_key

    @property
    def subject(self) -> UUID:
        return self.evaluation_id

    def told(self) -> dict[str, Any]:
        return {"part": self.kind, "kind": self.kind, "revision": self.revision}
