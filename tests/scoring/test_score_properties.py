"""What must hold of the score whatever people enter, against slow oracles written another way."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.score import (
    DimensionInput,
    Given,
    Proof,
    Verdict,
    possible_bands,
    proven_points,
    score_candidate,
    score_dimension,
    suggested,
    total_range,
    worth,
)
from tests.scoring.examples import BANDS, dimensions, given_lists, object_lists, points_lists, scored

PROOFS_UPWARDS = [None, Proof.CLAIMED, Proof.SANDBOX, Proof.PRODUCTION, Proof.OWN_ORG]


def bands_by_trying_everything(points):
    """Fill every unscored dimension with every value and collect where the totals fall."""
    choices = [range(6) if value is None else [value] for value in points]
    totals = {sum(values) for values in itertools.product(*choices)}
    found = []
    for slug, low, high in [("strong", 34, 40), ("partial", 24, 33), ("surface", 0, 23)]:
        if any(low <= total <= high for total in totals):
            found.append(slug)
    return found


def worth_in_tenths(answer):
    """The table of worths, written out."""
    strong = {None: 30, "claimed": 30, "sandbox": 40, "production": 50, "own-org": 50}
    return {None: None, "strong": strong[answer.proof], "partial": 25, "none": 0}[answer.verdict]


@pytest.mark.covers("R049", "R050", "R051", "R052")
@given(points_lists(most_unscored=4))
def test_bands_are_those_that_some_completion_reaches(points):
    expected = bands_by_trying_everything(points)
    score = scored(points)
    assert list(score.possible_bands) == expected
    assert score.band == (expected[0] if len(expected) == 1 else None)


@pytest.mark.covers("R049")
@given(points_lists())
def test_points_lie_between_floor_and_ceiling(points):
    score = scored(points)
    assert 0 <= score.floor <= score.points <= score.ceiling <= score.max == 40
    assert (score.floor == score.ceiling) == (score.scored == 8)


@pytest.mark.covers("R049")
@given(points_lists(), st.integers(0, 7), st.integers(0, 5))
def test_scoring_one_more_dimension_never_widens_the_range(points, index, value):
    before = total_range([*points[:index], None, *points[index + 1 :]])
    after = total_range([*points[:index], value, *points[index + 1 :]])
    assert before.floor <= after.floor <= after.ceiling <= before.ceiling
    later = possible_bands(after.floor, after.ceiling, BANDS)
    assert set(later) <= set(possible_bands(before.floor, before.ceiling, BANDS))


@pytest.mark.covers("R021")
@given(given_lists)
def test_worth_is_that_of_the_table(answers):
    for answer in answers:
        value = worth(answer)
        assert (None if value is None else value * 10) == worth_in_tenths(answer)


@pytest.mark.covers("R021")
@given(st.sampled_from(Verdict))
def test_better_proof_never_lowers_worth(verdict):
    worths = [worth(Given(verdict, proof)) or 0 for proof in PROOFS_UPWARDS]
    assert worths == sorted(worths)


@pytest.mark.covers("R046")
@given(given_lists)
def test_a_suggestion_is_whole_and_nearest_to_the_mean(answers):
    values = [tenths for tenths in map(worth_in_tenths, answers) if tenths is not None]
    points = suggested(answers)
    assert (points is None) == (not values or len(values) * 2 < len(answers))
    if points is None:
        return
    # Ten times the mean, compared without division: within half a point, the half above included.
    doubled = 2 * sum(values)
    assert (2 * points - 1) * 10 * len(values) <= doubled < (2 * points + 1) * 10 * len(values)


@pytest.mark.covers("R046")
@given(st.integers(0, 5), given_lists)
def test_proven_points_follow_the_rule_in_whole_numbers(points, answers):
    whole = sum(50 if answer.verdict is None else worth_in_tenths(answer) for answer in answers)
    real = [answer for answer in answers if answer.verdict and answer.proof in ("production", "own-org")]
    expected = points * sum(map(worth_in_tenths, real)) // whole if whole else 0
    assert proven_points(points, answers) == expected
    assert 0 <= expected <= points


@pytest.mark.covers("R048")
@given(points_lists(), given_lists)
def test_proven_never_exceeds_points(points, answers):
    score = scored(points, answers)
    assert 0 <= score.proven <= score.points


@pytest.mark.covers("R048")
@given(points_lists(), given_lists, object_lists, st.randoms())
def test_the_order_of_the_input_does_not_matter(points, answers, objects, chance: random.Random):
    given_dimensions = dimensions(points, answers)
    expected = score_candidate(given_dimensions, BANDS, objects)
    for values in (given_dimensions, objects, answers):
        chance.shuffle(values)
    shuffled = [DimensionInput(each.slug, each.points, answers) for each in given_dimensions]
    assert score_candidate(shuffled, BANDS, objects) == expected


@pytest.mark.covers("R037")
@given(points_lists(), object_lists)
def test_objects_never_change_points_range_or_band(points, objects):
    clear = scored(points)
    score = scored(points, objects=objects)
    assert (score.points, score.proven, score.floor, score.ceiling) == (
        clear.points,
        clear.proven,
        clear.floor,
        clear.ceiling,
    )
    assert (score.band, score.possible_bands) == (clear.band, clear.possible_bands)


@pytest.mark.covers("R046")
@given(points_lists(), given_lists)
def test_the_answers_never_set_points(points, answers):
    for dimension in dimensions(points, answers):
        assert score_dimension(dimension).points == dimension.points
