"""Ids as the API writes them."""

from uuid import UUID


def as_id(given: str) -> UUID | None:
    """A key in the one way we write it."""
    try:
        found = UUID(given)
    except ValueError:
        return None
    return found if str(found) == given else None
