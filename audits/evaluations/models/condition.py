"""What must still happen for a choice to hold: promised with the decision, settled after it."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.decision import Decision
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row
from audits.people.work import WorkRows, as_work

LONGEST_CONDITION = 1000
CODE = "C-{:02d}"


class ConditionStatus(models.TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Met")
    WAIVED = "waived", _("Waived")
    MISSED = "missed", _("Missed")


UNMET = (ConditionStatus.OPEN, ConditionStatus.MISSED)
"""While one of these stands, the choice is one on conditions."""


class ConditionQuerySet(models.QuerySet["Condition"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def with_parents(self) -> Self:
        return self.select_related("owner", "decision__evaluation", "decision__candidate__vendor")

    def waiting(self) -> Self:
        """Open, of a decision that stands."""
        return self.filter(
            status=ConditionStatus.OPEN,
            decision__reopened_at=None,
            decision__evaluation__archived_at=None,
        )

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Something that somebody has to see to before a choice holds."""
        return as_work(
            self.waiting(),
            "condition",
            of,
            title=F("text"),
            code=Cast("number", models.CharField()),
            detail=F("decision__candidate__vendor__name"),
            more=F("decision__evaluation__title"),
        )


class Condition(Row):
    """One condition of a choice: somebody sees to it until a day.

    It is no part of what the decision froze; each step of it is kept.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="conditions")
    number = models.PositiveIntegerField()
    text = models.CharField(_("condition"), max_length=LONGEST_CONDITION)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due"))
    status = models.CharField(max_length=8, choices=ConditionStatus.choices, default=ConditionStatus.OPEN)
    version = models.PositiveIntegerField(default=0)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_condition_in_workspace"),
            models.UniqueConstraint(fields=["decision", "number"], name="evaluations_condition_once"),
            models.CheckConstraint(
                condition=Q(status__in=ConditionStatus.values), name="evaluations_condition_status"
            ),
            SameWorkspace(field="decision", name="evaluations_condition_same_workspace"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """The short name people quote: C-01."""
        return CODE.format(self.number)

    @property
    def is_open(self) -> bool:
        return self.status == ConditionStatus.OPEN

    @property
    def is_unmet(self) -> bool:
        return self.status in UNMET


class ConditionStep(Row):
    """What became of a condition, who said so and why; never changed."""

    condition = models.ForeignKey(Condition, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=8, choices=ConditionStatus.choices)
    note = models.TextField(_("note"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            SameWorkspace(field="condition", name="evaluations_condition_step_same_workspace"),
            models.CheckConstraint(
                condition=Q(status__in=ConditionStatus.values), name="evaluations_condition_step_status"
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.status} {self.note}"
