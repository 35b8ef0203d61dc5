"""What other weights of the dimensions would do to the lead: exact, by fractions.

A weighting gives every dimension a share of the whole, none below zero. Equal shares are the score
itself. Vendor A *leads* under a weighting when its weighted points are above everybody else's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul

from audits.scoring.shares import sampled_shares, share_ahead


@dataclass(frozen=True, slots=True)
class Profile:
    """One that may lead: its points by dimension; among equal points the proven ones decide."""

    key: str
    points: tuple[int, ...]
    proven: int = 0


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """One weight times `factor`, the others unchanged: the challenger is level, and leads beyond it."""

    challenger: str
    dimension: int
    factor: Fraction

    @property
    def size(self) -> Fraction:
        """How big a change: halving a weight is as much as doubling it."""
        return max(self.factor, 1 / self.factor)


@dataclass(frozen=True, slots=True)
class Shift:
    """The least part of the whole weight that has to move for the challenger to be level."""

    challenger: str
    moved: Fraction
    to: int
    """The dimension that all of it goes to."""
    taken: tuple[tuple[int, Fraction], ...]
    """From which dimensions how much of the whole is taken."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The share of all weightings in which one leads, 0 to 1."""

    key: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Leads:
    """Everybody's share; `error` is 0 when exact, else what 19 of 20 estimates keep within."""

    shares: tuple[Lead, ...]
    error: Fraction
    samples: int


@dataclass(frozen=True, slots=True)
class Weighted:
    """The lead under one weighting, and how little more or less of a weight would turn it."""

    totals: Mapping[str, Fraction]
    leaders: tuple[str, ...]
    flips: tuple[WeightFlip, ...]
    """The smallest changes of one weight that flip the lead."""
    shift: Shift | None


def weighted(profiles: Sequence[Profile], weights: Sequence[Fraction]) -> Weighted:
    """Who leads under these weights, by how much, and what would flip it."""
    own = totals(profiles, weights)
    return Weighted(
        totals={one.key: total for one, total in zip(profiles, own, strict=True)},
        leaders=tuple(one.key for one in ahead(profiles, own)),
        flips=weight_flips(profiles, weights),
        shift=smallest_shift(profiles, weights),
    )


def totals(profiles: Sequence[Profile], weights: Sequence[Fraction]) -> list[Fraction]:
    """Weighted points on the scale of the unweighted ones: equal weights give the same total.

    At least one weight must be above 0.
    """
    if not profiles:
        return []
    scale = Fraction(len(weights)) / sum(weights)
    return [scale * sum(map(mul, weights, one.points), Fraction(0)) for one in profiles]


def ahead(profiles: Sequence[Profile], own: Sequence[Fraction]) -> list[Profile]:
    """Those with the most weighted points; among them, those with the most proven points."""
    best = max(own, default=None)
    first = [one for one, total in zip(profiles, own, strict=True) if total == best]
    most = max((one.proven for one in first), default=0)
    return [one for one in first if one.proven == most]


def weight_flips(profiles: Sequence[Profile], weights: Sequence[Fraction]) -> tuple[WeightFlip, ...]:
    """The smallest changes of one weight after which somebody else leads.

    With the leader `l`, a challenger `c` and `e_i = w_i (l_i - c_i)`, the lead is `D = sum(e)`. When
    weight `i` counts `f` times, it is `D + (f - 1) e_i`, which is 0 at `f = 1 - D / e_i`: above 1
    where the challenger is better, below 1 where it is worse. Beyond that factor it leads. A factor of
    0 or less is none: a dimension left out makes it level at most. Of all these the changes with the
    smallest ratio are answered, several when they are equally small. Empty when no single weight
    flips the lead, when it is shared, and at a lead of 0, where any change does (`is_level`).
    """
    leader = _sole_leader(profiles, weights)
    if leader is None:
        return ()
    found = [flip for one in profiles if one is not leader for flip in _flips(leader, one, weights)]
    least = min((flip.size for flip in found), default=None)
    return tuple(flip for flip in found if flip.size == least)


def smallest_shift(profiles: Sequence[Profile], weights: Sequence[Fraction]) -> Shift | None:
    """The least weight that has to move between dimensions for somebody to draw level with the leader.

    The linear program "least sum of what is taken, so that the lead is at most 0, no weight below 0"
    has a greedy solution: every bit goes to the dimension where the challenger is best, and is taken
    where it is worst first. The least amount is unique, the way to it need not be: of equally good
    dimensions the first is named, of equally near challengers too. None when no weighting puts
    anybody else ahead, and when the lead is shared or 0.
    """
    leader = _sole_leader(profiles, weights)
    if leader is None:
        return None
    found = [_shift(leader, one, weights) for one in profiles if one is not leader]
    return min((one for one in found if one), key=lambda one: one.moved, default=None)


def leads(profiles: Sequence[Profile]) -> Leads:
    """In which share of all weightings, each as likely as any other, each one leads.

    One that is nowhere better than another never leads and is left out. What remains is exact for
    two; for more it is an estimate by a fixed sequence, the same each time it is asked for.
    """
    front = [one for one in profiles if not any(_beaten(one, other) for other in profiles)]
    distinct = list(dict.fromkeys(one.points for one in front))
    shares, error, samples = [Fraction(1)] * len(distinct), Fraction(0), 0
    if len(distinct) == 2:
        first = share_ahead([own - other for own, other in zip(*distinct, strict=True)])
        shares = [first, 1 - first]
    elif len(distinct) > 2:
        shares, error, samples = sampled_shares(distinct)
    by_points = dict(zip(distinct, shares, strict=True))
    own = {one.key: by_points[one.points] for one in front}
    return Leads(tuple(Lead(one.key, own.get(one.key, Fraction(0))) for one in profiles), error, samples)


def _sole_leader(profiles: Sequence[Profile], weights: Sequence[Fraction]) -> Profile | None:
    """The one with more weighted points than all others; None when there is none."""
    if len(profiles) < 2:
        return None
    own = totals(profiles, weights)
    best = max(own)
    return profiles[own.index(best)] if own.count(best) == 1 else None


def _edges(leader: Profile, challenger: Profile) -> list[int]:
    return [own - other for own, other in zip(leader.points, challenger.points, strict=True)]


def _flips(leader: Profile, challenger: Profile, weights: Sequence[Fraction]) -> Iterator[WeightFlip]:
    edges = [weight * edge for weight, edge in zip(weights, _edges(leader, challenger), strict=True)]
    lead = sum(edges, Fraction(0))
    for dimension, edge in enumerate(edges):
        if edge and (factor := 1 - lead / edge) > 0:
            yield WeightFlip(challenger.key, dimension, factor)


def _shift(leader: Profile, challenger: Profile, weights: Sequence[Fraction]) -> Shift | None:
    edges, whole = _edges(leader, challenger), sum(weights, Fraction(0))
    best = min(edges)
    if best >= 0:
        return None
    shares = [weight / whole for weight in weights]
    lead = sum((share * edge for share, edge in zip(shares, edges, strict=True)), Fraction(0))
    taken = []
    for dimension in sorted(range(len(edges)), key=lambda each: -edges[each]):
        part = min(shares[dimension], lead / (edges[dimension] - best)) if edges[dimension] > best else 0
        if part > 0:
            taken.append((dimension, Fraction(part)))
            lead -= part * (edges[dimension] - best)
    moved = sum((part for _, part in taken), Fraction(0))
    return Shift(challenger.key, moved, edges.index(best), tuple(taken))


def _beaten(one: Profile, other: Profile) -> bool:
    """Nowhere better, and worse somewhere or, with the same points, less proven."""
    if one.points == other.points:
        return one.proven < other.proven
    return all(own <= theirs for own, theirs in zip(one.points, other.points, strict=True))
