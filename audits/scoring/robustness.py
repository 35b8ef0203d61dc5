"""How firm an order is: margin, what one point would change, and what would change the lead.

Everything is a what-if beside the score: it changes no points. Only those that may lead take part
in questions of leading (fully scored, no unwaived hard stop); bands and ranks are everybody's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from audits.scoring.ranking import Entry, Ranking, rank, too_close
from audits.scoring.score import (
    POINTS_PER_DIMENSION,
    BandLike,
    is_points,
    possible_bands,
    settled_band,
    total_range,
)
from audits.scoring.weightings import Leads, Profile, Weighted, leads, weighted


@dataclass(frozen=True, slots=True)
class Contender:
    """One candidate: points by dimension (None is not scored) and how much of each is proven, 0 to 1."""

    key: str
    points: tuple[int | None, ...]
    proven_shares: tuple[Fraction, ...]
    stopped: bool = False

    @property
    def may_lead(self) -> bool:
        return not self.stopped and None not in self.points

    @property
    def proven(self) -> tuple[int, ...]:
        """Proven points by dimension, each rounded down as the score does."""
        pairs = zip(self.points, self.proven_shares, strict=True)
        return tuple(int((points or 0) * share) for points, share in pairs)

    def given(self, dimension: int, points: int) -> "Contender":
        """The same with other points in one dimension."""
        changed = (*self.points[:dimension], points, *self.points[dimension + 1 :])
        return replace(self, points=changed)


@dataclass(frozen=True, slots=True)
class PointFlip:
    """One other mark in one dimension that changes a band, the ranks or the lead."""

    key: str
    dimension: int
    points: int
    """The mark that would be there instead."""
    band: str | None
    """The candidate's settled band then, if any."""
    band_flips: bool
    ranks_flip: bool
    leaders: tuple[str, ...]
    leaders_flip: bool
    is_gain: bool

    @property
    def flips(self) -> bool:
        return self.band_flips or self.ranks_flip or self.leaders_flip


@dataclass(frozen=True, slots=True)
class Robustness:
    """How firm the lead is. With fewer than two that may lead, only the one-point changes are left."""

    leaders: tuple[str, ...]
    margin: int | None
    is_too_close: bool
    stated: Weighted
    """The lead by stated points, and what turns it."""
    proven: Weighted
    """The same by proven points alone."""
    point_flips: tuple[PointFlip, ...]
    leads: Leads


def robustness(
    contenders: Sequence[Contender],
    bands: Sequence[BandLike],
    weights: Sequence[Fraction] | None = None,
) -> Robustness:
    """Everything about the firmness of an order of candidates, given in rank order.

    `weights`, equal ones by default, are where `stated` and `proven` start from. Leaders, margin
    and the one-point changes are always those of the unweighted score.
    """
    field = Field.of(contenders, bands)
    front = [one for one in contenders if one.may_lead]
    dimensions = len(contenders[0].points) if contenders else 0
    weights = weights or [Fraction(1)] * dimensions
    margin = field.order.margin
    return Robustness(
        leaders=field.order.leaders,
        margin=margin,
        is_too_close=margin is not None and too_close(margin, POINTS_PER_DIMENSION * dimensions),
        stated=weighted([stated(one) for one in front], weights),
        proven=weighted([Profile(one.key, one.proven) for one in front], weights),
        point_flips=tuple(field.point_flips()),
        leads=leads([stated(one) for one in front]),
    )


def stated(contender: Contender) -> Profile:
    points = tuple(points or 0 for points in contender.points)
    return Profile(contender.key, points, sum(contender.proven))


@dataclass(frozen=True, slots=True)
class Field:
    """The candidates as they stand, to try other points on."""

    contenders: Sequence[Contender]
    bands: Sequence[BandLike]
    entries: Sequence[Entry]
    order: Ranking

    @classmethod
    def of(cls, contenders: Sequence[Contender], bands: Sequence[BandLike]) -> "Field":
        entries = [entry(one) for one in contenders]
        return cls(contenders, bands, entries, rank(entries))

    def point_flips(self) -> Iterator[PointFlip]:
        """Every change of one dimension by one point that flips something.

        An unscored dimension has no point to give or take.
        """
        for place, contender in enumerate(self.contenders):
            for dimension, points in enumerate(contender.points):
                steps = [] if points is None else [points - 1, points + 1]
                tried = (self.if_marked(place, dimension, other) for other in steps if is_points(other))
                yield from (flip for flip in tried if flip.flips)

    def if_marked(self, place: int, dimension: int, points: int) -> PointFlip:
        """What another mark in one dimension of one candidate would change."""
        contender = self.contenders[place]
        changed = contender.given(dimension, points)
        then = rank([*self.entries[:place], entry(changed), *self.entries[place + 1 :]])
        band = band_of(changed, self.bands)
        return PointFlip(
            key=changed.key,
            dimension=dimension,
            points=points,
            band=band,
            band_flips=band != band_of(contender, self.bands),
            ranks_flip=ranks(then) != ranks(self.order),
            leaders=then.leaders,
            leaders_flip=set(then.leaders) != set(self.order.leaders),
            is_gain=points > (contender.points[dimension] or 0),
        )


def ranks(order: Ranking) -> dict[str, int]:
    return {place.key: place.rank for place in order.places}


def entry(contender: Contender) -> Entry:
    """Equal ones stand by key here: only their shared rank is looked at."""
    return Entry(
        key=contender.key,
        name="",
        points=sum(points or 0 for points in contender.points),
        proven=sum(contender.proven),
        stopped=contender.stopped,
        fully_scored=None not in contender.points,
    )


def band_of(contender: Contender, bands: Sequence[BandLike]) -> str | None:
    span = total_range(contender.points)
    return settled_band(possible_bands(span.floor, span.ceiling, bands))
