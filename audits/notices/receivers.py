"""Follows what people tell of and others are to be written about."""

from typing import Any
from uuid import UUID

from audits.journal import outbox


def write_to_guest(
    sender: object, *, workspace_id: UUID, kind: str, subject: UUID, payload: dict[str, Any], **kwargs: Any
) -> None:
    """A mail with the link for somebody who is invited as a guest; the link is made when it is sent.

    Without a recipient another mail brings it.
    """
    if kind != "guest.invited" or "recipient" not in payload:
        return
    outbox.post(
        workspace_id=workspace_id,
        kind=kind,
        recipient_id=UUID(payload["recipient"]),
        payload={"guest": subject, "by": payload["by"]},
    )
