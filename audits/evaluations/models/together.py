"""What several people leave behind who sit in one demo: who is there, and what each proposes."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from audits.evaluations.models.evaluation import Candidate
from audits.evaluations.models.record import Verdict, Versioned
from audits.evidence.models import Proof
from audits.frameworks.models import Question
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair

HERE_FOR = timedelta(seconds=75)
"""Screens tell that they are open every 30 seconds; one lost message makes nobody leave."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    def lately(self, at: datetime) -> Self:
        """Whose screen was open a moment ago."""
        return self.filter(seen_at__gt=at - HERE_FOR)


class Presence(Row):
    """Somebody's screen of a candidate, and the dimension it shows; no part of the record."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="presences")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    dimension = models.SlugField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "person"], name="evaluations_presence_once"),
            SameWorkspace(field="candidate", name="evaluations_presence_same_workspace"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.person_id}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, user_id: UUID) -> Self:
        return self.filter(person_id=user_id)


class Proposal(Versioned):
    """One person's own note on a question, and the verdict they propose to the recorder."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    proof = models.CharField(max_length=12, choices=Proof.choices, blank=True)
    note = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "question", "person"], name="evaluations_proposal_once"
            ),
            SameWorkspace(field="candidate", name="evaluations_proposal_same_workspace"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="evaluations_proposal_verdict"
            ),
            models.CheckConstraint(
                condition=Q(proof__in=["", *Proof.values]), name="evaluations_proposal_proof"
            ),
            pair("saved_at", "saved_by", "evaluations_proposal_saved_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.verdict or '-'}"
