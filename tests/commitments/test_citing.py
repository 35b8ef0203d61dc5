"""Citing the demo in one sentence, for records that only hold text."""

from datetime import date

import pytest

from audits.commitments.citing import citation
from audits.people.actor import Actor
from tests.commitments.scenes import by_hand, promised, taken_over

pytestmark = pytest.mark.django_db


def test_question_day_proof_speaker_and_words_are_cited(lead: Actor) -> None:
    [row] = taken_over(lead, promised(words="Within a minute, they say."))
    assert citation(row).sentence == (
        "ST-4, 12 Nov 2026, claimed, never shown. Said by Mina Kovac (founder). "
        "Noted then: Within a minute, they say."
    )


def test_what_is_not_known_is_left_out(lead: Actor) -> None:
    row = by_hand(lead, "Answers within an hour.", said_on=date(2026, 11, 3))
    assert citation(row).sentence == "3 Nov 2026, no proof noted. Noted then: Answers within an hour."


@pytest.mark.parametrize(
    ("proof", "steps", "shown"),
    [
        ("", 0, "no proof noted"),
        ("claimed", 1, "claimed, never shown"),
        ("sandbox", 2, "shown in a sandbox"),
        ("production", 3, "shown in production"),
        ("own-org", 4, "shown in our own org"),
    ],
)
def test_proof_is_a_step_of_the_ladder(lead: Actor, proof: str, steps: int, shown: str) -> None:
    [row] = taken_over(lead, promised(proof=proof))
    cited = citation(row)
    assert (cited.steps, cited.shown, cited.moment) == (steps, shown, "12:34")
