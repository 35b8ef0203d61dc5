"""What an event holds."""

import pytest

from audits.journal.actions import record
from audits.people.actor import Actor


@pytest.mark.django_db
def test_an_event_tells_a_long_title_short(lead: Actor) -> None:
    """As a contract's reference or a heading may be."""
    event = record(lead, "contract.edited", subject=lead.user_id, part="x" * 200)
    assert len(event.part) == 120 and event.part.endswith("x…")
