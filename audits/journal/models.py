"""Append-only events, and operations that let a repeated request happen once."""

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.models import User, Workspace

PART = 120
"""The longest name of a part; a longer title is cut."""


def canonical(payload: dict[str, Any]) -> str:
    """JSON with sorted keys: the same payload has the same digest everywhere."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)


def event_digest(payload: dict[str, Any], salt: str) -> str:
    """SHA-256 over salt and payload; the salt keeps an erased payload from being guessed."""
    return hashlib.sha256(f"{salt}{canonical(payload)}".encode()).hexdigest()


class Operation(models.Model):
    """A write that was asked for under a key: its unique row lets a repetition find the first result."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField(encoder=DjangoJSONEncoder, null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "actor", "key"], name="journal_operation_once")
        ]

    def __str__(self) -> str:
        return self.key


class EventQuerySet(models.QuerySet["Event"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def about(self, *subjects: UUID) -> Self:
        return self.filter(subject__in=subjects)

    def kept(self) -> Self:
        """Those whose content was not erased."""
        return self.exclude(salt="")

    def newest_first(self) -> Self:
        return self.select_related("actor").order_by("-pk")


class Event(models.Model):
    """Something that happened: who, when, to what, before and after. Never changed."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="events")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=60)
    # The noun it belongs to (evaluation, candidate, vendor …) and the part of it (a dimension, a question).
    subject = models.UUIDField()
    part = models.CharField(max_length=PART, blank=True)
    operation = models.CharField(max_length=255, blank=True)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            # The journal page of one noun, newest first.
            models.Index(fields=["workspace", "subject", "-id"], name="journal_event_subject"),
            # The workspace's journal by kind ("all score changes"), newest first.
            models.Index(fields=["workspace", "kind", "-id"], name="journal_event_kind"),
            # The workspace's journal in its order: for its pages, and for sealing and verifying it.
            models.Index(fields=["workspace", "-id"], name="journal_event_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.part}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Journal events are never changed.")
        super().save(*args, **kwargs)


def new_event(
    *,
    workspace_id: UUID,
    actor_id: UUID | None,
    kind: str,
    subject: UUID,
    part: str = "",
    before: Any = None,
    after: Any = None,
    operation: str = "",
    **more: Any,
) -> Event:
    """An unsaved event with its payload, salt and digest."""
    payload: dict[str, Any] = {"before": before, "after": after, **more}
    # As it will be read back: digests must not depend on Python types.
    payload = json.loads(canonical(payload))
    salt = secrets.token_hex(16)
    return Event(
        workspace_id=workspace_id,
        actor_id=actor_id,
        kind=kind,
        subject=subject,
        part=part if len(part) <= PART else f"{part[: PART - 1]}…",
        operation=operation,
        payload=payload,
        salt=salt,
        digest=event_digest(payload, salt),
    )


class Seal(models.Model):
    """A link of a workspace's chain: every event up to `last_event` that no earlier seal holds.

    Its head depends on each of them, on their order and on the head before it. The leaves are kept, so
    that a check can name the event that was tampered with.
    """

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="seals")
    number = models.PositiveIntegerField()
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.PositiveIntegerField()
    # Of each event in order: its id and what it amounts to.
    leaves = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="journal_seal_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.head}"


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def waiting(self) -> Self:
        """What has not come to an end."""
        return self.filter(sent_at=None, dead_at=None, dropped_at=None)

    def free(self, at: datetime) -> Self:
        """What is due and in nobody's hands: never claimed, given back, or its sender is gone."""
        is_free = models.Q(leased_until=None) | models.Q(leased_until__lt=at)
        return self.waiting().filter(is_free, due_at__lte=at)

    def dead(self) -> Self:
        return self.filter(dead_at__isnull=False)

    def dropped(self) -> Self:
        return self.filter(dropped_at__isnull=False)


class OutboxMessage(models.Model):
    """Something that must leave the system, written in the transaction of what caused it.

    The row is the queue: claimed by a lease with a fence number, tried again later when it fails, and kept
    as dead when it failed too often; one that nobody wants any more is dropped. `message_id` stays the same
    over all attempts, so that a receiver can tell a repetition.
    """

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    message_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    # One message per person, occasion and day: a second one with the same key is not written.
    once_key = models.CharField(max_length=200, null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    # Counts the claims and never goes back; attempts begin anew when somebody asks for another round.
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    # Why the last attempt failed, or why it was dropped.
    failure = models.CharField(max_length=500, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "once_key"], name="journal_outbox_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at=None, dead_at=None)
                | models.Q(sent_at=None, dropped_at=None)
                | models.Q(dead_at=None, dropped_at=None),
                name="journal_outbox_one_end",
            ),
        ]
        indexes = [
            # The worker's next message: what has not come to an end, oldest due first.
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(sent_at=None, dead_at=None, dropped_at=None),
                name="journal_outbox_waiting",
            ),
            # What could not be delivered, for admins.
            models.Index(
                fields=["workspace", "-dead_at"],
                condition=models.Q(dead_at__isnull=False),
                name="journal_outbox_dead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
