"""Whether a hop was in time, and the time as people write it."""

import pytest

from audits.checklists.document import Hop
from audits.checklists.hops import clock_text, result_of, seconds_of

CALL = Hop(slug="call", title="Call logged", limit_seconds=120)
CONTACT = Hop(slug="contact", title="Contact created")


@pytest.mark.covers("R082")
@pytest.mark.parametrize(
    ("hop", "state", "seconds", "result"),
    [
        (CALL, "never", None, "fail"),
        (CALL, "arrived", 119, "pass"),
        # "Under 2 minutes" is literal: two minutes are not under it.
        (CALL, "arrived", 120, "fail"),
        (CALL, "arrived", None, None),
        (CONTACT, "arrived", None, "pass"),
        (CONTACT, "arrived", 9000, "pass"),
        (CONTACT, "never", None, "fail"),
    ],
)
def test_a_hop_fails_when_it_never_arrives_or_too_late(hop, state, seconds, result):
    assert result_of(hop, state, seconds) == result


@pytest.mark.parametrize(("typed", "seconds"), [("14", 14), ("3:40", 220), (" 0:52 ", 52), ("61:00", 3660)])
def test_a_time_is_seconds_or_minutes_and_seconds(typed, seconds):
    assert seconds_of(typed) == seconds
    assert seconds_of(clock_text(seconds)) == seconds


@pytest.mark.parametrize("typed", ["", "soon", "1:2:3", "-5", "1.5", "٣"])
def test_anything_else_is_no_time(typed):
    assert seconds_of(typed) is None
