"""The order of the candidates of one evaluation, its leader and how clear the lead is (R067, R069)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

CLEAR_LEAD_PARTS = 10
"""A lead is clear from one part in this many of the maximum on: 4 of 40 points."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate as the order sees it."""

    key: str
    name: str
    points: int
    proven: int
    stopped: bool
    """A hard stop stands without a waiver."""
    fully_scored: bool
    """No dimension is left unscored."""
    left_out: bool = False
    """Not on the shortlist: it stands behind all others."""

    @property
    def may_lead(self) -> bool:
        """Only a fully scored candidate of the shortlist without an unwaived hard stop leads or trails."""
        return self.fully_scored and not self.stopped and not self.left_out


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate's rank, 1 first; equal candidates share one and the next rank is left out."""

    key: str
    rank: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All places in the order shown, who leads, and by how many points."""

    places: tuple[Place, ...]
    leaders: tuple[str, ...]
    """The best of those that may lead; several when points and proven points are equal."""
    margin: int | None
    """Points between the first and the second that may lead; None with fewer than two."""

    @property
    def leader(self) -> str | None:
        """The one leader; None when nobody may lead or when the lead is shared."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def rank(entries: Iterable[Entry]) -> Ranking:
    """Candidates without unwaived hard stop first, then by points, then by proven points.

    Equal ones share a rank (1, 1, 3) and stand by name, whatever its case, then by key.
    """
    ordered = sorted(entries, key=lambda entry: (*_standing(entry), entry.name.casefold(), entry.key))
    front = [entry for entry in ordered if entry.may_lead]
    return Ranking(places=_places(ordered), leaders=_leaders(front), margin=_margin(front))


def too_close(margin: int, max_points: int) -> bool:
    """Whether a lead is no clear one: under a tenth of the maximum, so 3 of 40 is, 4 is not."""
    return margin * CLEAR_LEAD_PARTS < max_points


def _standing(entry: Entry) -> tuple[bool, bool, int, int]:
    """What decides the rank; the smaller stands higher."""
    return (entry.left_out, entry.stopped, -entry.points, -entry.proven)


def _places(ordered: Sequence[Entry]) -> tuple[Place, ...]:
    places: list[Place] = []
    for _, equals in groupby(ordered, key=_standing):
        shared = len(places) + 1
        places.extend(Place(entry.key, shared) for entry in equals)
    return tuple(places)


def _leaders(front: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.key for entry in front if _standing(entry) == _standing(front[0]))


def _margin(front: Sequence[Entry]) -> int | None:
    return front[0].points - front[1].points if len(front) > 1 else None
