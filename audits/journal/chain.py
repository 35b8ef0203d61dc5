"""What a sealed event and a seal amount to: the digests that the chain is made of."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from audits.journal.models import Event, canonical, event_digest

ERASED = "erased"
"""The one key of a payload that was erased: it keeps what the chain needs of the blanked part."""


def leaf_of(event: Event) -> str:
    """Who, when, what, about whom, and the digest of the payload; an erasure does not change it."""
    told = {
        "workspace": event.workspace_id,
        "actor": event.actor_id,
        "at": moment(event.at),
        "kind": event.kind,
        "subject": event.subject,
        "part": part_digest(event),
        "operation": event.operation,
        "digest": event.digest,
    }
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def part_digest(event: Event) -> str:
    """A part may be somebody's name: it is salted like the payload, and erased with it."""
    if is_erased(event):
        return str(event.payload[ERASED])
    return hashlib.sha256(f"{event.salt}{event.part}".encode()).hexdigest()


def is_erased(event: Event) -> bool:
    return not event.salt and set(event.payload) == {ERASED}


def is_whole(event: Event) -> bool:
    """The payload is the one that was digested when it was recorded."""
    return event.digest == event_digest(event.payload, event.salt)


def head_of(number: int, previous: str, sealed_at: datetime, leaves: Iterable[str]) -> str:
    told = {"number": number, "previous": previous, "at": moment(sealed_at), "leaves": list(leaves)}
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def moment(at: datetime) -> str:
    """To the microsecond in UTC, as every database keeps it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
