"""Findings about answers: specific or vague, claims only, missing proof, and what to ask next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.advice import (
    AdviceDimension,
    AnswerInput,
    ProofGap,
    Vague,
    claimed_only_warning,
    not_specific,
    proof_gaps,
    proof_meets,
    specific,
    vague_core,
)
from audits.scoring.score import Given, Proof, Verdict
from tests.scoring.examples import HALF_SAID, OPEN, OURS, REFUSED, SAID, SANDBOXED, SEEN, given_lists


def dimension(slug, *answers, core=True, points=None):
    return AdviceDimension(slug, core, points, answers)


def told(question, given=SAID):
    return AnswerInput(question, given, noted=True)


@pytest.mark.covers("R021", "R025")
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (AnswerInput("sd-1", SAID, noted=True), True),
        (AnswerInput("sd-1", HALF_SAID, evidenced=True), True),
        (AnswerInput("sd-1", SEEN), False),
        (AnswerInput("sd-1", REFUSED, noted=True, evidenced=True), False),
        (AnswerInput("sd-1", OPEN, noted=True, evidenced=True), False),
    ],
)
def test_a_specific_answer_says_yes_and_is_backed_by_a_note_or_evidence(answer, expected):
    assert specific(answer) is expected


@pytest.mark.covers("R025")
def test_every_question_without_a_specific_answer_is_listed_in_order():
    dimensions = [
        dimension("sync-direction", told("sd-1"), AnswerInput("sd-2", SEEN)),
        dimension("historical-data", AnswerInput("hd-1", OPEN), told("hd-2"), core=False),
    ]
    assert not_specific(dimensions) == ("sd-2", "hd-1")


@pytest.mark.covers("R026")
def test_one_vague_question_makes_a_core_dimension_vague():
    dimensions = [
        dimension("sync-direction", told("sd-1"), told("sd-2", OPEN)),
        dimension("sync-timing", told("st-1")),
        dimension("error-handling", AnswerInput("eh-1", OPEN)),
    ]
    assert vague_core(dimensions) == (
        Vague("sync-direction", ("sd-2",), 2),
        Vague("error-handling", ("eh-1",), 1),
    )


@pytest.mark.covers("R026")
def test_a_vague_gap_category_is_no_core_warning():
    assert vague_core([dimension("historical-data", AnswerInput("hd-1", OPEN), core=False)]) == ()


@pytest.mark.covers("R064")
@pytest.mark.parametrize(
    ("points", "answers", "warned"),
    [
        (4, [SAID, HALF_SAID], True),
        (5, [OPEN], True),
        (5, [Given(Verdict.STRONG, None)], True),
        (5, [SAID, SANDBOXED], False),
        (4, [SEEN], False),
        (4, [OURS], False),
        (4, [SAID, Given(Verdict.NONE, Proof.PRODUCTION)], True),
        (4, [SAID, Given(None, Proof.PRODUCTION)], True),
        (3, [SAID], False),
        (None, [SAID], False),
    ],
)
def test_four_or_more_on_claims_alone_is_warned_about(points, answers, warned):
    assert claimed_only_warning(points, answers) is warned


@pytest.mark.covers("R031")
@pytest.mark.parametrize(
    ("given", "needed", "met"),
    [
        (None, Proof.PRODUCTION, False),
        (Proof.CLAIMED, Proof.PRODUCTION, False),
        (Proof.SANDBOX, Proof.PRODUCTION, False),
        (Proof.PRODUCTION, Proof.PRODUCTION, True),
        (Proof.OWN_ORG, Proof.PRODUCTION, True),
        (Proof.PRODUCTION, Proof.OWN_ORG, False),
        (Proof.OWN_ORG, Proof.OWN_ORG, True),
    ],
)
def test_a_proof_meets_what_is_needed_when_it_is_as_strong(given, needed, met):
    assert proof_meets(given, needed) is met


@pytest.mark.covers("R030", "R031")
def test_an_answer_on_too_little_proof_is_flagged():
    answers = [
        AnswerInput("oc-2", SANDBOXED, needs=Proof.OWN_ORG),
        AnswerInput("st-2", OURS, needs=Proof.PRODUCTION),
        AnswerInput("eh-5", SAID, needs=Proof.PRODUCTION),
        AnswerInput("eh-4", SAID),
    ]
    assert proof_gaps(answers) == (
        ProofGap("oc-2", Proof.OWN_ORG, Proof.SANDBOX),
        ProofGap("eh-5", Proof.PRODUCTION, Proof.CLAIMED),
    )


@pytest.mark.covers("R031")
@pytest.mark.parametrize("answer", [OPEN, REFUSED])
def test_nothing_is_to_be_proven_where_nothing_was_promised(answer):
    assert proof_gaps([AnswerInput("eh-5", answer, needs=Proof.PRODUCTION)]) == ()


@pytest.mark.covers("R025", "R026")
@given(st.lists(given_lists, max_size=3))
def test_the_vague_core_is_exactly_the_unspecific_questions_of_the_core(groups):
    dimensions = [
        dimension(f"d{index}", *[told(f"q{index}-{place}", each) for place, each in enumerate(group)])
        for index, group in enumerate(groups)
    ]
    lacking = [slug for vague in vague_core(dimensions) for slug in vague.lacking]
    assert lacking == list(not_specific(dimensions))
