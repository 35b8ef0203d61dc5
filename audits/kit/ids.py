"""Keys of nouns: UUID version 7, so that newer rows sort after older ones."""

import secrets
import time
from threading import Lock
from uuid import UUID

RANDOM_BITS = 74
STEP_BITS = 32
_lock = Lock()
_last = 0


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits.

    Those of one process sort in the order in which they were made, also within a millisecond.
    """
    global _last
    now = time.time_ns() // 1_000_000 << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
    with _lock:
        _last = max(now, _last + 1 + secrets.randbits(STEP_BITS))
        number = _last
    millis, random = number >> RANDOM_BITS, number & (1 << RANDOM_BITS) - 1
    high, low = random >> 62, random & (1 << 62) - 1
    return UUID(int=(millis & (1 << 48) - 1) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def key_of(text: str) -> UUID | None:
    """The key that an address carries; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
