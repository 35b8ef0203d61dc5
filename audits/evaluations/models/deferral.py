"""A decision put off, with the day on which it comes back."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Evaluation
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row
from audits.people.work import WorkRows, as_work


class DeferralQuerySet(models.QuerySet["Deferral"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def standing(self) -> Self:
        """Neither decided nor put off anew since."""
        return self.filter(ended_at=None)

    def waiting(self) -> Self:
        """Standing, of an evaluation that is still to be decided."""
        return self.standing().filter(evaluation__archived_at=None)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A decision that somebody has to come back to."""
        return as_work(
            self.waiting(),
            "deferral",
            of,
            due_on=F("back_on"),
            title=F("evaluation__title"),
            code=Cast("evaluation__number", models.CharField()),
            detail=F("reason"),
            parent=F("evaluation_id"),
        )


class Deferral(Row):
    """Why a decision waits and until when; it ends with the decision or with the next deferral."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="deferrals")
    revision = models.PositiveIntegerField()
    reason = models.TextField(_("reason"))
    back_on = models.DateField(_("comes back on"))
    # Who comes back to it: at first whoever put it off.
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    deferred_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    deferred_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=models.Q(ended_at=None),
                name="evaluations_deferral_one_stands",
            ),
            SameWorkspace(field="evaluation", name="evaluations_deferral_same_workspace"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.back_on}"
