"""Questions put to a vendor in writing, answered by a link (decision 0010)."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate
from audits.evaluations.models.record import Exhibit
from audits.evidence.models import Evidence
from audits.frameworks.models import Question
from audits.kit import clock
from audits.kit.languages import Language
from audits.people.constraints import SameWorkspace
from audits.people.links import PurposeLink
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import WorkRows, as_work

LONGEST_QUESTION = 2000
CODE = "CL-{:02d}"


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def with_parts(self) -> Self:
        """With everything that says whether and to whom it is open."""
        return self.select_related(
            "workspace", "recipient", "owner", "candidate__vendor", "candidate__evaluation"
        )

    def running(self) -> Self:
        """Of a candidate in the race of an open evaluation."""
        return self.filter(
            candidate__is_open=True, candidate__archived_at=None, candidate__evaluation__archived_at=None
        )

    def wanted(self) -> Self:
        """Whose vendor has asked for a link that works or for more time."""
        return self.running().exclude(wanted_at=None).filter(revoked_at=None)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A vendor who waits for a new link."""
        return as_work(
            self.wanted(),
            "clarification",
            of,
            title=F("candidate__vendor__name"),
            code=Cast("number", models.CharField()),
            detail=F("candidate__evaluation__title"),
        )


class Clarification(PurposeLink):
    """Questions to one vendor with a deadline; its link opens these and nothing else."""

    page = "clarification-link"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="clarifications")
    number = models.PositiveIntegerField()
    language = models.CharField(_("language of the mail"), max_length=2, choices=Language.choices)
    message = models.TextField(_("words to the vendor"), blank=True)
    # The last day, in the workspace's zone, on which answers are taken.
    due_on = models.DateField(_("deadline"))
    # Who asked, and gets word of what comes back.
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    asked_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_clarification_in_space"),
            models.UniqueConstraint(fields=["candidate", "number"], name="evaluations_clarification_once"),
            SameWorkspace(field="candidate", name="evaluations_clarification_same_workspace"),
            pair("revoked_at", "revoked_by", "evaluations_clarification_revoked_pair"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="evaluations_clarification_language"
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The short name people quote: CL-01."""
        return CODE.format(self.number)

    @property
    def is_closed(self) -> bool:
        """Its evaluation is decided or put away, or the vendor has left the race."""
        candidate = self.candidate
        return bool(not candidate.is_open or candidate.archived_at or candidate.evaluation.archived_at)

    def is_active(self, at: datetime) -> bool:
        return super().is_active(at) and not self.is_closed


class ClarificationItem(Row):
    """One question of a request, as the buyer words it, and what the vendor says to it.

    The draft is the vendor's alone; `answer` is what was sent, `earlier` what was sent before it.
    """

    clarification = models.ForeignKey(Clarification, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    asked = models.TextField()
    draft = models.TextField(blank=True)
    # Counts the saves of the draft: two colleagues may hold the same link.
    version = models.PositiveIntegerField(default=0)
    # The open page that saved it last: what it wrote itself is no conflict to it.
    drafted_by = models.CharField(max_length=36, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # [{"at", "text"}], the oldest first.
    earlier = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_clarified_in_workspace"),
            models.UniqueConstraint(
                fields=["clarification", "question"], name="evaluations_clarified_question_once"
            ),
            SameWorkspace(field="clarification", name="evaluations_clarified_same_workspace"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.asked

    @property
    def is_sent(self) -> bool:
        """What the vendor reads in the field is what the buyer has."""
        return bool(self.answered_at) and self.draft == self.answer


class ClarificationFile(Row):
    """A file that a vendor added; it becomes an exhibit of the candidate when the answers are sent."""

    item = models.ForeignKey(ClarificationItem, models.CASCADE, related_name="files")
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="clarification_file")
    exhibit = models.OneToOneField(
        Exhibit, models.PROTECT, null=True, blank=True, related_name="clarification_file"
    )

    class Meta:
        constraints = [
            SameWorkspace(field="item", name="evaluations_clarification_file_same_workspace"),
            SameWorkspace(field="evidence", name="evaluations_clarification_file_evidence_same_workspace"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.evidence)
