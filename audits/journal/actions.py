"""Writing history, and doing a keyed operation once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audits.journal.models import Event, Operation, canonical, new_event
from audits.kit.refusals import Invalid
from audits.people.actor import Actor

Result = dict[str, Any]
# The key of the operation that is being done; an action called under it is part of it.
under_way: ContextVar[str | None] = ContextVar("operation", default=None)
# The events of one save, where they are written together.
gathered: ContextVar[list[Event] | None] = ContextVar("events", default=None)


def fingerprint(name: str, *parts: Any) -> str:
    """Digest of what is asked, to tell a repetition from another request under the same key."""
    return hashlib.sha256(f"{name}{canonical({'parts': parts})}".encode()).hexdigest()


def record(actor: Actor, kind: str, *, subject: UUID, **what: Any) -> Event:
    """Appends an event; called inside the transaction of the change it tells of.

    `what` is part, before, after, operation and anything more the payload should hold.
    """
    return note(actor.workspace_id, actor.user_id, kind, subject=subject, **what)


def note(workspace_id: UUID, actor_id: UUID | None, kind: str, *, subject: UUID, **what: Any) -> Event:
    """As `record`, also for what the system does by itself: then nobody is the actor."""
    event = new_event(workspace_id=workspace_id, actor_id=actor_id, kind=kind, subject=subject, **what)
    others = gathered.get()
    if others is None:
        event.save(force_insert=True)
    else:
        others.append(event)
    return event


@contextmanager
def in_one_go() -> Iterator[None]:
    """Writes the events recorded inside with one statement at its end, in their order.

    Inside the transaction of what they tell of; where that is refused, none is written.
    """
    events: list[Event] = []
    token = gathered.set(events)
    try:
        yield
    finally:
        gathered.reset(token)
    Event.objects.bulk_create(events)


def record_many(actor: Actor, kind: str, told: Iterable[dict[str, Any]]) -> None:
    """As `record`, for many of one kind in one go; each of `told` has its subject."""
    make = partial(new_event, workspace_id=actor.workspace_id, actor_id=actor.user_id, kind=kind)
    Event.objects.bulk_create([make(**each) for each in told])


def once(
    actor: Actor,
    key: str | None,
    fingerprint: str,
    do: Callable[[], Result],
    expected: Result | None = None,
) -> Result:
    """Runs `do` in one transaction; with a key, a repetition answers the first result.

    The operation's row comes first, so a concurrent duplicate waits for the first to end.
    Refused work is rolled back with its row and may be tried again under the same key.
    The same key for other content is `Invalid`. (T3, threat 59)
    A result that can be `expected` is stored with the row at once, which spares the second write.
    """
    if key and key == under_way.get():
        # Its transaction is open, and a refusal is that of the whole operation.
        return do()
    if not key:
        with transaction.atomic():
            return do()
    try:
        with transaction.atomic():
            operation = Operation.objects.create(
                workspace_id=actor.workspace_id,
                actor_id=actor.user_id,
                key=key,
                fingerprint=fingerprint,
                result=expected,
            )
            result = during(key, do)
            if result != expected:
                Operation.objects.filter(pk=operation.pk).update(result=result)
            return result
    except IntegrityError:
        first = finished(actor, key)
        if first is None:
            raise
    return replay(first, fingerprint)


def during(key: str, do: Callable[[], Result]) -> Result:
    """Runs `do` as part of the operation of that key."""
    token = under_way.set(key)
    try:
        return do()
    finally:
        under_way.reset(token)


def finished(actor: Actor, key: str) -> Operation | None:
    """The operation this actor has completed under `key`, if any."""
    return Operation.objects.filter(
        workspace_id=actor.workspace_id, actor_id=actor.user_id, key=key, result__isnull=False
    ).first()


def replay(operation: Operation, fingerprint: str) -> Result:
    """The first result again, or `Invalid` when the content differs."""
    if operation.fingerprint != fingerprint:
        raise Invalid({"Idempotency-Key": [_("This key was already used for another request.")]})
    if operation.result is None:
        raise RuntimeError(f"operation {operation.key} has no result")
    return dict(operation.result)
