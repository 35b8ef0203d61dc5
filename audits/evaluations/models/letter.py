"""Feedback to a vendor that was not chosen, as written by a lead."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.decision import Decision
from audits.evaluations.models.evaluation import Candidate
from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair


class FeedbackLetter(Row):
    """The letter to one vendor about one decision; what is open or decided later does not change it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="letters")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="letters")
    text = models.TextField(_("letter"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Sending is done outside: the day it went out, and who says so.
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "candidate"], name="evaluations_letter_once"),
            SameWorkspace(field="candidate", name="evaluations_letter_same_workspace"),
            pair("sent_on", "sent_by", "evaluations_letter_sent_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} v{self.version}"
