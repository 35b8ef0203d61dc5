"""What a vendor lacks, held against the workflow that needs it (R055-R057)."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.decision import Decision
from audits.evaluations.models.record import Versioned
from audits.frameworks.models import Dimension
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import pair
from audits.people.work import WorkRows, as_work

CODE = "G-{:02d}"
LINE = 200


class GapRuling(models.TextChoices):
    """Whether a gap can be lived with; blank is not ruled yet."""

    ACCEPTABLE = "acceptable", _("Acceptable")
    BLOCKING = "blocking", _("Blocking")


EARLIEST_DATE = Case(
    When(vendor_on=None, then=F("expires_on")),
    When(expires_on=None, then=F("vendor_on")),
    When(vendor_on__lte=F("expires_on"), then=F("vendor_on")),
    default=F("expires_on"),
    output_field=models.DateField(),
)


class GapQuerySet(models.QuerySet["Gap"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def blocking(self) -> Self:
        return self.open().filter(ruling=GapRuling.BLOCKING)

    def followed(self) -> Self:
        """Of vendors still in the race, and of the one that was chosen."""
        chosen = Decision.objects.filter(
            candidate=OuterRef("candidate"), revision=OuterRef("candidate__evaluation__revision")
        )
        racing = Q(candidate__is_open=True, candidate__archived_at=None)
        rows = self.filter(candidate__evaluation__archived_at=None)
        return rows.filter(racing | Q(Exists(chosen), candidate__is_open=False))

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Open gaps that somebody sees to, due when the vendor has promised or the acceptance ends."""
        return as_work(
            self.open().followed(),
            "gap",
            of,
            due_on=EARLIEST_DATE,
            title=F("title"),
            code=Cast("number", models.CharField()),
            detail=F("candidate__vendor__name"),
            more=F("ruling"),
            version=F("version"),
        )


class Gap(Versioned):
    """One thing a candidate lacks: whom it hits, whether that is acceptable, who sees to it.

    It stays open for follow-up after the decision, so its parent update is `Candidate.follow`.
    """

    number = models.PositiveIntegerField()
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+")
    title = models.CharField(_("gap"), max_length=LINE)
    workflow = models.CharField(_("workflow affected"), max_length=LINE, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    ruling = models.CharField(_("ruling"), max_length=10, choices=GapRuling.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    mitigation = models.TextField(_("mitigation"), blank=True)
    vendor_on = models.DateField(_("vendor's date"), null=True, blank=True)
    # The last day on which an acceptance holds; after it the gap counts as not ruled.
    expires_on = models.DateField(_("accepted until"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closing = models.TextField(_("how it was closed"), blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_gap_in_workspace"),
            models.UniqueConstraint(fields=["candidate", "number"], name="evaluations_gap_once"),
            SameWorkspace(field="candidate", name="evaluations_gap_same_workspace"),
            models.CheckConstraint(
                condition=Q(ruling__in=["", *GapRuling.values]), name="evaluations_gap_ruling"
            ),
            models.CheckConstraint(
                condition=Q(ruling="") | (~Q(reason="") & Q(owner__isnull=False)),
                name="evaluations_gap_ruling_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(ruling="acceptable"), name="evaluations_gap_expires"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(closing=""), name="evaluations_gap_closed_how"
            ),
            pair("closed_at", "closed_by", "evaluations_gap_closed_pair"),
            pair("saved_at", "saved_by", "evaluations_gap_saved_pair"),
        ]
        indexes = [models.Index(fields=["owner", "closed_at"], name="evaluations_gap_owner")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The short name people quote: G-01."""
        return CODE.format(self.number)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due_on(self) -> date | None:
        """The vendor's date or the end of the acceptance, whichever comes first."""
        return min((day for day in (self.vendor_on, self.expires_on) if day), default=None)

    def is_lapsed(self, today: date) -> bool:
        """Its acceptance is over: it has to be ruled on again."""
        return self.expires_on is not None and self.expires_on < today
