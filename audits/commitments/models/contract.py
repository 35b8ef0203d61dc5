"""The contract with a vendor, and which commitments stand in it."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.commitments.models.commitment import Commitment
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import WorkRows, as_work
from audits.vendors.models import Vendor

NOTICE_WORK = timedelta(days=90)
"""How long before the last day of notice a contract becomes its owner's work."""


class ContractQuerySet(models.QuerySet["Contract"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def notice_due(self, today: date) -> Self:
        """Whose notice has to be thought about, and has not been yet."""
        return self.filter(notice_on__lte=today + NOTICE_WORK, settled_at=None, archived_at=None)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Contracts that somebody has to decide about before it is too late."""
        return as_work(
            self.notice_due(today),
            "contract",
            of,
            due_on=F("notice_on"),
            title=F("reference"),
            detail=F("vendor__name"),
            parent=F("vendor_id"),
            version=F("version"),
        )


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

    def is_notice_due(self, today: date) -> bool:
        """As `notice_due`, of a row at hand."""
        is_open = self.settled_at is None and self.archived_at is None
        return is_open and self.notice_on is not None and self.notice_on <= today + NOTICE_WORK


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
