"""What a demo leaves behind: answers, scores, objects, waivers, exhibits."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate
from audits.evidence.models import Evidence, Proof
from audits.frameworks.models import Dimension, Question
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import WorkRows, as_work


class Verdict(models.TextChoices):
    """What the answer amounts to; blank is not answered, which is not "none"."""

    STRONG = "strong", _("Strong")
    PARTIAL = "partial", _("Partial")
    NONE = "none", _("Not supported")


class Versioned(Row):
    """A row made with its candidate at version 0 ("nobody wrote yet") and saved by compare-and-swap."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="%(class)ss")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Answer(Versioned):
    """A vendor's answer to one question: verdict, proof, note and what was noticed."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    proof = models.CharField(max_length=12, choices=Proof.choices, blank=True)
    note = models.TextField(blank=True)
    # "No specific answer": asked, but left unanswered; feeds the follow-ups (R021, R025).
    is_vague = models.BooleanField(default=False)
    follow_up = models.BooleanField(default=False)
    is_promise = models.BooleanField(default=False)
    # Slugs of the framework's red flags that were seen (R024).
    red_flags = models.JSONField(default=list)
    # Facts by slug: ticks, choices, durations with unit, times (R027, R040-R045).
    facts = models.JSONField(default=dict)
    # Seconds into the demo, to be found again in the recording.
    demo_second = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "question"], name="evaluations_answer_once"),
            SameWorkspace(field="candidate", name="evaluations_answer_same_workspace"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="evaluations_answer_verdict"
            ),
            models.CheckConstraint(
                condition=Q(proof__in=["", *Proof.values]), name="evaluations_answer_proof"
            ),
            models.CheckConstraint(
                condition=Q(is_vague=False) | Q(verdict=""), name="evaluations_answer_vague_is_open"
            ),
            pair("saved_at", "saved_by", "evaluations_answer_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.verdict or '-'}"


class Score(Versioned):
    """The points of one dimension, 0 to 5, with the reason; blank is not zero."""

    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    rationale = models.TextField(blank=True)
    demo_second = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "dimension"], name="evaluations_score_once"),
            SameWorkspace(field="candidate", name="evaluations_score_same_workspace"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=5), name="evaluations_score_points"
            ),
            pair("saved_at", "saved_by", "evaluations_score_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.points}"


class ObjectCheck(Versioned):
    """Whether one required object of one CRM is read and written; None is not asked yet."""

    crm = models.SlugField(max_length=60)
    object = models.SlugField(max_length=60)
    read = models.BooleanField(null=True, blank=True)
    write = models.BooleanField(null=True, blank=True)
    # Sub-ticks of an object with parts: {"task": {"read": true, "write": null}, …}.
    parts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_object_in_workspace"),
            models.UniqueConstraint(fields=["candidate", "crm", "object"], name="evaluations_object_once"),
            SameWorkspace(field="candidate", name="evaluations_object_same_workspace"),
            pair("saved_at", "saved_by", "evaluations_object_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.crm} {self.object}"


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def standing(self) -> Self:
        """Of the object's present answer, in force or expired."""
        return self.filter(lapsed_at=None)

    def in_force(self, today: date) -> Self:
        """Standing, and its last day is not over."""
        return self.standing().filter(Q(expires_on=None) | Q(expires_on__gte=today))

    def running(self) -> Self:
        """Standing, with a last day, of a candidate in the race of an open evaluation."""
        racing = {"archived_at": None, "evaluation__archived_at": None, "is_open": True}
        own = {f"check_row__candidate__{name}": value for name, value in racing.items()}
        return self.standing().filter(expires_on__isnull=False, **own)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A waiver that ends: the object is to be confirmed by its last day, or waived anew."""
        return as_work(
            self.running(),
            "waiver",
            of,
            due_on=F("expires_on"),
            title=F("check_row__candidate__vendor__name"),
            code=F("check_row__object"),
            detail=F("check_row__candidate__evaluation__title"),
            parent=F("check_row__candidate_id"),
        )


class Waiver(Row):
    """Lets a candidate be chosen although an object is missing; lapses when the object's answer changes."""

    check_row = models.ForeignKey(ObjectCheck, models.CASCADE, related_name="waivers")
    reason = models.CharField(_("reason"), max_length=1000)
    waived_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(default=clock.now)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    # The last day on which it clears anything, in the workspace's zone; a decision outlives it.
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    # When it was found to be over, by the clock or at a decision: nothing brings it back.
    expired_at = models.DateTimeField(null=True, blank=True)
    # Who sees to it before that day.
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_row"], condition=Q(lapsed_at=None), name="evaluations_waiver_one_in_force"
            ),
            SameWorkspace(field="check_row", name="evaluations_waiver_same_workspace"),
        ]

    def __str__(self) -> str:
        return self.reason


class Exhibit(Row):
    """A piece of evidence on a candidate's dimension or question, numbered E-01 on."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="exhibits")
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="exhibit")
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    demo_second = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "number"], name="evaluations_exhibit_number_once"),
            SameWorkspace(field="candidate", name="evaluations_exhibit_same_workspace"),
            SameWorkspace(field="evidence", name="evaluations_exhibit_evidence_same_workspace"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"E-{self.number:02d}"
