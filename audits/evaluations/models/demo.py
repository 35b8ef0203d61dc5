"""Demos with their timer, captured lines, and the trial afterwards."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate
from audits.frameworks.models import Question
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import WorkRows, as_work


class DemoStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class Environment(models.TextChoices):
    """What the vendor shows in."""

    SANDBOX = "sandbox", _("Vendor's sandbox")
    PRODUCTION = "production", _("A customer's production")
    OWN_ORG = "own-org", _("Our own org")
    SLIDES = "slides", _("Slides only")


LIVE = (DemoStatus.RUNNING, DemoStatus.PAUSED)


class DemoQuerySet(models.QuerySet["Demo"]):
    def live(self) -> Self:
        """Begun and not ended; a pause does not end it."""
        return self.filter(status__in=LIVE)


class Demo(Row):
    """One demo of a candidate: when, who, in which environment, and where its minutes went."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="demos")
    held_at = models.DateTimeField(_("when"))
    environment = models.CharField(
        _("environment shown"), max_length=12, choices=Environment.choices, blank=True
    )
    attendees = models.TextField(_("who attended from our side"), blank=True)
    vendor_people = models.TextField(_("the vendor's people"), blank=True)
    recorder = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorder")
    )
    recording_url = models.URLField(_("recording"), max_length=1000, blank=True)
    # Planned minutes by dimension slug where they differ from the framework's.
    planned_minutes = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=DemoStatus.choices, default=DemoStatus.PLANNED)
    started_at = models.DateTimeField(null=True, blank=True)
    # The timer: seconds before the present stretch, and when that stretch began.
    seconds_before = models.PositiveIntegerField(default=0)
    running_since = models.DateTimeField(null=True, blank=True)
    # Seconds spent by dimension slug.
    dimension_seconds = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DemoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_demo_in_workspace"),
            SameWorkspace(field="candidate", name="evaluations_demo_same_workspace"),
            models.CheckConstraint(
                condition=models.Q(status="running", running_since__isnull=False)
                | (~models.Q(status="running") & models.Q(running_since=None)),
                name="evaluations_demo_running_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.held_at:%Y-%m-%d}"

    def elapsed(self, at: datetime) -> int:
        """Seconds of demo time at an instant; a pause does not count."""
        if self.running_since is None:
            return self.seconds_before
        return self.seconds_before + max(0, int((at - self.running_since).total_seconds()))

    def start(self, at: datetime) -> None:
        """Starts, or goes on after a pause."""
        self.started_at = self.started_at or at
        self.status, self.running_since, self.ended_at = DemoStatus.RUNNING, at, None

    def pause(self, at: datetime) -> None:
        self.seconds_before = self.elapsed(at)
        self.status, self.running_since = DemoStatus.PAUSED, None

    def end(self, at: datetime) -> None:
        self.seconds_before = self.elapsed(at)
        self.status, self.running_since, self.ended_at = DemoStatus.ENDED, None, at


class Capture(Row):
    """A line caught during the demo, stamped with its second, to be filed under a question later."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="captures")
    text = models.CharField(max_length=2000)
    demo_second = models.PositiveIntegerField(null=True, blank=True)
    caught_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    caught_at = models.DateTimeField(default=clock.now)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            SameWorkspace(field="candidate", name="evaluations_capture_same_workspace"),
            pair("filed_at", "filed_by", "evaluations_capture_filed_pair"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Trial(Row):
    """A trial in the buyer's org after the demo."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="trial")
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_trial_in_workspace"),
            SameWorkspace(field="candidate", name="evaluations_trial_same_workspace"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="evaluations_trial_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"


class TrialTaskQuerySet(models.QuerySet["TrialTask"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def undone(self) -> Self:
        """Not seen yet, of a candidate in the race of an open evaluation."""
        return self.filter(
            done_at=None,
            trial__candidate__is_open=True,
            trial__candidate__archived_at=None,
            trial__candidate__evaluation__archived_at=None,
        )

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """What somebody has to see with their own eyes in a trial."""
        return as_work(
            self.undone(),
            "task",
            of,
            title=F("text"),
            code=F("question__slug"),
            detail=F("trial__candidate__evaluation__title"),
            more=F("trial__candidate__vendor__name"),
            parent=F("trial__candidate_id"),
        )


class TrialTask(Row):
    """Something to see for ourselves in the trial, made from an unproven answer."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="tasks")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.CharField(_("what to see"), max_length=1000)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    outcome = models.TextField(_("what was seen"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TrialTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "question"], name="evaluations_trial_task_once"),
            SameWorkspace(field="trial", name="evaluations_trial_task_same_workspace"),
            pair("done_at", "done_by", "evaluations_trial_task_done_pair"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
