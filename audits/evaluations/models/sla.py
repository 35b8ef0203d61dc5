"""The service levels that the contract with a vendor is to name."""

from django.db import models
from pydantic import TypeAdapter

from audits.evaluations.models.evaluation import Candidate
from audits.evaluations.models.record import Versioned
from audits.people.constraints import SameWorkspace
from audits.people.rows import pair
from audits.scoring.sla import Terms

TERMS: TypeAdapter[Terms] = TypeAdapter(Terms)


class Sla(Versioned):
    """The SLA record of a candidate with its contract wording, made when it is first saved (R053, R054).

    It stays open for drafting after the decision, so its parent update is `Candidate.follow`.
    """

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="sla")
    # `audits.scoring.sla.Terms` as JSON, proved by the action.
    record = models.JSONField()
    wording = models.TextField(blank=True)
    # The last wording that was drafted: another one is somebody's own.
    drafted = models.TextField(blank=True)

    class Meta:
        constraints = [
            SameWorkspace(field="candidate", name="evaluations_sla_same_workspace"),
            pair("saved_at", "saved_by", "evaluations_sla_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: SLA"

    @property
    def terms(self) -> Terms:
        return TERMS.validate_python(self.record)

    @property
    def is_own_wording(self) -> bool:
        """Somebody has changed the drafted words."""
        return self.wording != self.drafted
