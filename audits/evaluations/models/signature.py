"""Who is asked to sign a decision, and what they answered (decisions 0008 and 0012)."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.evaluations.models.decision import Decision, ReportFile
from audits.kit import clock
from audits.kit.languages import Language
from audits.people.constraints import SameWorkspace
from audits.people.links import PurposeLink
from audits.people.models import User
from audits.people.rows import pair
from audits.people.work import WorkRows, as_work


class SignatureAnswer(models.TextChoices):
    SIGNED = "signed", _("Signed")
    CHALLENGED = "challenged", _("Challenged")


OPEN = Q(answer="", revoked_at=None, ended_at=None)
UNANSWERED_CHALLENGE = Q(answer=SignatureAnswer.CHALLENGED, replied_at=None)


class SignatureQuerySet(models.QuerySet["Signature"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def with_parts(self) -> Self:
        """With everything that says to whom it is open, and what is to be signed."""
        return self.select_related(
            "workspace",
            "recipient",
            "owner",
            "replied_by",
            "decision__decided_by",
            "decision__candidate__vendor",
            "decision__evaluation__workspace",
        )

    def open(self) -> Self:
        """Neither answered nor taken back, of a decision that stands."""
        return self.filter(OPEN)

    def challenges(self) -> Self:
        """Waiting for a lead's answer, of a decision that stands."""
        return self.filter(UNANSWERED_CHALLENGE, decision__reopened_at=None)

    def in_use(self) -> Self:
        return self.filter(decision__evaluation__archived_at=None)

    def of_owner(self, owner_id: UUID) -> Self:
        """What its asker still has to look after."""
        waiting = OPEN | (UNANSWERED_CHALLENGE & Q(decision__reopened_at=None))
        return self.in_use().filter(waiting, owner_id=owner_id)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A decision that a member is asked to sign."""
        return as_work(
            self.open().in_use().filter(is_member=True),
            "signature",
            of,
            whose="recipient_id",
            title=F("decision__evaluation__title"),
            detail=F("owner__name"),
        )

    def challenges_as_work(self, of: UUID | None, today: date) -> WorkRows:
        """A challenge that a lead has to answer."""
        return as_work(
            self.challenges().in_use(),
            "objection",
            of,
            due_on=models.Value(None, output_field=models.DateField()),
            title=F("decision__evaluation__title"),
            detail=F("name"),
            more=F("reason"),
            parent=F("decision__evaluation_id"),
        )


class Signature(PurposeLink):
    """Somebody asked to sign the decision of a revision and its PDF; they answer once.

    A member signs signed in; whoever has no account by the link of this row.
    """

    page = "signature-link"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="signatures")
    is_member = models.BooleanField()
    # As they are printed: asked for under, and signed with.
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("in which role"), max_length=200)
    language = models.CharField(_("language of the mail"), max_length=2, choices=Language.choices)
    due_on = models.DateField(_("until"))
    # Who asked, and whom a challenge lands with.
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"))
    asked_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=SignatureAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # The PDF that they had before them, and its hash.
    report = models.ForeignKey(ReportFile, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    reply = models.TextField(_("answer to the challenge"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The evaluation was opened again before they answered.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "recipient"], condition=OPEN, name="evaluations_signature_asked_once"
            ),
            SameWorkspace(field="decision", name="evaluations_signature_same_workspace"),
            pair("revoked_at", "revoked_by", "evaluations_signature_revoked_pair"),
            pair("replied_at", "replied_by", "evaluations_signature_replied_pair"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, sha256="")
                | (
                    Q(answer__in=SignatureAnswer.values, answered_at__isnull=False, report__isnull=False)
                    & ~Q(sha256="")
                ),
                name="evaluations_signature_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer=SignatureAnswer.CHALLENGED, reason=""),
                name="evaluations_signature_challenge_reason",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="evaluations_signature_language"
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return not (self.answer or self.revoked_at or self.ended_at)

    @property
    def is_challenge(self) -> bool:
        return self.answer == SignatureAnswer.CHALLENGED

    def is_active(self, at: datetime) -> bool:
        return super().is_active(at) and self.ended_at is None
