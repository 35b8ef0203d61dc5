"""Which question to ask next: one that can still change the band, else one that lacks proof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.advice import AdviceDimension, AnswerInput
from audits.scoring.asknext import AskNext, AskReason, ask_next
from audits.scoring.score import Given, Proof, Verdict, proven_points
from tests.scoring.examples import BANDS, HALF_SAID, OPEN, REFUSED, SAID, SEEN, given_lists, points_lists


def dimension(slug, points, *givens, needs=()):
    answers = [
        AnswerInput(f"{slug}-{index}", each, needs=Proof.PRODUCTION if index in needs else None)
        for index, each in enumerate(givens, start=1)
    ]
    return AdviceDimension(slug, True, points, answers)


def scored(total):
    """Dimensions without questions that hold these points, five each."""
    return [dimension(f"done-{index}", 5) for index in range(total // 5)]


@pytest.mark.covers("R049")
def test_an_untouched_dimension_goes_before_a_nearly_answered_one():
    errors = dimension("eh", None, SAID, SAID, HALF_SAID, OPEN, OPEN, needs=[5])
    rights = dimension("ps", None, OPEN, OPEN, OPEN)
    found = ask_next([*scored(20), errors, rights], BANDS)
    assert found == (
        AskNext("ps-1", "ps", AskReason.UNTOUCHED, swing=5, stops_at=3, untouched=1),
        AskNext("eh-5", "eh", AskReason.PROOF_NEEDED, swing=2, stops_at=3),
    )


@pytest.mark.covers("R031")
def test_the_question_that_needs_proof_says_where_its_dimension_stops_without_it():
    errors = dimension("eh", None, SEEN, SEEN, SEEN, SEEN, OPEN, needs=[5])
    (found,) = ask_next([*scored(20), errors], BANDS)
    assert (found.question, found.reason, found.stops_at) == ("eh-5", AskReason.PROOF_NEEDED, 4)


@pytest.mark.covers("R049")
def test_at_most_three_untouched_dimensions_are_named_and_all_are_counted():
    found = ask_next([*scored(10), *(dimension(slug, None, OPEN, OPEN) for slug in "abcd")], BANDS)
    assert [ask.question for ask in found] == ["a-1", "b-1", "c-1"]
    assert {(ask.swing, ask.untouched) for ask in found} == {(5, 4)}


@pytest.mark.covers("R049")
def test_an_open_question_of_a_scored_dimension_cannot_change_the_band():
    found = ask_next([*scored(15), dimension("sd", 4, OPEN), dimension("oc", None, OPEN)], BANDS)
    assert [ask.dimension for ask in found] == ["oc"]


@pytest.mark.covers("R022")
def test_without_an_open_band_the_greatest_unproven_part_comes_first():
    dimensions = [
        *scored(30),
        dimension("sd", 4, SEEN, SAID),
        dimension("oc", 5, SAID, HALF_SAID),
        dimension("st", None, OPEN),
    ]
    assert ask_next(dimensions, BANDS) == (
        AskNext("oc-1", "oc", AskReason.UNPROVEN, swing=5),
        AskNext("sd-2", "sd", AskReason.UNPROVEN, swing=2),
    )


@pytest.mark.covers("R022", "R031")
def test_among_equal_claims_the_question_that_needs_proof_is_asked():
    found = ask_next([*scored(35), dimension("eh", 4, SAID, SAID, needs=[2])], BANDS)
    assert [ask.question for ask in found] == ["eh-2"]


@pytest.mark.covers("R022")
def test_an_open_band_without_an_open_question_falls_back_to_proof():
    found = ask_next([*scored(20), dimension("sd", None, SEEN), dimension("oc", 4, SAID)], BANDS)
    assert [(ask.question, ask.reason) for ask in found] == [("oc-1", AskReason.UNPROVEN)]


@pytest.mark.covers("R022")
def test_nothing_is_asked_when_all_is_proven_or_refused():
    assert ask_next([*scored(30), dimension("sd", 5, SEEN), dimension("oc", 1, REFUSED)], BANDS) == ()


def eight(points, answers):
    return [dimension(f"d{index}", value, *answers) for index, value in enumerate(points)]


@pytest.mark.covers("R049")
@given(points_lists(), given_lists)
def test_what_is_asked_is_open_or_unproven_and_once_per_dimension(points, answers):
    dimensions = eight(points, answers)
    givens = {answer.question: answer.given for each in dimensions for answer in each.answers}
    found = ask_next(dimensions, BANDS)
    assert len(found) <= 3 and len({ask.dimension for ask in found}) == len(found)
    assert [ask.swing for ask in found] == sorted((ask.swing for ask in found), reverse=True)
    for ask in found:
        proof = givens[ask.question].proof
        real = givens[ask.question].verdict and proof in (Proof.PRODUCTION, Proof.OWN_ORG)
        assert ask.swing > 0 and not real


@pytest.mark.covers("R022")
@given(st.integers(1, 5), given_lists)
def test_no_other_question_would_prove_more(points, answers):
    def share(index):
        shown = Given(answers[index].verdict or Verdict.STRONG, Proof.PRODUCTION)
        # A hundred thousand points instead of five show differences that rounding would hide.
        return proven_points(100_000, [*answers[:index], shown, *answers[index + 1 :]])

    found = ask_next([*scored(35), dimension("sd", points, *answers)], BANDS)
    if found:
        asked = int(found[0].question.removeprefix("sd-")) - 1
        assert share(asked) == max(share(index) for index in range(len(answers)))
