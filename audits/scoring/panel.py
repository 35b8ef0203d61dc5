"""What a panel's points come to: means, spread, range, and what rounding does to the band."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from audits.scoring.score import BandLike, band_of, round_half_up

FLAGGED_SPREAD = 2
"""From this distance between two panelists on, a dimension is put on the meeting's agenda."""
TELLING_POINTS = frozenset({0, 1, 4, 5})
"""Agreed points so low or so high that a reason is asked for, though not demanded."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The points that panelists gave one dimension; who abstained is not among them."""

    points: tuple[int, ...]

    @property
    def mean(self) -> Fraction | None:
        """None when everybody abstained, which is not a mean of 0."""
        return Fraction(sum(self.points), len(self.points)) if self.points else None

    @property
    def rounded(self) -> int | None:
        """What the agreed points start as: the mean, a half going up."""
        return None if self.mean is None else round_half_up(self.mean)

    @property
    def is_half(self) -> bool:
        """The mean lay exactly between two points, so that rounding alone has chosen one."""
        return self.mean is not None and self.mean.denominator == 2

    @property
    def lowest(self) -> int | None:
        return min(self.points, default=None)

    @property
    def highest(self) -> int | None:
        return max(self.points, default=None)

    @property
    def spread(self) -> int | None:
        """How far apart the panel is; 0 with one panelist, None with none."""
        return max(self.points) - min(self.points) if self.points else None

    @property
    def is_flagged(self) -> bool:
        return (self.spread or 0) >= FLAGGED_SPREAD

    def holds(self, points: int | None) -> bool:
        """Whether agreed points lie in the panel's own range; without a range only blank ones do."""
        if not self.points or points is None:
            return not self.points and points is None
        return min(self.points) <= points <= max(self.points)


@dataclass(frozen=True, slots=True)
class PanelTotal:
    """The sum of the unrounded means beside the sum of the rounded ones."""

    exact: Fraction
    rounded: int
    halves: int
    """How many dimensions were rounded from exactly a half."""
    exact_band: str | None
    """The band that the unrounded sum has reached; None while a dimension has no mean."""
    rounded_band: str | None

    @property
    def rounding_moves_band(self) -> bool:
        """Rounding each dimension has put the total into another band than the means alone reach."""
        return self.exact_band != self.rounded_band


def total(tallies: Sequence[Tally], bands: Sequence[BandLike]) -> PanelTotal:
    """What all dimensions come to. An unrounded sum between two bands has reached only the lower."""
    means = [tally.mean for tally in tallies if tally.mean is not None]
    exact = sum(means, Fraction(0))
    rounded = sum(tally.rounded or 0 for tally in tallies)
    is_whole = len(means) == len(tallies)
    return PanelTotal(
        exact=exact,
        rounded=rounded,
        halves=sum(tally.is_half for tally in tallies),
        exact_band=band_of(math.floor(exact), bands) if is_whole else None,
        rounded_band=band_of(rounded, bands) if is_whole else None,
    )


def invites_reason(points: int | None) -> bool:
    """Very low and very high agreed points are worth a word of explanation."""
    return points in TELLING_POINTS
