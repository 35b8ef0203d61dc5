"""What a vendor promised, and each time it was found kept or broken."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from audits.evidence.models import Proof
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row
from audits.people.work import WorkRows, as_work
from audits.vendors.models import Vendor


class Comparison(models.TextChoices):
    """How a measured value is held against the limit; `<` and `>` are strict."""

    LESS = "<", _("less than")
    AT_MOST = "<=", _("at most")
    MORE = ">", _("more than")
    AT_LEAST = ">=", _("at least")
    EXACTLY = "=", _("exactly")


class Kind(models.TextChoices):
    """What the vendor is held to: its word, or that a gap we know of is closed."""

    PROMISE = "promise", _("Promise")
    GAP = "gap", _("Gap")


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

    def promises_first(self) -> Self:
        """In the order in which they are tested: promises, then gaps, each by number."""
        return self.order_by(F("kind").desc(), "number")

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Promises that somebody has to see checked; `more` is the question they were given in."""
        return as_work(
            self.filter(state=State.OPEN),
            "commitment",
            of,
            title=F("text"),
            code=Cast("number", models.CharField()),
            detail=F("vendor__name"),
            more=F("question"),
            state=F("state"),
            parent=F("vendor_id"),
            version=F("version"),
        )


class Commitment(Row):
    """One promise of a vendor, with a copy of the words it was given in and where they stand."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PROMISE)
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
    source_gap = models.UUIDField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_on = models.DateField(_("to be checked by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    judged_at = models.DateTimeField(null=True, blank=True)
    # What a person worded stays theirs when the demo's promise is taken over again.
    has_own_text = models.BooleanField(default=False)
    has_own_limit = models.BooleanField(default=False)
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
            models.UniqueConstraint(fields=["workspace", "source_gap"], name="commitments_gap_once"),
            models.CheckConstraint(
                condition=Q(kind="promise", source_gap=None)
                | Q(kind="gap", source_gap__isnull=False, source_answer=None),
                name="commitments_kind_of_source",
            ),
            SameWorkspace(field="vendor", name="commitments_vendor_same_workspace"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="commitments_state"),
            models.CheckConstraint(
                condition=Q(comparison="", limit=None, unit="")
                | (~Q(comparison="") & Q(limit__isnull=False) & ~Q(unit="")),
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

    @property
    def figure(self) -> str:
        """The measurable limit in words, "at most 60 s"; empty while there is none."""
        if self.limit is None:
            return ""
        return f"{Comparison(self.comparison).label} {self.value} {self.unit}"

    @property
    def value(self) -> str:
        """The limit's number as people write it: 60, not 60.0000."""
        return "" if self.limit is None else f"{self.limit.normalize():f}"

    @property
    def is_released(self) -> bool:
        return self.state == State.RELEASED

    @property
    def is_by_hand(self) -> bool:
        """No demo stands behind it: what it says of its source was typed in."""
        return self.source_answer is None and not self.is_gap

    @property
    def is_gap(self) -> bool:
        """It follows a gap of the evaluation, which leads: it is told here what became of it."""
        return self.kind == Kind.GAP


class Judgement(Row):
    """One time a commitment was found kept or broken, and by which check; never changed.

    A result that its check takes back is told by another row without a verdict.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="judgements")
    # The commitment's version that it made: the order in which it was judged.
    version = models.PositiveIntegerField()
    is_kept = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=clock.now)
    # The check that showed it, by key and as it was called: runs stand above this app.
    run = models.UUIDField(null=True, blank=True)
    run_title = models.CharField(max_length=250, blank=True)
    check_path = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "version"], name="commitments_judgement_once"),
            SameWorkspace(field="commitment", name="commitments_judgement_same_workspace"),
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.is_kept}"
