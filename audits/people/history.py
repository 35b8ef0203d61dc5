"""What happened to people and workspaces, told to whoever keeps history.

The journal stands above this app and listens; an action here tells within its own
transaction, so the event and the change are written together or not at all. Others may
listen as well, to follow a change in that same transaction; only the journal answers.
"""

from typing import Any
from uuid import UUID

from django.dispatch import Signal

happened = Signal()


def tell(kind: str, *, workspace_id: UUID, actor_id: UUID | None, subject: UUID, **payload: Any) -> None:
    """Tells of a change: `before`, `after` and whatever else the event holds."""
    heard = happened.send(
        sender=None,
        workspace_id=workspace_id,
        actor_id=actor_id,
        kind=kind,
        subject=subject,
        payload=payload,
    )
    if not any(written for _listener, written in heard):
        raise RuntimeError(f"nobody wrote down {kind}")
