"""How firm an order is: margin, one-point changes, and the worked example of the mock-up."""

import time
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.scoring.ranking import Entry, rank
from audits.scoring.robustness import Contender, Field, PointFlip, Robustness, robustness
from tests.scoring.examples import BANDS, spread_points

NOTHING_PROVEN = (Fraction(0),) * 8
ALL_PROVEN = (Fraction(1),) * 8

shares = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
rows = st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8)
fields = st.lists(
    st.tuples(rows, st.lists(shares, min_size=8, max_size=8), st.booleans()), min_size=1, max_size=4
)


def contender(key: str, points: Sequence[int | None], proven=NOTHING_PROVEN, *, stopped=False) -> Contender:
    return Contender(key, tuple(points), tuple(proven), stopped)


def of_total(key: str, total: int) -> Contender:
    return contender(key, list(spread_points(total)))


def judged(*contenders: Contender) -> Robustness:
    return robustness(contenders, BANDS)


def flips_of(found: Robustness, key: str) -> list[PointFlip]:
    return [flip for flip in found.point_flips if flip.key == key]


def totals_by_hand(contenders):
    """Rank, band and lead of each, written another way than the product does."""
    entries = [
        Entry(
            key=one.key,
            name=one.key,
            points=sum(value for value in one.points if value is not None),
            proven=sum(
                (value or 0) * share // 1 for value, share in zip(one.points, one.proven_shares, strict=True)
            ),
            stopped=one.stopped,
            fully_scored=all(value is not None for value in one.points),
        )
        for one in contenders
    ]
    bands = {}
    for one in contenders:
        low = sum(value or 0 for value in one.points)
        high = low + 5 * one.points.count(None)
        inside = [slug for slug, least, most in LIMITS if low <= most and high >= least]
        bands[one.key] = inside[0] if len(inside) == 1 else None
    order = rank(entries)
    return {place.key: place.rank for place in order.places}, bands, set(order.leaders)


LIMITS = [("strong", 34, 40), ("partial", 24, 33), ("surface", 0, 23)]


@settings(deadline=None)
@given(fields)
def test_one_point_changes_are_those_that_trying_every_one_finds(given_rows):
    contenders = [
        contender(f"v{index}", points, proven, stopped=stopped)
        for index, (points, proven, stopped) in enumerate(given_rows)
    ]
    ranks, bands, leaders = totals_by_hand(contenders)
    expected = set()
    for place, one in enumerate(contenders):
        for dimension, points in enumerate(one.points):
            for other in [] if points is None else [points - 1, points + 1]:
                if not 0 <= other <= 5:
                    continue
                row = [*one.points[:dimension], other, *one.points[dimension + 1 :]]
                tried = contender(one.key, row, one.proven_shares, stopped=one.stopped)
                then = totals_by_hand([*contenders[:place], tried, *contenders[place + 1 :]])
                facts = (then[1][one.key] != bands[one.key], then[0] != ranks, then[2] != leaders)
                if any(facts):
                    expected.add((one.key, dimension, other, *facts))
    found = {
        (each.key, each.dimension, each.points, each.band_flips, each.ranks_flip, each.leaders_flip)
        for each in Field.of(contenders, BANDS).point_flips()
    }
    assert found == expected


def test_a_point_at_the_edge_of_a_band_flips_it():
    found = judged(of_total("a", 34), of_total("b", 10))
    down = [flip for flip in flips_of(found, "a") if flip.band_flips]
    assert {flip.band for flip in down} == {"partial"}
    assert len(down) == 7, "every dimension that has a point to lose"
    assert flips_of(found, "b") == []


def test_a_lead_of_one_point_is_shared_after_one_change():
    found = judged(of_total("a", 30), of_total("b", 29))
    assert all(flip.leaders == ("a", "b") for flip in found.point_flips if flip.leaders_flip)
    assert found.margin == 1 and found.is_too_close


@pytest.mark.parametrize(("margin", "close"), [(0, True), (3, True), (4, False), (9, False)])
def test_a_lead_under_a_tenth_of_the_maximum_is_too_close_to_call(margin, close):
    assert judged(of_total("a", 30), of_total("b", 30 - margin)).is_too_close is close


def test_among_equal_points_the_proven_ones_lead_and_a_point_turns_it():
    seen, said = contender("seen", [4] * 8, ALL_PROVEN), contender("said", [4] * 8)
    found = judged(seen, said)
    assert found.leaders == ("seen",) and found.margin == 0
    assert any(flip.leaders == ("said",) for flip in flips_of(found, "said"))


def test_who_is_stopped_or_not_fully_scored_takes_no_part_in_the_lead():
    stopped = contender("stopped", [5] * 8, stopped=True)
    unscored = contender("unscored", [5] * 7 + [None])
    found = judged(of_total("a", 20), unscored, stopped)
    assert found.leaders == ("a",) and found.margin is None and not found.is_too_close
    assert found.stated.flips == () and found.stated.shift is None
    assert [lead.key for lead in found.leads.shares] == ["a"]


def test_nobody_leads_where_nothing_is_scored():
    """A panel evaluation before its reveal: no points are there to say anything about."""
    found = judged(contender("a", [None] * 8), contender("b", [None] * 8))
    assert found.leaders == () and found.margin is None
    assert found.point_flips == () and found.leads.shares == () and found.stated.totals == {}


def test_no_candidate_at_all_is_no_error():
    assert judged().leads.shares == ()


@pytest.fixture
def mock_up() -> Robustness:
    """Northwind 35 stated and 20 proven, Relay 33 and 31, Pipetap open and stopped."""
    northwind = contender(
        "northwind", [5, 4, 5, 5, 4, 4, 4, 4], [Fraction(4, 5)] + [Fraction(3, 5)] * 3 + [Fraction(1, 2)] * 4
    )
    relay = contender("relay", [4, 5, 4, 4, 5, 4, 4, 3], [Fraction(1)] * 6 + [Fraction(3, 4), Fraction(2, 3)])
    pipetap = contender("pipetap", [3, 2, 4, 3, 3, 3, None, 4], stopped=True)
    return judged(northwind, relay, pipetap)


def test_the_smallest_change_of_one_weight_is_told_for_every_dimension_that_has_it(mock_up):
    assert {(flip.challenger, flip.dimension, flip.factor) for flip in mock_up.stated.flips} == {
        ("relay", 1, Fraction(3)),
        ("relay", 4, Fraction(3)),
    }


def test_on_proven_points_another_one_leads(mock_up):
    assert mock_up.proven.leaders == ("relay",)
    assert mock_up.proven.totals == {"northwind": Fraction(20), "relay": Fraction(31)}


def test_shares_of_two_are_exact_and_whole(mock_up):
    assert mock_up.leads.error == 0
    assert sum(lead.share for lead in mock_up.leads.shares) == 1


def test_ten_vendors_take_under_fifty_milliseconds():
    """The best of a few runs, so that another process on the machine does not count."""
    ladder = [5, 4, 4, 3, 3, 2, 1, 0]
    turned = [ladder[place:] + ladder[:place] for place in range(8)]
    rows = [*turned, turned[1][::-1], turned[4][::-1]]
    contenders = [contender(f"v{index}", row, [Fraction(1, 2)] * 8) for index, row in enumerate(rows)]
    spent = []
    for _ in range(5):
        started = time.process_time()
        found = robustness(contenders, BANDS)
        spent.append(time.process_time() - started)
    assert found.leads.samples and min(spent) < 0.05
