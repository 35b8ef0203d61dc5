"""The worker's sign of life, in the cache that all processes share."""

from datetime import datetime, timedelta

from django.core.cache import cache

from audits.kit import clock

KEY = "worker-alive"
EVERY = timedelta(seconds=5)
SILENT_AFTER = timedelta(seconds=60)
"""Longer than the longest job, during which the worker cannot speak."""


def give() -> None:
    """The worker says that it is alive, now."""
    cache.set(KEY, clock.now(), timeout=None)


def last() -> datetime | None:
    """When the worker last said so; None when it never did."""
    at: datetime | None = cache.get(KEY)
    return at


def is_silent() -> bool:
    """Whether no worker has given a sign of life for too long."""
    at = last()
    return at is None or clock.now() - at > SILENT_AFTER
