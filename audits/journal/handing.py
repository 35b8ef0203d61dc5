"""Work that goes from one person to another; each app moves its own and tells it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from audits.journal.actions import record
from audits.people.actor import Actor
from audits.people.models import User


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose work goes to whom, and who does it."""

    actor: Actor
    giver: User
    taker: User

    def told(self, kind: str, keys: Sequence[UUID]) -> int:
        """One event for all of a kind, in the transaction that moves it; answers how many there were."""
        if keys:
            record(
                self.actor,
                "work.handed_over",
                subject=self.giver.pk,
                part=kind,
                before={"owner": str(self.giver)},
                after={"owner": str(self.taker)},
                ids=list(keys),
            )
        return len(keys)
