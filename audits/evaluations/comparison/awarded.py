"""The frozen shapes of what stays open after a decision, a part of the read model."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConditionStepView:
    """What became of a condition, and why."""

    status: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition of the choice, as it stands now."""

    id: UUID
    code: str
    text: str
    owner: str
    due_on: date
    status: str
    is_unmet: bool
    steps: tuple[ConditionStepView, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Somebody asked to sign the decision, and what they answered; `sha256` is of the PDF they had."""

    id: UUID
    name: str
    role: str
    email: str
    is_member: bool
    due_on: date
    state: str
    """signed, challenged, open, expired, revoked or ended."""
    answered_at: datetime | None
    sha256: str
    reason: str
    reply: str
    replied_by: str
    replied_at: datetime | None
