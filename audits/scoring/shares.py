"""Shares of the simplex of all weightings, as fractions of its volume.

For two candidates there is a closed form. For more the region where one leads is an intersection
of several half-spaces, whose exact volume grows out of hand with the number of candidates; there a
fixed sequence of weightings is counted, and the bound of the error is told with the result.
"""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import mul

SAMPLES = 2500
ERROR = Fraction(1, math.isqrt(SAMPLES))
"""A share counted over n independent draws is off by at most 1/sqrt(n) in 19 cases of 20:
1.96 standard errors, of which the largest is 0.5/sqrt(n)."""
SEED = 40
# A full-period generator of 64 bits (Knuth's MMIX); its upper 53 bits make the uniform number.
MULTIPLIER, INCREMENT, MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1
UNIT = 1 << 53


def share_ahead(edges: Sequence[int]) -> Fraction:
    """The share of the simplex where the weighted sum of the edges is above 0, exact.

    The recursion of Varsi and Ali for the volume of a simplex cut by a half-space: with the edges
    above 0 as `y` and the others as `x`, `a_k = (y_k a_k - x_h a_(k-1)) / (y_k - x_h)` over all `x_h`,
    starting from 1, 0, ... leaves in `a_K` the part at or below 0. No `y - x` is 0, so ties of
    edges need no care.
    """
    above = [Fraction(edge) for edge in edges if edge > 0]
    parts = [Fraction(1), *(Fraction(0) for _ in above)]
    for edge in (edge for edge in edges if edge <= 0):
        for index, own in enumerate(above, start=1):
            parts[index] = (own * parts[index] - edge * parts[index - 1]) / (own - edge)
    return 1 - parts[-1]


def sampled_shares(points: Sequence[Sequence[int]]) -> tuple[list[Fraction], Fraction, int]:
    """How often each of these leads over a fixed sequence of weightings; with error and number.

    Rows that differ are equal only on a set of weightings without volume; there the first counts.
    """
    counts = [0] * len(points)
    for weights in weightings(len(points[0])):
        own = [sum(map(mul, weights, row)) for row in points]
        counts[own.index(max(own))] += 1
    return [Fraction(count, SAMPLES) for count in counts], ERROR, SAMPLES


def weightings(dimensions: int) -> Iterator[list[float]]:
    """Weightings spread evenly over the simplex: exponential numbers, whose sum does not matter here."""
    uniform = uniforms()
    for _ in range(SAMPLES):
        yield [-math.log(next(uniform)) for _ in range(dimensions)]


def uniforms() -> Iterator[float]:
    """Numbers above 0 and up to 1, always the same ones."""
    state = SEED
    while True:
        state = (state * MULTIPLIER + INCREMENT) & MASK
        yield ((state >> 11) + 1) / UNIT
