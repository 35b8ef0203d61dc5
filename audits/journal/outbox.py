"""Writing what must leave the system, inside the transaction of the change it tells of."""

from typing import Any
from uuid import UUID

from audits.journal.models import OutboxMessage


def post(
    *, workspace_id: UUID, kind: str, recipient_id: UUID, payload: dict[str, Any], once: str | None = None
) -> None:
    """Puts a message into the outbox; with a key `once` written before, nothing happens."""
    message = OutboxMessage(
        workspace_id=workspace_id, kind=kind, recipient_id=recipient_id, payload=payload, once_key=once
    )
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
