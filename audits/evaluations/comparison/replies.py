"""The frozen shapes of what vendors were asked in writing, a part of the read model."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """What a vendor sent before it amended its answer."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One question put to the vendor in writing; `text` is the vendor's own word, claimed and not judged."""

    item_id: UUID
    question: str
    asked: str
    text: str
    answered_at: datetime | None
    earlier: tuple[Said, ...]
    exhibits: tuple[str, ...]
    """Codes of the files that came with it."""

    words: str
    """The same as they are taken over into a note: nobody takes them for the buyer's."""

    @property
    def is_answered(self) -> bool:
        return bool(self.text or self.exhibits)


@dataclass(frozen=True, slots=True)
class ClarificationView:
    """A request for answers in writing: to whom, until when, and what came back."""

    id: UUID
    code: str
    recipient: str
    asked_by: str
    asked_at: datetime
    due_on: date
    message: str
    opened_at: datetime | None
    answered_at: datetime | None
    revoked_at: datetime | None
    replies: tuple[ReplyView, ...]
