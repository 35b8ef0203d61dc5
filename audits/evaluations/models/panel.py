"""What each panelist thinks on their own."""

from django.db import models
from django.db.models import Q

from audits.evaluations.models.evaluation import Candidate
from audits.frameworks.models import Dimension
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row


class PanelScore(Row):
    """One panelist's own points of one dimension; the row is made when they first save.

    Nobody else's request may read it before the candidate's reveal. From then on it never changes,
    and it stays with the person's name when they leave.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="panel_scores")
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+")
    panelist = models.ForeignKey(User, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    # Not wanting to judge, which is not a blank; missing points become it at the reveal.
    is_abstained = models.BooleanField(default=False)
    rationale = models.TextField(blank=True)
    demo_second = models.PositiveIntegerField(null=True, blank=True)
    # Set at the reveal: an excluded person's points are kept and not counted.
    is_counted = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    # Every save: [{at, points, is_abstained, rationale}]; the journal tells it at the reveal.
    trail = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "dimension", "panelist"], name="evaluations_panel_score_once"
            ),
            SameWorkspace(field="candidate", name="evaluations_panel_score_same_workspace"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=5),
                name="evaluations_panel_score_points",
            ),
            models.CheckConstraint(
                condition=Q(is_abstained=False) | Q(points=None), name="evaluations_panel_score_abstained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.panelist_id}"

    @property
    def is_done(self) -> bool:
        """The panelist has judged, or said that they will not."""
        return self.points is not None or self.is_abstained
