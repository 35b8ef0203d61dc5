"""Worth, suggestion, proven points, range and band at their boundaries and in worked examples."""

from fractions import Fraction

import pytest

from audits.scoring.objects import ObjectState
from audits.scoring.score import (
    DimensionInput,
    Given,
    Proof,
    Verdict,
    band_of,
    possible_bands,
    proven_points,
    score_candidate,
    score_dimension,
    suggested,
    total_range,
    worth,
)
from tests.scoring.examples import (
    BANDS,
    HALF_SAID,
    HALF_SEEN,
    OPEN,
    OURS,
    REFUSED,
    SAID,
    SANDBOXED,
    SEEN,
    Band,
    dimensions,
    scored,
    spread_points,
)


@pytest.mark.covers("R050", "R051", "R052")
@pytest.mark.parametrize(
    ("points", "band"),
    [(0, "surface"), (23, "surface"), (24, "partial"), (33, "partial"), (34, "strong"), (40, "strong")],
)
def test_a_band_holds_both_its_ends(points, band):
    assert band_of(points, BANDS) == band
    score = scored(spread_points(points))
    assert (score.points, score.band, score.possible_bands) == (points, band, (band,))


@pytest.mark.covers("R050")
@pytest.mark.parametrize("points", [-1, 41])
def test_points_outside_every_band_have_none(points):
    assert band_of(points, BANDS) is None


@pytest.mark.covers("R049", "R050", "R051", "R052")
@pytest.mark.parametrize(
    ("floor", "ceiling", "bands"),
    [
        (0, 40, ("strong", "partial", "surface")),
        (0, 23, ("surface",)),
        (0, 24, ("partial", "surface")),
        (23, 24, ("partial", "surface")),
        (24, 33, ("partial",)),
        (24, 34, ("strong", "partial")),
        (33, 34, ("strong", "partial")),
        (34, 40, ("strong",)),
        (12, 32, ("partial", "surface")),
        (22, 27, ("partial", "surface")),
    ],
)
def test_possible_bands_are_listed_best_first(floor, ceiling, bands):
    assert possible_bands(floor, ceiling, BANDS) == bands
    assert possible_bands(floor, ceiling, BANDS[::-1]) == bands


@pytest.mark.covers("R048")
def test_eight_dimensions_weigh_the_same_and_make_forty():
    score = scored([5] * 8)
    assert (score.points, score.max, score.scored, score.total_dimensions) == (40, 40, 8, 8)


@pytest.mark.covers("R049")
def test_an_unscored_dimension_is_no_zero():
    score = scored([4, 2, 4, 2, None, None, None, None])
    assert (score.points, score.floor, score.ceiling, score.scored) == (12, 12, 32, 4)
    assert (score.band, score.possible_bands) == (None, ("partial", "surface"))


@pytest.mark.covers("R049")
def test_a_zero_is_a_score():
    assert total_range([0, None]).ceiling == 5
    assert scored([0] * 8).band == "surface"


@pytest.mark.covers("R049")
def test_a_band_stands_although_a_dimension_is_unscored_when_no_other_is_in_reach():
    score = scored([5] * 7 + [None])
    assert (score.floor, score.ceiling, score.band) == (35, 40, "strong")


@pytest.mark.covers("R046")
@pytest.mark.parametrize("points", [-1, 6, 3.0, "3", True])
def test_points_that_are_not_whole_from_0_to_5_are_refused(points):
    with pytest.raises(ValueError, match="sync-timing: points must be whole, 0 to 5"):
        DimensionInput("sync-timing", points, [])


@pytest.mark.covers("R021")
@pytest.mark.parametrize(
    ("verdict", "proof", "value"),
    [
        (None, None, None),
        (None, Proof.PRODUCTION, None),
        (Verdict.STRONG, None, 3),
        (Verdict.STRONG, Proof.CLAIMED, 3),
        (Verdict.STRONG, Proof.SANDBOX, 4),
        (Verdict.STRONG, Proof.PRODUCTION, 5),
        (Verdict.STRONG, Proof.OWN_ORG, 5),
        (Verdict.PARTIAL, None, Fraction(5, 2)),
        (Verdict.PARTIAL, Proof.CLAIMED, Fraction(5, 2)),
        (Verdict.PARTIAL, Proof.SANDBOX, Fraction(5, 2)),
        (Verdict.PARTIAL, Proof.OWN_ORG, Fraction(5, 2)),
        (Verdict.NONE, None, 0),
        (Verdict.NONE, Proof.OWN_ORG, 0),
    ],
)
def test_an_answer_is_worth_what_its_proof_allows(verdict, proof, value):
    assert worth(Given(verdict, proof)) == value


@pytest.mark.covers("R046")
@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ([], None),
        ([OPEN], None),
        ([SEEN, OPEN, OPEN], None),
        ([SEEN, OPEN], 5),
        ([SEEN, SEEN, OPEN, OPEN, OPEN], None),
        ([SEEN, SEEN, SEEN, OPEN, OPEN], 5),
        ([REFUSED, REFUSED], 0),
        ([HALF_SEEN], 3),
        ([SEEN, REFUSED], 3),
        ([SANDBOXED, SANDBOXED, HALF_SAID, HALF_SAID], 3),
        ([SAID, HALF_SAID], 3),
        ([HALF_SAID, REFUSED], 1),
        ([HALF_SAID, HALF_SAID, REFUSED, REFUSED, OPEN], 1),
        ([SANDBOXED, SAID], 4),
    ],
)
def test_a_suggestion_is_the_mean_worth_of_half_or_more_answers(answers, points):
    assert suggested(answers) == points


@pytest.mark.covers("R021", "R046")
@pytest.mark.parametrize(
    ("points", "answers", "proven"),
    [
        (5, [SEEN, OURS], 5),
        (5, [SEEN, OPEN], 2),
        (4, [SEEN, SANDBOXED], 2),
        (5, [SEEN, SAID, SAID], 2),
        (5, [SAID, SANDBOXED], 0),
        (3, [REFUSED, REFUSED], 0),
        (3, [], 0),
        (5, [OPEN, OPEN], 0),
        (5, [OURS, REFUSED], 5),
        (5, [Given(None, Proof.PRODUCTION), SEEN], 2),
        (0, [SEEN], 0),
    ],
)
def test_proven_points_are_the_share_seen_for_real_rounded_down(points, answers, proven):
    assert proven_points(points, answers) == proven


@pytest.mark.covers("R049")
def test_an_unscored_dimension_proves_nothing_yet():
    dimension = score_dimension(DimensionInput("sync-timing", None, [SEEN, SEEN, OPEN]))
    assert (dimension.points, dimension.proven, dimension.suggested) == (None, None, 5)
    assert (dimension.answered, dimension.questions) == (2, 3)


@pytest.mark.covers("R025")
def test_answered_questions_are_counted_over_all_dimensions():
    answers = [SEEN, SAID, OPEN, Given(None, Proof.CLAIMED)]
    score = scored([4, 4, None], answers)
    assert (score.answered, score.questions) == (6, 12)


@pytest.mark.covers("R048")
def test_proven_is_summed_after_each_dimension_is_rounded_down():
    score = scored([5, 5, None], [SEEN, OPEN])
    assert (score.points, score.proven) == (10, 4)


@pytest.mark.covers("R034", "R037")
def test_a_hard_stop_stands_beside_the_points_of_the_strong_band():
    objects = [ObjectState[str]("salesforce", "lead", True, False)]
    score = scored([5] * 8, objects=objects)
    assert (score.points, score.band) == (40, "strong")
    assert [(stop.crm, stop.object, stop.waiver) for stop in score.hard_stops] == [
        ("salesforce", "lead", None)
    ]


@pytest.mark.covers("R048")
def test_a_framework_of_another_size_scores_the_same_way():
    bands = (Band("good", 6, 10), Band("bad", 0, 5))
    objects: list[ObjectState[str]] = []
    score = score_candidate(dimensions([5, None]), bands, objects)
    assert (score.max, score.floor, score.ceiling, score.possible_bands) == (10, 5, 10, ("good", "bad"))
