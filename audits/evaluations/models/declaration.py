"""What somebody has to do with the vendors, said before they see answers, and what a lead rules on it."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Evaluation
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair


class Interest(models.TextChoices):
    NONE = "none", _("Nothing to declare")
    DECLARED = "declared", _("I have something to declare")


class Ruling(models.TextChoices):
    """What a lead makes of a declared interest; blank while nobody has ruled."""

    WAIVED = "waived", _("Waived: takes part")
    EXCLUDED = "excluded", _("Excluded: sees and scores nothing")


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def of(self, user_id: UUID) -> Self:
        return self.filter(person_id=user_id)

    def excluding(self) -> Self:
        return self.filter(ruling=Ruling.EXCLUDED)

    def clear(self) -> Self:
        """Those that let a panel's member see answers."""
        undisputed = Q(interest=Interest.NONE) & ~Q(ruling=Ruling.EXCLUDED)
        return self.filter(undisputed | Q(ruling=Ruling.WAIVED))

    def with_people(self) -> Self:
        return self.select_related("person", "ruled_by")


class Declaration(Row):
    """One person's declaration of interest in an evaluation, with the ruling on it."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="declarations")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    interest = models.CharField(max_length=10, choices=Interest.choices)
    note = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=clock.now)
    ruling = models.CharField(max_length=10, choices=Ruling.choices, blank=True)
    ruling_reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "person"], name="evaluations_declaration_once"),
            SameWorkspace(field="evaluation", name="evaluations_declaration_same_workspace"),
            models.CheckConstraint(
                condition=Q(interest__in=Interest.values), name="evaluations_declaration_interest"
            ),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_at=None) | Q(ruling__in=Ruling.values, ruled_at__isnull=False),
                name="evaluations_declaration_ruling",
            ),
            pair("ruled_at", "ruled_by", "evaluations_declaration_ruled_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.interest}"

    @property
    def is_excluding(self) -> bool:
        return self.ruling == Ruling.EXCLUDED

    @property
    def waits(self) -> bool:
        """An interest nobody has ruled on."""
        return self.interest == Interest.DECLARED and not self.ruling
