"""A finding: the complete record of something that failed, until it is put right or accepted."""

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from audits.checklists.models.run import Run, RunItem
from audits.connectors.models import Connector
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import BLANK, WorkRows, as_work
from audits.vendors.models import Vendor


class FindingState(models.TextChoices):
    """A draft lacks a part of its record; a dropped one was no failure after all.

    Resolved, accepted and dropped ones are not work any more.
    """

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    RESOLVED = "resolved", _("Resolved")
    ACCEPTED = "accepted", _("Risk accepted")
    DROPPED = "dropped", _("Dropped")


class Severity(models.TextChoices):
    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Mitigation(models.TextChoices):
    """What was done at once (R092, R093)."""

    ROLLBACK = "rollback", _("Rolled back")
    REVERT_MAPPING = "revert_mapping", _("Mapping reverted")
    THROTTLE = "throttle", _("Throttled")
    DISABLE_CONNECTOR = "disable_connector", _("Connector disabled")
    PAUSE_AUTOMATION = "pause_automation", _("Automation paused")
    NONE_YET = "none_yet", _("None yet")
    OTHER = "other", _("Something else")


RECORD = ("occurred_at", "steps", "expected", "observed", "mitigation")
"""The five parts without which a failure is not recorded (R091)."""
WORK = (FindingState.DRAFT, FindingState.OPEN)
UNPROVED = (FindingState.DRAFT, FindingState.DROPPED)
"""Without a whole record: nothing is counted or compared by them."""
STATE_ORDER = (
    FindingState.OPEN,
    FindingState.DRAFT,
    FindingState.ACCEPTED,
    FindingState.RESOLVED,
    FindingState.DROPPED,
)
RANKS = ("by_state", "by_revenue", "by_severity")
ORDER = (*RANKS, "id")


def places(column: str, order: Sequence[str]) -> Case:
    """The place of a column's value in that order, as the database finds it."""
    return Case(
        *(When(**{column: value}, then=Value(place)) for place, value in enumerate(order)),
        default=Value(len(order)),
    )


class FindingQuerySet(models.QuerySet["Finding"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def work(self) -> Self:
        """What somebody still has to do something about."""
        return self.filter(state__in=WORK)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Failures that somebody has to put right, or whose record somebody has to complete."""
        return as_work(
            self.work(),
            "finding",
            of,
            title=F("title"),
            code=Cast("number", models.CharField()),
            detail=Coalesce("connector__name", "vendor__name", BLANK),
            more=F("severity"),
            state=F("state"),
            version=F("version"),
        )

    def run_out(self, today: date) -> Self:
        """Accepted risks whose time is over."""
        return self.filter(state=FindingState.ACCEPTED, accepted_until__lt=today)

    def like(self, finding: "Finding") -> Self:
        """Other failures of the same check for the same vendor and connector, the latest first."""
        if not finding.check_slug:
            return self.none()
        rows = self.for_workspace(finding.workspace_id).filter(
            check_slug=finding.check_slug, vendor=finding.vendor_id
        )
        if finding.connector_id:
            rows = rows.filter(Q(connector_id=finding.connector_id) | Q(connector=None))
        return rows.exclude(state__in=UNPROVED).exclude(pk=finding.pk).order_by("-number")

    def revenue_first(self) -> Self:
        """Open ones first, then revenue-relevant ones, then by severity, then oldest (R098)."""
        return self.ranked().order_by(*ORDER)

    def after(self, key: UUID) -> Self:
        """What follows the finding of that key in `revenue_first`."""
        mark = self.model.objects.filter(pk=key).ranked().values(*RANKS, "pk").first()
        if mark is None:
            return self.none()
        rows, behind, level = self.ranked(), Q(), Q()
        for name in RANKS:
            behind |= level & Q(**{f"{name}__gt": mark[name]})
            level &= Q(**{name: mark[name]})
        return rows.filter(behind | level & Q(pk__gt=key))

    def ranked(self) -> Self:
        """With its places in the order as numbers, the lower the earlier."""
        return self.annotate(
            by_state=places("state", STATE_ORDER),
            by_revenue=Case(When(is_revenue=True, then=Value(0)), default=Value(1)),
            by_severity=places("severity", Severity.values),
        )


class Finding(Row):
    """Something that failed: when, what was done, expected and seen, and what became of it."""

    # Found by the insert itself; a column with a database default is told back with it.
    number = models.PositiveIntegerField(db_default=0)
    title = models.CharField(_("title"), max_length=200)
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="findings")
    item = models.OneToOneField(RunItem, models.PROTECT, null=True, blank=True, related_name="finding")
    # The check that failed: what a later failure of the same is recognised by.
    check_slug = models.SlugField(max_length=60, blank=True)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("vendor")
    )
    connector = models.ForeignKey(
        Connector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("connector"),
    )
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.DRAFT)
    occurred_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    steps = models.TextField(_("steps"), blank=True)
    expected = models.TextField(_("expected"), blank=True)
    observed = models.TextField(_("observed"), blank=True)
    mitigation = models.CharField(
        _("mitigation applied"), max_length=20, choices=Mitigation.choices, blank=True
    )
    # What was done in its own words; of "something else" they are all there is.
    mitigation_note = models.CharField(_("what was done"), max_length=1000, blank=True)
    severity = models.CharField(
        _("severity"), max_length=10, choices=Severity.choices, default=Severity.MEDIUM
    )
    affected_records = models.PositiveBigIntegerField(_("affected records"), null=True, blank=True)
    is_revenue = models.BooleanField(_("touches revenue"), default=False)
    # Slugs of the failure modes it is put down to (R131).
    failure_modes = models.JSONField(_("failure modes"), default=list)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    fix = models.TextField(_("fix"), blank=True)
    regression_test = models.CharField(_("regression test"), max_length=1000, blank=True)
    ticket_url = models.URLField(_("ticket"), max_length=1000, blank=True)
    recurs = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="recurrences")
    accepted_reason = models.TextField(_("why the risk is accepted"), blank=True)
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_finding_in_workspace"),
            models.UniqueConstraint(fields=["workspace", "number"], name="checklists_finding_number_once"),
            SameWorkspace(field="run", name="checklists_finding_run_same_workspace"),
            SameWorkspace(field="item", name="checklists_finding_item_same_workspace"),
            SameWorkspace(field="vendor", name="checklists_finding_vendor_same_workspace"),
            SameWorkspace(field="connector", name="checklists_finding_connector_same_workspace"),
            SameWorkspace(field="recurs", name="checklists_finding_recurs_same_workspace"),
            models.CheckConstraint(
                condition=Q(state__in=FindingState.values), name="checklists_finding_state"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="checklists_finding_severity"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | (
                    Q(occurred_at__isnull=False)
                    & ~Q(steps="")
                    & ~Q(expected="")
                    & ~Q(observed="")
                    & ~Q(mitigation="")
                ),
                name="checklists_finding_record_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | (~Q(accepted_reason="") & Q(accepted_until__isnull=False, accepted_by__isnull=False)),
                name="checklists_finding_accepted_whole",
            ),
            pair("resolved_at", "resolved_by", "checklists_finding_resolved_pair"),
        ]
        indexes = [
            # The list of findings by state, and earlier failures of the same check.
            models.Index(fields=["workspace", "state", "-id"], name="checklists_finding_list"),
            models.Index(fields=["workspace", "check_slug", "-id"], name="checklists_finding_check"),
            models.Index(fields=["owner", "state", "due_on"], name="checklists_finding_owner"),
            # The worker's tick: accepted risks whose time is over.
            models.Index(
                fields=["accepted_until"], condition=Q(state="accepted"), name="checklists_finding_runs_out"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The short name people quote: F-0012."""
        return f"F-{self.number:04d}"

    @property
    def is_work(self) -> bool:
        return self.state in WORK

    def missing(self) -> list[str]:
        """The parts of the record that are not filled in, by field name."""
        return [name for name in RECORD if not getattr(self, name)]
