"""Work that goes from one person to another; each app moves its own and tells it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from audits.journal.actions import record
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.rows import held


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose work goes to whom, and who does it."""

    actor: Actor
    giver: User
    taker: User

    def give(self, kind: str, rows: QuerySet[Any], **columns: Any) -> int:
        """Makes the taker the owner of the rows, which are held in one order first; answers how many."""
        keys = held(rows)
        rows.model._default_manager.filter(pk__in=keys).update(owner=self.taker, **columns)
        return self.told(kind, keys)

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
