"""What an event holds."""

import pytest
from pytest_django import DjangoAssertNumQueries

from audits.journal.actions import in_one_go, record
from audits.journal.models import Event
from audits.kit.refusals import Blocked
from audits.people.actor import Actor


@pytest.mark.django_db
def test_an_event_tells_a_long_title_short(lead: Actor) -> None:
    """As a contract's reference or a heading may be."""
    event = record(lead, "contract.edited", subject=lead.user_id, part="x" * 200)
    assert len(event.part) == 120 and event.part.endswith("x…")


@pytest.mark.django_db
def test_events_of_one_save_are_written_together_in_their_order(
    lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1), in_one_go():
        for kind in ("finding.opened", "item.saved"):
            record(lead, kind, subject=lead.user_id)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "finding.opened",
        "item.saved",
    ]


@pytest.mark.django_db
def test_of_what_is_refused_no_event_is_written(lead: Actor) -> None:
    with pytest.raises(Blocked), in_one_go():
        record(lead, "item.saved", subject=lead.user_id)
        raise Blocked("No.")
    record(lead, "run.edited", subject=lead.user_id)
    assert Event.objects.get().kind == "run.edited"
