"""The order of candidates, shared ranks, leader, margin and when a lead is too small to call."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.ranking import Entry, rank, too_close


def entry(key, points, proven=0, *, name="", stopped=False, fully_scored=True):
    return Entry(key, name or key, points, proven, stopped, fully_scored)


entries = st.lists(
    st.builds(
        Entry,
        key=st.integers(0, 99).map(str),
        name=st.sampled_from(["Relay", "relay", "Northwind", "Pipetap"]),
        points=st.integers(0, 6),
        proven=st.integers(0, 3),
        stopped=st.booleans(),
        fully_scored=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


def placed(ranking):
    return [(place.key, place.rank) for place in ranking.places]


@pytest.mark.covers("R067", "R069")
def test_points_decide_and_proven_points_break_the_tie():
    ranking = rank([entry("a", 33, 31), entry("b", 35, 20), entry("c", 33, 32)])
    assert placed(ranking) == [("b", 1), ("c", 2), ("a", 3)]
    assert (ranking.leader, ranking.margin) == ("b", 2)


@pytest.mark.covers("R037", "R069")
def test_a_hard_stop_puts_the_most_points_last():
    ranking = rank([entry("a", 40, stopped=True), entry("b", 3)])
    assert placed(ranking) == [("b", 1), ("a", 2)]
    assert (ranking.leader, ranking.margin) == ("b", None)


@pytest.mark.covers("R067")
def test_equal_candidates_share_a_rank_and_stand_by_name():
    ranking = rank([entry("1", 9, 4, name="Northwind"), entry("2", 9, 4, name="acme"), entry("3", 8)])
    assert placed(ranking) == [("2", 1), ("1", 1), ("3", 3)]


@pytest.mark.covers("R067")
def test_a_shared_lead_has_no_single_leader():
    ranking = rank([entry("a", 30, 9), entry("b", 30, 9), entry("c", 20)])
    assert (ranking.leaders, ranking.leader, ranking.margin) == (("a", "b"), None, 0)


@pytest.mark.covers("R067")
def test_a_lead_by_proven_points_alone_has_no_margin():
    ranking = rank([entry("a", 30, 9), entry("b", 30, 8)])
    assert (ranking.leader, ranking.margin) == ("a", 0)


@pytest.mark.covers("R049")
def test_a_candidate_with_an_unscored_dimension_is_ranked_but_cannot_lead():
    ranking = rank([entry("a", 35, fully_scored=False), entry("b", 30), entry("c", 24)])
    assert placed(ranking)[0] == ("a", 1)
    assert (ranking.leader, ranking.margin) == ("b", 6)


@pytest.mark.covers("R037")
@pytest.mark.parametrize(
    "alone",
    [[], [entry("a", 35, stopped=True)], [entry("a", 35, fully_scored=False)]],
)
def test_nobody_leads_when_nobody_may(alone):
    ranking = rank(alone)
    assert (ranking.leader, ranking.leaders, ranking.margin) == (None, (), None)


@pytest.mark.covers("R067")
@pytest.mark.parametrize(
    ("margin", "most", "close"),
    [
        (0, 40, True),
        (3, 40, True),
        (4, 40, False),
        (0, 5, True),
        (1, 5, False),
        (1, 15, True),
        (2, 15, False),
    ],
)
def test_a_lead_under_a_tenth_of_the_maximum_is_too_close(margin, most, close):
    assert too_close(margin, most) is close


@pytest.mark.covers("R067", "R069")
@given(entries)
def test_rank_is_one_more_than_the_number_of_better_ones(candidates):
    def better(one, other):
        if one.stopped != other.stopped:
            return other.stopped
        return (one.points, one.proven) > (other.points, other.proven)

    expected = {each.key: 1 + sum(better(other, each) for other in candidates) for each in candidates}
    ranks = placed(rank(candidates))
    assert dict(ranks) == expected
    assert [place for _, place in ranks] == sorted(expected.values())


@pytest.mark.covers("R069")
@given(entries, st.randoms())
def test_the_order_of_the_input_does_not_matter(candidates, chance: random.Random):
    expected = rank(candidates)
    chance.shuffle(candidates)
    assert rank(candidates) == expected


@pytest.mark.covers("R067")
@given(entries)
def test_leader_and_margin_come_from_those_that_may_lead(candidates):
    able = sorted(
        (each.points for each in candidates if each.fully_scored and not each.stopped), reverse=True
    )
    ranking = rank(candidates)
    assert bool(ranking.leaders) == bool(able)
    assert ranking.margin == (able[0] - able[1] if len(able) > 1 else None)
