"""Evidence: a file or link with its hash, never replaced, withdrawn with a reason."""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.models import User, Workspace


class Proof(models.TextChoices):
    """How far a vendor's word was backed, weakest first."""

    CLAIMED = "claimed", _("Claimed")
    SANDBOX = "sandbox", _("Sandbox")
    PRODUCTION = "production", _("Production")
    OWN_ORG = "own-org", _("Own org")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Evidence(models.Model):
    """One piece of evidence. The bytes are immutable and checked against `sha256` on the way out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="evidence")
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("link"), max_length=2000, blank=True)
    storage_key = models.CharField(max_length=200, blank=True)
    thumbnail_key = models.CharField(max_length=200, blank=True)
    thumbnail_sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    # When what it shows was so, as against when it was uploaded.
    effective_on = models.DateField(_("effective date"))
    proof = models.CharField(_("proof"), max_length=20, choices=Proof.choices, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evidence_in_workspace"),
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(storage_key="") & ~Q(sha256="")) | (~Q(url="") & Q(storage_key="")),
                name="evidence_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="evidence_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_link(self) -> bool:
        return bool(self.url)

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    def withdraw(self, *, by_id: Any, reason: str) -> bool:
        """Takes it out of use; the row and its bytes stay for what was decided on them.

        False when somebody withdrew it before.
        """
        at = clock.now()
        withdrawn = Evidence.objects.standing().filter(pk=self.pk)
        if not withdrawn.update(withdrawn_at=at, withdrawn_by_id=by_id, withdrawal_reason=reason):
            return False
        self.withdrawn_at, self.withdrawn_by_id, self.withdrawal_reason = at, by_id, reason
        return True
