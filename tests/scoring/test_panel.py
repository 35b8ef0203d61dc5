"""Means, spread and what rounding does."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.panel import Tally, invites_reason, total
from audits.scoring.score import band_of
from tests.scoring.examples import BANDS

POINTS = st.lists(st.integers(0, 5), max_size=5).map(tuple)
SOME_POINTS = st.lists(st.integers(0, 5), min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("points", "mean", "rounded", "is_half"),
    [
        ((2, 3), Fraction(5, 2), 3, True),
        ((4, 2, 1), Fraction(7, 3), 2, False),
        ((4, 5, 5), Fraction(14, 3), 5, False),
        ((3,), Fraction(3), 3, False),
        ((), None, None, False),
    ],
)
def test_the_mean_is_rounded_half_up(
    points: tuple[int, ...], mean: Fraction | None, rounded: int | None, is_half: bool
) -> None:
    tally = Tally(points)
    assert (tally.mean, tally.rounded, tally.is_half) == (mean, rounded, is_half)


@pytest.mark.parametrize(
    ("points", "spread", "is_flagged"),
    [((4, 2, 1), 3, True), ((3, 1), 2, True), ((3, 2), 1, False), ((5,), 0, False), ((), None, False)],
)
def test_a_spread_of_two_is_flagged(points: tuple[int, ...], spread: int | None, is_flagged: bool) -> None:
    assert (Tally(points).spread, Tally(points).is_flagged) == (spread, is_flagged)


@pytest.mark.parametrize(
    ("points", "agreed", "holds"),
    [((2, 4), 2, True), ((2, 4), 3, True), ((2, 4), 5, False), ((2, 4), None, False), ((), 3, False)],
)
def test_the_panels_own_range_holds_both_ends(
    points: tuple[int, ...], agreed: int | None, holds: bool
) -> None:
    assert Tally(points).holds(agreed) is holds


def test_without_any_points_blank_agreed_ones_need_no_reason() -> None:
    assert Tally(()).holds(None)


def test_halves_are_counted_and_can_lift_the_total_into_another_band() -> None:
    tallies = [Tally((4, 5)), Tally((4, 5)), *[Tally((4, 4))] * 6]
    found = total(tallies, BANDS)
    assert (found.exact, found.rounded, found.halves) == (Fraction(33), 34, 2)
    assert (found.exact_band, found.rounded_band, found.rounding_moves_band) == ("partial", "strong", True)


def test_an_unrounded_sum_between_two_bands_has_reached_the_lower() -> None:
    found = total([Tally((4, 5)), Tally((5, 5)), *[Tally((4, 4))] * 6], BANDS)
    assert (found.exact, found.exact_band) == (Fraction(67, 2), "partial")


def test_without_a_mean_somewhere_there_is_no_band_to_move() -> None:
    found = total([Tally(()), *[Tally((5,))] * 7], BANDS)
    assert (found.exact_band, found.rounded_band, found.rounding_moves_band) == (None, None, False)


@pytest.mark.parametrize("points", [0, 1, 4, 5])
def test_very_low_and_very_high_points_invite_a_reason(points: int) -> None:
    assert invites_reason(points) and not invites_reason(2) and not invites_reason(None)


@given(st.lists(SOME_POINTS, min_size=8, max_size=8))
def test_rounding_moves_the_total_by_at_most_a_half_per_dimension(points: list[tuple[int, ...]]) -> None:
    found = total([Tally(each) for each in points], BANDS)
    assert abs(found.rounded - found.exact) <= Fraction(len(points), 2)
    assert found.rounded_band == band_of(found.rounded, BANDS)


@given(POINTS)
def test_what_the_mean_is_rounded_to_lies_in_the_panels_range(points: tuple[int, ...]) -> None:
    assert Tally(points).holds(Tally(points).rounded)
