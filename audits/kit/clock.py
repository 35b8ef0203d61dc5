"""The one source of the present; tests replace it by passing times in or moving this clock."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant in UTC."""
    return timezone.now()
