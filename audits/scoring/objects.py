"""The standard objects a purchase must sync: hard stops and what is still unasked (R032-R038).

Each required object of each CRM carries two answers, `read` and `write`: true, false, or None
while nobody has asked. One false is a hard stop, a None leaves the object unconfirmed, and an
object can be both. A waiver stays listed with what it clears.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

W = TypeVar("W")
"""What a waiver is to the caller: a row, a name and a reason, a snapshot of them."""

# The generic ones go without slots: with them Python 3.11 cannot make an ObjectState[str](...).


class StopReason(StrEnum):
    """Which direction is missing; the caller has the words."""

    NOT_READ = "not-read"
    NOT_WRITTEN = "not-written"
    NEITHER = "neither"


class Hindrance(StrEnum):
    """Why an object keeps a candidate from being chosen."""

    HARD_STOP = "hard-stop"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class ObjectState(Generic[W]):
    """One required object of one CRM: what is known of it, and its waiver in force, if any."""

    crm: str
    object: str
    read: bool | None = None
    write: bool | None = None
    waiver: W | None = None


@dataclass(frozen=True)
class HardStop(Generic[W]):
    """An object that does not go both ways (R034), with the waiver that clears it."""

    crm: str
    object: str
    reason: StopReason
    waiver: W | None


@dataclass(frozen=True)
class Unconfirmed(Generic[W]):
    """An object with a direction nobody has asked about, with the waiver that clears it."""

    crm: str
    object: str
    waiver: W | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason against choosing a candidate."""

    hindrance: Hindrance
    crm: str
    object: str


def hard_stops(objects: Iterable[ObjectState[W]]) -> tuple[HardStop[W], ...]:
    """Every object with a false, waived or not, once each, by CRM and object name (R034, R036)."""
    return tuple(
        HardStop(state.crm, state.object, stop_reason(state), state.waiver)
        for state in _in_order(objects)
        if state.read is False or state.write is False
    )


def unconfirmed(objects: Iterable[ObjectState[W]]) -> tuple[Unconfirmed[W], ...]:
    """Every object with an unasked direction, waived or not, by CRM and object name."""
    return tuple(
        Unconfirmed(state.crm, state.object, state.waiver)
        for state in _in_order(objects)
        if state.read is None or state.write is None
    )


def stop_reason(state: ObjectState[W]) -> StopReason:
    """The direction that was refused; only meaningful for an object with a false."""
    if state.read is False and state.write is False:
        return StopReason.NEITHER
    return StopReason.NOT_READ if state.read is False else StopReason.NOT_WRITTEN


def conjunction(values: Iterable[bool | None]) -> bool | None:
    """One answer from its parts, as activity has of task and event (R032).

    False when any part is false, true only when every part is true, otherwise not known yet.
    Without parts nothing is known.
    """
    parts = list(values)
    if False in parts:
        return False
    return True if parts and None not in parts else None


def has_open_stop(stops: Iterable[HardStop[W]]) -> bool:
    """Whether a hard stop stands without a waiver; it suppresses the advice to proceed (R037)."""
    return any(stop.waiver is None for stop in stops)


def obstacles(stops: Sequence[HardStop[W]], unasked: Sequence[Unconfirmed[W]]) -> tuple[Obstacle, ...]:
    """Why the candidate cannot be chosen: every unwaived stop, then every unwaived open object."""
    stopped = [Obstacle(Hindrance.HARD_STOP, stop.crm, stop.object) for stop in stops if stop.waiver is None]
    open_objects = [
        Obstacle(Hindrance.UNCONFIRMED, item.crm, item.object) for item in unasked if item.waiver is None
    ]
    return (*stopped, *open_objects)


def choosable(stops: Sequence[HardStop[W]], unasked: Sequence[Unconfirmed[W]]) -> bool:
    """Whether nothing about its objects keeps the candidate from being chosen."""
    return not obstacles(stops, unasked)


def _in_order(objects: Iterable[ObjectState[W]]) -> list[ObjectState[W]]:
    return sorted(objects, key=lambda state: (state.crm, state.object))
