"""Follows what the apps below tell of."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.checklists.actions.slots import move_to_zone


def follow_zone(
    sender: object, *, workspace_id: UUID, kind: str, payload: dict[str, Any], **kwargs: Any
) -> None:
    """Moves the schedules' next instants when a workspace changes its time zone."""
    if kind != "workspace.edited":
        return
    before, after = payload["before"]["timezone"], payload["after"]["timezone"]
    if before != after:
        move_to_zone(workspace_id, ZoneInfo(after))
