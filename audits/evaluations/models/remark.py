"""Comments and challenges on a line of the report: made by whoever reads it, answered by a lead."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate, Evaluation
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import BLANK, WorkRows, as_work


class RemarkKind(models.TextChoices):
    COMMENT = "comment", _("Comment")
    CHALLENGE = "challenge", _("Challenge: the lead has to answer it")


class Place(models.TextChoices):
    """What a remark is about; most of them of one vendor."""

    EVALUATION = "evaluation", _("The evaluation as a whole")
    DECISION = "decision", _("The decision")
    CANDIDATE = "candidate", _("The vendor as a whole")
    DIMENSION = "dimension", _("Dimension")
    QUESTION = "question", _("Question")
    OBJECT = "object", _("Object")
    COST = "cost", _("Cost of ownership")
    GAPS = "gaps", _("Gaps")
    SLA = "sla", _("SLA")
    CLARIFICATIONS = "clarifications", _("Clarifications")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def with_parts(self) -> Self:
        return self.select_related("author", "owner", "candidate__vendor").prefetch_related("answers__author")

    def open(self) -> Self:
        """Neither answered nor taken back."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def waiting(self) -> Self:
        """Challenges nobody has answered."""
        return self.open().filter(kind=RemarkKind.CHALLENGE)

    def in_state(self, state: str) -> Self:
        """Those that are open, answered or taken back; all of them without a state."""
        match state:
            case "open":
                return self.open()
            case "answered":
                return self.filter(answered_at__isnull=False, withdrawn_at=None)
            case "withdrawn":
                return self.filter(withdrawn_at__isnull=False)
        return self

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A challenge for whoever answers for the evaluation; it names the line and none of its words."""
        return as_work(
            self.waiting().filter(evaluation__archived_at=None),
            "challenge",
            of,
            due_on=Cast(Value(None), models.DateField()),
            title=F("evaluation__title"),
            code=Cast("number", models.CharField()),
            detail=Coalesce("candidate__vendor__name", BLANK),
            more=F("place"),
        )


class Remark(Row):
    """A comment or challenge; a decision does not close it, and its words never change."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="remarks")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    place = models.CharField(max_length=20, choices=Place.choices)
    # The slug of a dimension or question, or an object as crm/object.
    part = models.CharField(max_length=130, blank=True)
    candidate = models.ForeignKey(Candidate, models.CASCADE, null=True, blank=True, related_name="remarks")
    text = models.TextField(_("remark"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    # The evaluation's revision that was read.
    revision = models.PositiveIntegerField()
    # Who is to answer a challenge; nobody while every lead is excluded.
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_remark_in_workspace"),
            models.UniqueConstraint(fields=["evaluation", "number"], name="evaluations_remark_number_once"),
            SameWorkspace(field="evaluation", name="evaluations_remark_same_workspace"),
            SameWorkspace(field="candidate", name="evaluations_remark_candidate_same_workspace"),
            models.CheckConstraint(condition=Q(kind__in=RemarkKind.values), name="evaluations_remark_kind"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="evaluations_remark_place"),
            pair("answered_at", "answered_by", "evaluations_remark_answered_pair"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The short name people quote: RM-03."""
        return f"RM-{self.number:02d}"

    @property
    def is_challenge(self) -> bool:
        return self.kind == RemarkKind.CHALLENGE

    @property
    def waits(self) -> bool:
        """A challenge that is owed an answer."""
        return self.is_challenge and self.answered_at is None and self.withdrawn_at is None


class RemarkAnswer(Row):
    """An answer to a remark; a later one stands beside it and does not replace it."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [SameWorkspace(field="remark", name="evaluations_remark_answer_same_workspace")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
