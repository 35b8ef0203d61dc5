"""What a vendor costs to own, beside its score."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.evaluation import Candidate
from audits.evaluations.models.record import Versioned
from audits.people.constraints import SameWorkspace
from audits.people.rows import pair
from audits.scoring.cost import WEEKS, Sheet


class CostSheet(Versioned):
    """The cost sheet of a candidate, made when it is first saved (R058).

    Amounts are whole minor units of the one currency; what is not entered is null, which is not 0.
    """

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="cost_sheet")
    currency = models.CharField(_("currency"), max_length=3)
    term_months = models.PositiveSmallIntegerField(_("term in months"))
    licence_year = models.PositiveBigIntegerField(_("licence a year"), null=True, blank=True)
    middleware_year = models.PositiveBigIntegerField(_("middleware licence a year"), null=True, blank=True)
    middleware_build = models.PositiveBigIntegerField(_("building the middleware"), null=True, blank=True)
    # RevOps hours a week, at least and at most.
    hours_low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    hours_high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    hour_rate = models.PositiveBigIntegerField(_("rate an hour"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(_("weeks a year"), default=WEEKS)
    services = models.PositiveBigIntegerField(_("services"), null=True, blank=True)
    cleanup = models.PositiveBigIntegerField(_("clean-up"), null=True, blank=True)
    # What mending the known gaps now would cost; late repair is put at a multiple of it (R061).
    repair_base = models.PositiveBigIntegerField(_("mending the gaps now"), null=True, blank=True)
    note = models.TextField(_("assumptions"), blank=True)

    class Meta:
        constraints = [
            SameWorkspace(field="candidate", name="evaluations_cost_same_workspace"),
            models.CheckConstraint(
                condition=Q(term_months__gte=1, term_months__lte=240), name="evaluations_cost_term"
            ),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=53), name="evaluations_cost_weeks"),
            models.CheckConstraint(
                condition=(Q(hours_low=None) | Q(hours_low__gte=0))
                & (Q(hours_high=None) | Q(hours_high__gte=0))
                & (Q(hours_low=None) | Q(hours_high=None) | Q(hours_high__gte=F("hours_low"))),
                name="evaluations_cost_hours",
            ),
            pair("saved_at", "saved_by", "evaluations_cost_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.currency}"

    @property
    def sheet(self) -> Sheet:
        """The entered values, for the rules of `audits.scoring.cost`."""
        return Sheet(**{name: getattr(self, name) for name in SHEET_FIELDS})


SHEET_FIELDS = tuple(Sheet.__dataclass_fields__)
