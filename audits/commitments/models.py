"""What a vendor promised, whether it kept it, and the contract that may hold it."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.evidence.models import Proof
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.vendors.models import Vendor

NOTICE_WORK = timedelta(days=90)
"""How long before the last day of notice a contract becomes its owner's work."""


class Comparison(models.TextChoices):
    """How a measured value is held against the limit; `<` and `>` are strict."""

    LESS = "<", _("less than")
    AT_MOST = "<=", _("at most")
    MORE = ">", _("more than")
    AT_LEAST = ">=", _("at least")
    EXACTLY = "=", _("exactly")


class State(models.TextChoices):
    """How a commitment stands by its last judgement."""

    OPEN = "open", _("Not checked yet")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    RELEASED = "released", _("Released")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def standing(self) -> Self:
        """What the vendor is still held to."""
        return self.exclude(state=State.RELEASED)


class Commitment(Row):
    """One promise of a vendor, with a copy of the words it was given in and where they stand."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    text = models.CharField(_("what was promised"), max_length=1000)
    comparison = models.CharField(_("limit"), max_length=2, choices=Comparison.choices, blank=True)
    limit = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    proof = models.CharField(_("proof"), max_length=12, choices=Proof.choices, blank=True)
    said_by = models.CharField(_("said by"), max_length=200, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    # Where it comes from, copied: the demo's answer may be reworded or its evaluation archived.
    question = models.CharField(_("question"), max_length=60, blank=True)
    question_text = models.TextField(blank=True)
    dimension = models.CharField(_("dimension"), max_length=200, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, blank=True)
    words = models.TextField(_("the demo's note"), blank=True)
    demo_second = models.PositiveIntegerField(null=True, blank=True)
    source_title = models.CharField(_("evaluation"), max_length=250, blank=True)
    source_path = models.CharField(max_length=300, blank=True)
    source_answer = models.UUIDField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("to be checked by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    judged_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.CharField(_("reason"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="commitments_in_workspace"),
            models.UniqueConstraint(fields=["vendor", "number"], name="commitments_number_once"),
            # An answer is promised once, however often it is asked for.
            models.UniqueConstraint(fields=["workspace", "source_answer"], name="commitments_answer_once"),
            SameWorkspace(field="vendor", name="commitments_vendor_same_workspace"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="commitments_state"),
            models.CheckConstraint(
                condition=Q(comparison="", limit=None) | (~Q(comparison="") & Q(limit__isnull=False)),
                name="commitments_limit_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | ~Q(release_reason=""), name="commitments_release_reason"
            ),
        ]
        ordering = ["number"]
        indexes = [models.Index(fields=["owner", "due_on"], name="commitments_due")]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """The short name people quote, and the slug of its acceptance check: CM-01."""
        return f"CM-{self.number:02d}"


class Judgement(Row):
    """One time a commitment was found kept or broken, and by which check; never changed."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="judgements")
    is_kept = models.BooleanField()
    note = models.TextField(blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=clock.now)
    # The check that showed it, by key and as it was called: runs stand above this app.
    run = models.UUIDField(null=True, blank=True)
    run_title = models.CharField(max_length=250, blank=True)
    check_path = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [SameWorkspace(field="commitment", name="commitments_judgement_same_workspace")]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {'kept' if self.is_kept else 'broken'}"


class ContractQuerySet(models.QuerySet["Contract"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def notice_due(self, today: date) -> Self:
        """Whose notice has to be thought about, and has not been yet."""
        return self.filter(notice_on__lte=today + NOTICE_WORK, settled_at=None, archived_at=None)


class Contract(Row):
    """The contract with a vendor: its dates, and when somebody has to decide about it again."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="contracts")
    reference = models.CharField(_("reference"), max_length=200)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    starts_on = models.DateField(_("term starts"), null=True, blank=True)
    ends_on = models.DateField(_("term ends"), null=True, blank=True)
    renews_on = models.DateField(_("renews"), null=True, blank=True)
    notice_on = models.DateField(_("last day of notice"), null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    note = models.TextField(_("note"), blank=True)
    # What was decided about renewal, once it was.
    settlement = models.CharField(_("what was decided"), max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="commitments_contract_in_workspace"),
            SameWorkspace(field="vendor", name="commitments_contract_vendor_same_workspace"),
            pair("settled_at", "settled_by", "commitments_contract_settled_pair"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="commitments_contract_dates",
            ),
        ]
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "notice_on"], name="commitments_notice")]

    def __str__(self) -> str:
        return self.reference


class Clause(Row):
    """Whether a contract holds a commitment, and where; no row is not looked up yet."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="clauses")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="clauses")
    is_included = models.BooleanField()
    place = models.CharField(_("where"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "commitment"], name="commitments_clause_once"),
            SameWorkspace(field="contract", name="commitments_clause_contract_same_workspace"),
            SameWorkspace(field="commitment", name="commitments_clause_same_workspace"),
        ]

    def __str__(self) -> str:
        return self.place or str(self.is_included)
