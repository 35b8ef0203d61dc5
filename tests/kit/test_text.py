"""Text is refused by the length it is stored with."""

import pytest

from audits.kit import text

# Composed, this letter of Devanagari is two characters, and this note of music three.
LETTER, NOTE = "\u0958", "\U0001d160"


@pytest.mark.parametrize(("char", "stored"), [(LETTER, 2), (NOTE, 3), ("a", 1)])
def test_text_that_fits_only_before_it_is_composed_is_refused(char: str, stored: int) -> None:
    most = text.SHORT // stored
    assert text.problem(char * most, limit=text.SHORT) is None
    assert len(text.normal(char * most)) <= text.SHORT
    assert text.problem(char * (most + 1), limit=text.SHORT) is not None


def test_the_message_counts_what_would_be_stored() -> None:
    found = text.problem(LETTER * 150, limit=text.SHORT)
    assert found is not None and "100 characters too long" in found


def test_text_that_composing_shortens_is_measured_as_given() -> None:
    assert text.problem("e\u0301" * 101, limit=text.SHORT) is not None
