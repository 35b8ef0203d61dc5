"""Sealing the journal in batches, so that no save waits for the head of a chain (threat 71).

A seal holds every event of its workspace up to a mark, by id. Ids are given out before their transactions
end, so an event with a lower id may still come after one with a higher: on PostgreSQL the sealer first waits
until every transaction that was writing events when the mark was taken has ended. From then on nothing below
the mark can come or go, and a gap among the ids is a transaction that was rolled back. An event that turns up
below a mark later on was put there by hand, and the check says so.
"""

import logging
import time
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery

from audits.journal.chain import head_of, leaf_of
from audits.journal.models import Event, Seal
from audits.kit import clock
from audits.people.models import Workspace

log = logging.getLogger(__name__)
MOST = 1000
"""Events of one seal."""
MOST_SEALS = 20
"""Seals of one workspace in one turn; the rest follows with the next."""
PATIENCE = 2.0
AT_ONCE = 0.5
"""Seconds to wait for writers: the worker's turn, and right after a decision."""
LOOK_EVERY = 0.02
WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


def seal_all(now: datetime) -> int:
    """Seals what every workspace has recorded since its last seal; answers how many seals there are more."""
    marks = unsealed()
    if not marks or not settled(PATIENCE):
        return 0
    return sum(seal_up_to(workspace, mark) for workspace, mark in marks.items())


def seal_soon(workspace_id: UUID) -> None:
    """Seals a workspace once the transaction under way has ended, so that a decision's report has a head.

    Where others are still writing by then, the worker does it within a minute.
    """
    transaction.on_commit(lambda: seal_now(workspace_id), robust=True)


def seal_now(workspace_id: UUID, patience: float = AT_ONCE) -> int:
    mark = Event.objects.for_workspace(workspace_id).aggregate(mark=Max("pk"))["mark"]
    if mark is None or not settled(patience):
        return 0
    return seal_up_to(workspace_id, mark)


def unsealed() -> dict[UUID, int]:
    """The last event of each workspace that has some in no seal: one query."""
    last = Event.objects.filter(workspace=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    sealed = Seal.objects.filter(workspace=OuterRef("pk")).order_by("-number").values("last_event")[:1]
    rows = Workspace.objects.annotate(mark=Subquery(last), sealed=Subquery(sealed))
    behind = rows.filter(Q(sealed=None, mark__isnull=False) | Q(mark__gt=F("sealed")))
    return dict(behind.order_by("pk").values_list("pk", "mark"))


def settled(patience: float) -> bool:
    """Whether every transaction that was writing events at the call has ended; False when that took too long.

    SQLite lets one write at a time, so there ids come in the order of their transactions.
    """
    if connection.vendor != "postgresql":
        return True
    waited_for, deadline = writers(), time.monotonic() + patience
    while waited_for:
        if time.monotonic() > deadline:
            log.warning("journal not sealed: %d transactions are still writing", len(waited_for))
            return False
        time.sleep(LOOK_EVERY)
        waited_for &= writers()
    return True


def writers() -> set[str]:
    """Other transactions that may hold an id of an event: its table's lock comes before the id."""
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [Event._meta.db_table])
        return {row[0] for row in cursor.fetchall()}


def seal_up_to(workspace_id: UUID, mark: int) -> int:
    """Seals the events up to a mark below which all is settled; answers how many seals it took."""
    for made in range(MOST_SEALS):
        if not seal_batch(workspace_id, mark):
            return made
    return MOST_SEALS


def seal_batch(workspace_id: UUID, mark: int) -> bool:
    """One more seal; False when nothing is left, or somebody else has just made it."""
    try:
        with transaction.atomic():
            return link(workspace_id, mark)
    except IntegrityError:
        log.info("journal of %s: another process sealed it", workspace_id)
        return False


def link(workspace_id: UUID, mark: int) -> bool:
    last = Seal.objects.filter(workspace=workspace_id).defer("leaves").last()
    after = last.last_event if last else 0
    events = Event.objects.for_workspace(workspace_id).filter(pk__gt=after, pk__lte=mark).order_by("pk")
    batch = list(events[:MOST])
    if not batch:
        return False
    leaves = [leaf_of(event) for event in batch]
    number, previous, at = (last.number + 1, last.head, clock.now()) if last else (1, "", clock.now())
    Seal.objects.create(
        workspace_id=workspace_id,
        number=number,
        first_event=batch[0].pk,
        last_event=batch[-1].pk,
        count=len(batch),
        leaves=[[event.pk, leaf] for event, leaf in zip(batch, leaves, strict=True)],
        previous=previous,
        head=head_of(number, previous, at, leaves),
        sealed_at=at,
    )
    return True


def seal_holding(workspace_id: UUID, event: int) -> Seal | None:
    """The first seal whose head depends on the event; None while it is in none."""
    rows = Seal.objects.filter(workspace=workspace_id, last_event__gte=event).defer("leaves")
    return rows.order_by("number").first()
