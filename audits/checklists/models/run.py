"""A run: a checklist being worked through, its items copied when it was started."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.models.version import ChecklistVersion
from audits.commitments.models import Commitment
from audits.connectors.models import Connector
from audits.kit import clock
from audits.kit.refusals import Blocked
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import BLANK, WorkRows, as_work
from audits.vendors.models import Vendor


class RunKind(models.TextChoices):
    """What a run is for (R078)."""

    TRIAGE = "triage", _("Quick triage")
    MONTHLY = "monthly", _("Monthly audit")
    QUARTERLY = "quarterly", _("Quarterly audit")
    INCIDENT = "incident", _("Incident")
    ACCEPTANCE = "acceptance", _("Acceptance")
    AUDIT = "audit", _("Audit")


TRIAGES = (RunKind.TRIAGE, RunKind.INCIDENT)
"""What finds out what is wrong: an incident opened from its failures needs no other triage."""


class RunStatus(models.TextChoices):
    """A withdrawn run was started by mistake: it stays to be read and counts nowhere."""

    OPEN = "open", _("Open")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ItemStatus(models.TextChoices):
    """Where an item stands (contract)."""

    TODO = "todo", _("To do")
    DOING = "doing", _("In progress")
    PASS = "pass", _("Pass")
    FAIL = "fail", _("Fail")
    BLOCKED = "blocked", _("Blocked")
    NOT_APPLICABLE = "n/a", _("Not applicable")


DONE = (ItemStatus.PASS, ItemStatus.FAIL, ItemStatus.NOT_APPLICABLE)
"""Items that need nothing more in this run: what progress counts (R145)."""
UNDONE = (ItemStatus.TODO, ItemStatus.DOING, ItemStatus.BLOCKED)


class RunQuerySet(models.QuerySet["Run"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def open(self) -> Self:
        return self.filter(status=RunStatus.OPEN)

    def finished(self) -> Self:
        return self.filter(status=RunStatus.FINISHED)

    def over(self) -> Self:
        """Finished and withdrawn ones."""
        return self.filter(status__in=(RunStatus.FINISHED, RunStatus.WITHDRAWN))

    def standing(self) -> Self:
        """Without those that were started by mistake."""
        return self.filter(status__in=(RunStatus.OPEN, RunStatus.FINISHED))

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Audits that somebody has to see to the end."""
        return as_work(
            self.open(),
            "run",
            of,
            title=F("title"),
            code=Cast("number", models.CharField()),
            detail=Coalesce("vendor__name", BLANK),
        )

    def seen_by(self, user_id: UUID, workspace: str) -> Self:
        """Runs of the workspace with that slug, each with the user's role there as `role`.

        One query that fetches and authorises at once, for the hot paths.
        """
        return (
            self.filter(
                workspace__slug=workspace,
                workspace__memberships__user_id=user_id,
                workspace__memberships__ended_at=None,
            )
            .annotate(role=F("workspace__memberships__role"))
            .select_related("workspace")
        )

    def with_progress(self) -> Self:
        """Each with `total` items and how many are `done` (R145)."""
        return self.annotate(total=items_counted(), done=items_counted(status__in=DONE))


def items_counted(**where: Any) -> Coalesce:
    """How many items of the run at hand, asked for row by row so that a page counts its own runs only."""
    items = RunItem.objects.filter(run=OuterRef("pk"), **where).order_by()
    counted = items.values("run").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted), 0)


class Run(Row):
    """A checklist at work: the parent row of its items, for chosen connectors or a vendor."""

    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=RunKind.choices, default=RunKind.AUDIT)
    checklist = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="runs")
    # Headings of its items in order: [{"slug", "title"}].
    groups = models.JSONField(default=list)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("vendor")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.OPEN)
    # Counts every write under it: the ETag of pages and polls.
    change = models.PositiveBigIntegerField(default=0)
    # The time-box in minutes, planned and longest, and the clock that runs against it (R080, R081).
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_before = models.PositiveIntegerField(default=0)
    running_since = models.DateTimeField(null=True, blank=True)
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    objects = RunQuerySet.as_manager()
    # The reader's role, where `seen_by` fetched the row; counts, where `with_progress` did.
    role: str
    total: int
    done: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_run_in_workspace"),
            models.UniqueConstraint(fields=["workspace", "number"], name="checklists_run_number_once"),
            SameWorkspace(field="vendor", name="checklists_run_vendor_same_workspace"),
            SameWorkspace(field="predecessor", name="checklists_run_predecessor_same_workspace"),
            models.CheckConstraint(condition=Q(status__in=RunStatus.values), name="checklists_run_status"),
            models.CheckConstraint(condition=Q(kind__in=RunKind.values), name="checklists_run_kind"),
            pair("finished_at", "finished_by", "checklists_run_finished_pair"),
            pair("withdrawn_at", "withdrawn_by", "checklists_run_withdrawn_pair"),
            models.CheckConstraint(
                condition=Q(status="open", finished_at=None, withdrawn_at=None)
                | Q(status="finished", finished_at__isnull=False, withdrawn_at=None)
                | (
                    Q(status="withdrawn", finished_at=None, withdrawn_at__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
                name="checklists_run_end_is_told",
            ),
        ]
        indexes = [
            # The list of runs: open ones, newest first.
            models.Index(fields=["workspace", "status", "-id"], name="checklists_run_list"),
            # An owner's work: audits that are due.
            models.Index(fields=["owner", "status", "due_on"], name="checklists_run_owner"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The short name people quote: R-0007."""
        return f"R-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.status == RunStatus.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.status == RunStatus.WITHDRAWN

    def touch(self) -> bool:
        """The conditional parent update: first statement of every save under it.

        `Blocked` when the run is over, so a save and the run's end exclude each other. The row in hand stays
        as it was read; answers whether nothing was written under it since then.
        """
        rows = Run.objects.filter(pk=self.pk, status=RunStatus.OPEN)
        is_as_read = rows.filter(change=self.change).update(change=F("change") + 1) == 1
        if not is_as_read and not rows.update(change=F("change") + 1):
            raise Blocked(self.closed_words())
        return is_as_read

    def closed_words(self) -> str:
        """Why nothing can be changed."""
        if Run.objects.filter(pk=self.pk, status=RunStatus.WITHDRAWN).exists():
            return _now("This run was withdrawn. Reopen it to change anything.")
        return _now("This run is finished. Reopen it to change anything.")

    def elapsed(self, at: datetime) -> int:
        """Seconds on its clock at an instant; a pause does not count."""
        if self.running_since is None:
            return self.seconds_before
        return self.seconds_before + max(0, int((at - self.running_since).total_seconds()))

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


class RunConnector(Row):
    """A connector that a run looks at."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="run_connectors")
    connector = models.ForeignKey(Connector, models.PROTECT, related_name="run_connectors")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "connector"], name="checklists_run_connector_once"),
            SameWorkspace(field="run", name="checklists_run_connector_run_same_workspace"),
            SameWorkspace(field="connector", name="checklists_run_connector_same_workspace"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.connector_id}"


class RunItemQuerySet(models.QuerySet["RunItem"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def in_order(self) -> Self:
        return self.order_by("position", "id")

    def undone(self) -> Self:
        return self.filter(status__in=UNDONE, run__status=RunStatus.OPEN)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Checks that somebody has to carry out; without a date of its own, one is due with its run."""
        return as_work(
            self.undone(),
            "item",
            of,
            due_on=Coalesce("due_on", "run__due_on"),
            title=F("title"),
            code=F("slug"),
            detail=F("run__title"),
            more=F("expects"),
            state=F("status"),
            parent=F("run_id"),
            version=F("version"),
        )

    def seen_by(self, user_id: UUID, workspace: str) -> Self:
        """As for runs: items of that workspace, each with the user's role there as `role`."""
        return self.filter(
            run__workspace__slug=workspace,
            run__workspace__memberships__user_id=user_id,
            run__workspace__memberships__ended_at=None,
        ).annotate(role=F("run__workspace__memberships__role"))

    def light(self) -> Self:
        """Without the check's text, which a list does not show."""
        return self.defer("document")


class RunItem(Row):
    """One check of a run with its owner, due date and result; the check's text is a copy."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="items")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    group = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    # The expected result in a few words.
    expects = models.CharField(max_length=240, blank=True)
    # The whole check as JSON, as it stood when the run was started (`document.Check`).
    document = models.TextField()
    # The promise that this item tests.
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="items")
    # The slug of the failed item that proposed it.
    proposed_by = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=8, choices=ItemStatus.choices, default=ItemStatus.TODO)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    # What was written down besides: {"fields": {slug: text}, "counts": {slug: text}, "hops": […]}.
    record = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RunItemQuerySet.as_manager()
    # The reader's role, where `seen_by` fetched the row.
    role: str

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="checklists_item_in_workspace"),
            models.UniqueConstraint(fields=["run", "slug"], name="checklists_item_once"),
            SameWorkspace(field="run", name="checklists_item_run_same_workspace"),
            SameWorkspace(field="commitment", name="checklists_item_commitment_same_workspace"),
            models.CheckConstraint(condition=Q(status__in=ItemStatus.values), name="checklists_item_status"),
            models.CheckConstraint(
                condition=~Q(status="n/a") | ~Q(note=""), name="checklists_item_not_applicable_says_why"
            ),
            pair("saved_at", "saved_by", "checklists_item_saved_pair"),
        ]
        indexes = [
            # An owner's inbox.
            models.Index(fields=["owner", "status", "due_on"], name="checklists_item_owner"),
            # The last results of one check.
            models.Index(fields=["workspace", "slug", "-saved_at"], name="checklists_item_history"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The check's id as people write it: DX-TEL-01."""
        return self.slug.upper()
