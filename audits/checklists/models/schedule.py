"""When audits come again: a rule in the workspace's time zone, and the slots that became runs."""

from datetime import datetime, time
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audits.checklists.models.run import Run
from audits.checklists.recurrence import Rule
from audits.connectors.models import Connector
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row
from audits.vendors.models import Vendor

MORNING = time(8, 0)


class Unit(models.TextChoices):
    """What a schedule counts in; `once` has one slot."""

    ONCE = "once", _("Once")
    DAY = "day", _("Days")
    WEEK = "week", _("Weeks")
    MONTH = "month", _("Months")


def rhythm_of(unit: str, every: int) -> str:
    """How often something comes, in words."""
    match unit:
        case Unit.DAY:
            words = ngettext("every day", "every %(every)d days", every)
        case Unit.WEEK:
            words = ngettext("every week", "every %(every)d weeks", every)
        case Unit.MONTH:
            words = ngettext("every month", "every %(every)d months", every)
        case _once:
            words = _now("once")
    return words % {"every": every}


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def active(self) -> Self:
        return self.filter(ended_at=None, is_paused=False)

    def due(self, now: datetime) -> Self:
        """Whose next slot has come, the longest waiting first."""
        return self.active().filter(next_at__lte=now).order_by("next_at", "id")

    def current(self) -> Self:
        """With a slot to come, also while paused; the soonest first."""
        return self.filter(next_on__isnull=False).order_by("next_on", "id")

    def past(self) -> Self:
        """Ended, or without a slot left; the latest first."""
        return self.filter(next_on=None).order_by("-id")

    def after(self, key: UUID) -> Self:
        """What follows the schedule of that key in `current`; in `past` those made before it."""
        mark = Subquery(self.model.objects.filter(pk=key).values("next_on"))
        rows = self.annotate(mark=mark)
        later = Q(next_on__gt=F("mark")) | Q(next_on=F("mark"), pk__gt=key)
        return rows.filter(later | Q(next_on=None, mark=None, pk__lt=key))

    def with_trouble(self) -> Self:
        """Each with `trouble`: why its latest slot has no run."""
        latest = Occurrence.objects.filter(schedule=OuterRef("pk")).order_by("-slot_on")
        return self.annotate(trouble=Subquery(latest.values("failure")[:1]))


class Schedule(Row):
    """A rule by which runs start themselves, with the owner they get (R149, R150)."""

    title = models.CharField(_("title"), max_length=200)
    # The newest usable version of this checklist is run when a slot comes.
    checklist = models.SlugField(_("checklist"), max_length=60)
    unit = models.CharField(_("every"), max_length=5, choices=Unit.choices, default=Unit.MONTH)
    every = models.PositiveSmallIntegerField(_("interval"), default=1)
    # The first date; later ones are counted from it, so that a 31st does not wander to the 28th.
    starts_on = models.DateField(_("first date"))
    at_time = models.TimeField(_("local time"), default=MORNING)
    # The next slot as a date of the workspace and as the instant it falls on there; None when none is left.
    next_on = models.DateField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days until due"), default=7)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="schedules", verbose_name=_("vendor")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    # The vendor's standing commitments are tested again in every run.
    with_commitments = models.BooleanField(_("test the vendor's commitments"), default=False)
    is_paused = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    # The run at whose end it was planned: its first run follows that one.
    follows = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="planned_schedules")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScheduleQuerySet.as_manager()
    # Where `with_trouble` fetched the row.
    trouble: str | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_schedule_in_workspace"),
            SameWorkspace(field="vendor", name="checklists_schedule_vendor_same_workspace"),
            SameWorkspace(field="follows", name="checklists_schedule_follows_same_workspace"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="checklists_schedule_unit"),
            models.CheckConstraint(
                condition=Q(every__gte=1, every__lte=120), name="checklists_schedule_every"
            ),
            models.CheckConstraint(
                condition=Q(next_on=None, next_at=None) | Q(next_on__isnull=False, next_at__isnull=False),
                name="checklists_schedule_next_pair",
            ),
            models.CheckConstraint(
                condition=Q(with_commitments=False) | Q(vendor__isnull=False),
                name="checklists_schedule_commitments_of_a_vendor",
            ),
        ]
        indexes = [
            # The worker's tick: what is due.
            models.Index(
                fields=["next_at"],
                condition=Q(ended_at=None, is_paused=False),
                name="checklists_schedule_due",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> Rule:
        return Rule(self.unit, self.every, self.starts_on)

    @property
    def rhythm(self) -> str:
        return rhythm_of(self.unit, self.every)

    @property
    def state(self) -> str:
        """One word for the template: ended, paused, done without a slot left, or active."""
        if self.ended_at:
            return "ended"
        if self.next_on is None:
            return "done"
        return "paused" if self.is_paused else "active"


class ScheduleConnector(Row):
    """A connector that a schedule's runs look at."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="schedule_connectors")
    connector = models.ForeignKey(Connector, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "connector"], name="checklists_schedule_connector_once"
            ),
            SameWorkspace(field="schedule", name="checklists_schedule_connector_schedule_same"),
            SameWorkspace(field="connector", name="checklists_schedule_connector_same_workspace"),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.connector_id}"


class Occurrence(Row):
    """A slot that became a run; missed ones before it are made up by it, once."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="occurrences")
    slot_on = models.DateField()
    # Slots that passed unseen before this one, such as during a downtime.
    missed = models.PositiveIntegerField(default=0)
    run = models.OneToOneField(Run, models.PROTECT, null=True, blank=True, related_name="occurrence")
    # Why there is no run, when there is none.
    failure = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "slot_on"], name="checklists_occurrence_once"),
            SameWorkspace(field="schedule", name="checklists_occurrence_same_workspace"),
            SameWorkspace(field="run", name="checklists_occurrence_run_same_workspace"),
        ]
        ordering = ["-slot_on"]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.slot_on}"
