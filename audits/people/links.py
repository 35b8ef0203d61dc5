"""Links that open one thing to whoever holds them, without an account (decisions 0008 and 0010)."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac

from audits.kit import clock
from audits.people import mail
from audits.people.models import User, digest
from audits.people.rows import Row


class PurposeLink(Row):
    """A row that carries its own link until it expires or is taken back.

    The token is made from the row and the installation's key, so no message in a queue has to hold it.
    """

    # The name of the address that takes the token.
    page: ClassVar[str]

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Another one makes another token, and the link before it dies.
    nonce = models.CharField(max_length=64)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """256 bits that only this installation can make."""
        made = salted_hmac(f"audits.{self._meta.label_lower}", f"{self.pk}:{self.nonce}", algorithm="sha256")
        return urlsafe_b64encode(made.digest()).decode().rstrip("=")

    @property
    def address(self) -> str:
        """The link itself; made when it is needed, kept nowhere."""
        return mail.link(reverse(self.page, args=[self.token]))

    def is_active(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at

    def issue(self, until: datetime) -> None:
        """A new link, whatever became of an earlier one; not saved yet."""
        self.nonce = secrets.token_urlsafe(32)
        self.token_digest = digest(self.token)
        self.expires_at = until
        self.revoked_at = self.revoked_by = None

    def come_in(self) -> bool:
        """Notes that it was used; True for the first time."""
        now, rows = clock.now(), type(self)._default_manager.filter(pk=self.pk)
        rows.update(last_seen_at=now)
        return bool(rows.filter(opened_at=None).update(opened_at=now))


def kinds() -> list[type[PurposeLink]]:
    """Every table of such links."""
    return [model for model in PurposeLink.__subclasses__() if not model._meta.abstract]


def link_of(workspace_id: UUID, key: UUID) -> PurposeLink | None:
    """The row with that key, of whatever kind."""
    found = (model._default_manager.filter(workspace_id=workspace_id, pk=key).first() for model in kinds())
    return next((row for row in found if row), None)
