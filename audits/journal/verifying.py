"""Checking a workspace's journal against its seals, and naming what was tampered with (threat 71, T19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audits.journal.chain import head_of, is_erased, is_whole, leaf_of
from audits.journal.models import Event, Seal

MOST_FAULTS = 100


class Harm(StrEnum):
    """What was done to an event or a seal."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    MOVED = "moved"
    SEAL_CHANGED = "seal-changed"
    SEAL_MISSING = "seal-missing"


SAID = {
    Harm.EDITED: _("Event %(number)d was changed after it was recorded."),
    Harm.DELETED: _("Event %(number)d was deleted."),
    Harm.INSERTED: _("Event %(number)d was put in afterwards."),
    Harm.MOVED: _("Event %(number)d stands in another event's place."),
    Harm.SEAL_CHANGED: _("Seal %(number)d was changed."),
    Harm.SEAL_MISSING: _("Seal %(number)d is missing."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was recorded; `number` is the event's id, or the seal's number."""

    harm: Harm
    number: int

    @property
    def words(self) -> str:
        return str(SAID[self.harm] % {"number": self.number})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check: how much there was, the last head, and what is wrong, in order."""

    events: int
    seals: int
    head: str
    unsealed: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


class Check:
    """Walks a workspace's chain from its first seal on."""

    def __init__(self, workspace_id: UUID) -> None:
        self.workspace_id = workspace_id
        self.events = self.seals = self.last_event = self.unsealed = 0
        self.head = ""
        self.erased = erased_ids(workspace_id)

    def verdict(self) -> Verdict:
        faults: list[Fault] = []
        for fault in self.faults():
            if len(faults) < MOST_FAULTS:
                faults.append(fault)
        return Verdict(self.events, self.seals, self.head, self.unsealed, tuple(faults))

    def faults(self) -> Iterator[Fault]:
        for seal in Seal.objects.filter(workspace=self.workspace_id).order_by("number").iterator(20):
            yield from self.of_seal(seal)
            found = {event.pk: event for event in self.between(self.last_event, seal.last_event)}
            yield from sorted(self.of_events(seal, found), key=lambda fault: fault.number)
            self.seals, self.head, self.last_event = seal.number, seal.head, seal.last_event
        yield from self.after_last()

    def of_seal(self, seal: Seal) -> Iterator[Fault]:
        """A seal follows the one before it and is what its leaves amount to."""
        for number in range(self.seals + 1, seal.number):
            yield Fault(Harm.SEAL_MISSING, number)
        leaves = [leaf for _pk, leaf in seal.leaves]
        is_next = seal.previous == self.head or seal.number > self.seals + 1
        is_sound = seal.head == head_of(seal.number, seal.previous, seal.sealed_at, leaves)
        ends = [pk for pk, _leaf in seal.leaves]
        fits = ends and (seal.first_event, seal.last_event, seal.count) == (ends[0], ends[-1], len(ends))
        if not (is_next and is_sound and fits):
            yield Fault(Harm.SEAL_CHANGED, seal.number)

    def between(self, after: int, upto: int) -> Iterator[Event]:
        rows = Event.objects.for_workspace(self.workspace_id).filter(pk__gt=after, pk__lte=upto)
        return rows.order_by("pk").iterator(1000)

    def of_events(self, seal: Seal, found: dict[int, Event]) -> Iterator[Fault]:
        """Each sealed event is there as it was sealed, and no other beside them."""
        self.events += len(found)
        known = {leaf for _pk, leaf in seal.leaves}
        for pk, leaf in seal.leaves:
            event = found.pop(pk, None)
            if event is None:
                yield Fault(Harm.DELETED, pk)
            elif (actual := leaf_of(event)) != leaf:
                yield Fault(Harm.MOVED if actual in known else Harm.EDITED, pk)
            elif not self.is_sound(event):
                yield Fault(Harm.EDITED, pk)
        for pk in found:
            yield Fault(Harm.INSERTED, pk)

    def is_sound(self, event: Event) -> bool:
        """Its content is what was recorded, or was erased by an admin, which is on record too."""
        return event.pk in self.erased if is_erased(event) else is_whole(event)

    def after_last(self) -> Iterator[Fault]:
        """What no seal holds yet is only checked each by itself."""
        rows = Event.objects.for_workspace(self.workspace_id).filter(pk__gt=self.last_event)
        for event in rows.order_by("pk").iterator(1000):
            self.events += 1
            self.unsealed += 1
            if not self.is_sound(event):
                yield Fault(Harm.EDITED, event.pk)


def erased_ids(workspace_id: UUID) -> set[int]:
    """The events that the journal itself says were erased."""
    rows = Event.objects.for_workspace(workspace_id).filter(kind="event.erased").kept()
    return {pk for payload in rows.values_list("payload", flat=True) for pk in payload["after"]["events"]}


def verify(workspace_id: UUID) -> Verdict:
    return Check(workspace_id).verdict()
