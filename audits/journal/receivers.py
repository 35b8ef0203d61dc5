"""Writes down what the apps below the journal tell of."""

from typing import Any
from uuid import UUID

from audits.journal.models import Event, new_event


def write_down(
    sender: object,
    *,
    workspace_id: UUID,
    actor_id: UUID | None,
    kind: str,
    subject: UUID,
    payload: dict[str, Any],
    **kwargs: Any,
) -> Event:
    """Appends the event, inside the transaction of the change."""
    event = new_event(workspace_id=workspace_id, actor_id=actor_id, kind=kind, subject=subject, **payload)
    event.save(force_insert=True)
    return event
