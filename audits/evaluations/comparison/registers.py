"""The shapes of what a result asks the buyer to write down: gaps and service levels."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from audits.scoring.sla import Terms


@dataclass(frozen=True, slots=True)
class GapView:
    """One thing a candidate lacks, as it stood; `is_lapsed` when its acceptance was over by then."""

    id: UUID
    code: str
    dimension: str
    title: str
    workflow: str
    owner: str
    ruling: str
    """acceptable, blocking, or blank for not ruled yet."""
    reason: str
    mitigation: str
    vendor_on: date | None
    expires_on: date | None
    is_lapsed: bool
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    closing: str
    version: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def standing(self) -> str:
        """How it counts: the ruling while that holds, blank when it has to be ruled on (again)."""
        return "" if self.is_lapsed else self.ruling

    @property
    def is_blocking(self) -> bool:
        return self.is_open and self.standing == "blocking"

    @property
    def is_unruled(self) -> bool:
        return self.is_open and not self.standing


@dataclass(frozen=True, slots=True)
class SlaView:
    """The service levels that the contract is to name, with its wording."""

    terms: Terms
    wording: str
    is_own_wording: bool
    """Somebody has changed the drafted words."""
    version: int
    saved_by: str
    saved_at: datetime | None
