"""What must leave the system: written with the change it tells of, sent later, at least once.

The rows are the queue. A worker claims the message that is due longest by a lease and a fence number, both
set by one conditional UPDATE, so two workers never hold the same message on SQLite or PostgreSQL. A sender
that died lets its lease run out and the message goes out again under the same `message_id`, by which a
receiver can tell a repetition (threats 41, 63, 64).
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from audits.journal.models import OutboxMessage, OutboxQuerySet
from audits.kit import clock

LEASE = timedelta(minutes=5)
"""Longer than the slowest mail server may take for one message."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=25),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""Between two attempts; after the attempt that follows the last one a message is dead."""
MOST_ATTEMPTS = len(PAUSES) + 1
JITTER = 0.2
"""Pauses differ by up to this part, so that what failed together does not come back together."""


def message(
    *, workspace_id: UUID, kind: str, recipient_id: UUID, payload: dict[str, Any], once: str | None = None
) -> OutboxMessage:
    """An unsaved message; with a key `once` it is written a single time."""
    return OutboxMessage(
        workspace_id=workspace_id, kind=kind, recipient_id=recipient_id, payload=payload, once_key=once
    )


def post(
    *, workspace_id: UUID, kind: str, recipient_id: UUID, payload: dict[str, Any], once: str | None = None
) -> None:
    """Puts a message into the outbox; with a key `once` written before, nothing happens."""
    post_all(
        [message(workspace_id=workspace_id, kind=kind, recipient_id=recipient_id, payload=payload, once=once)]
    )


def post_all(messages: Iterable[OutboxMessage]) -> None:
    """Puts several into the outbox in one statement; those whose key was written before are left out."""
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sender's hold on a message; the fence number shows whether it still holds it."""

    pk: int
    fence: int
    attempt: int


def claim(*, lease: timedelta = LEASE) -> Claim | None:
    """Takes the message that is due longest; None when none is due."""
    while True:
        now = clock.now()
        free = OutboxMessage.objects.free(now).filter(attempts__lt=MOST_ATTEMPTS)
        row = free.order_by("due_at", "pk").values("pk", "fence", "attempts").first()
        if row is None:
            return None
        held = OutboxMessage.objects.free(now).filter(pk=row["pk"], fence=row["fence"])
        if held.update(fence=F("fence") + 1, attempts=F("attempts") + 1, leased_until=now + lease):
            return Claim(row["pk"], row["fence"] + 1, row["attempts"] + 1)


def held_by(claimed: Claim) -> OutboxQuerySet:
    """The claimed row while the claim holds; empty once another sender took it over."""
    return OutboxMessage.objects.waiting().filter(pk=claimed.pk, fence=claimed.fence)


def mark_sent(claimed: Claim) -> bool:
    """It went out; False for a late sender, whose message another one sends again."""
    return bool(held_by(claimed).update(sent_at=clock.now(), leased_until=None, failure=""))


def drop(claimed: Claim, reason: str) -> bool:
    """Nobody wants it any more: closed without being sent, and the reason kept."""
    return bool(held_by(claimed).update(dropped_at=clock.now(), leased_until=None, failure=reason[:500]))


def fail(claimed: Claim, reason: str, *, may_retry: bool) -> bool:
    """Says why it did not go out: tried again after a pause, or dead. False for a late sender."""
    now = clock.now()
    if may_retry and claimed.attempt < MOST_ATTEMPTS:
        return bool(
            held_by(claimed).update(
                due_at=now + pause_after(claimed.attempt), leased_until=None, failure=reason[:500]
            )
        )
    return bool(held_by(claimed).update(dead_at=now, leased_until=None, failure=reason[:500]))


def pause_after(attempt: int) -> timedelta:
    """How long to wait after that attempt: longer each time, and never quite the same."""
    return PAUSES[attempt - 1] * random.uniform(1 - JITTER, 1 + JITTER)


def reap() -> int:
    """Ends the messages whose sender died in the last attempt; answers how many."""
    now = clock.now()
    worn_out = OutboxMessage.objects.free(now).filter(attempts__gte=MOST_ATTEMPTS)
    return worn_out.update(
        dead_at=now, leased_until=None, failure=_("The worker stopped each time while sending this.")
    )


def revive(messages: OutboxQuerySet) -> int:
    """Gives dead messages another round of attempts, the first at once; answers how many there were."""
    return messages.dead().update(dead_at=None, attempts=0, due_at=clock.now(), leased_until=None)
