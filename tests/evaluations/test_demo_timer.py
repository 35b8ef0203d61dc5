"""The demo's timer: the server's clock counts, a pause does not."""

from datetime import timedelta

import pytest

from audits.evaluations.actions import demos
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Demo
from audits.journal.models import Event
from audits.kit import clock
from tests.evaluations.scoring_client import post, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on by so many seconds."""
    start, passed = clock.now(), [0]
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=passed[0]))

    def move(seconds):
        passed[0] += seconds

    return move


def only_demo(candidate):
    return Demo.objects.get(candidate=candidate)


def test_starting_without_a_demo_makes_one_held_now(lead, candidate, later):
    demos.start(actor=lead, candidate=candidate)
    demo = only_demo(candidate)
    assert (demo.status, demo.held_at, demo.recorder_id) == ("running", clock.now(), lead.user_id)


def test_a_pause_does_not_count(lead, candidate, later):
    demos.start(actor=lead, candidate=candidate)
    later(600)
    demos.pause(actor=lead, candidate=candidate)
    later(300)
    demos.start(actor=lead, candidate=candidate)
    later(60)
    demos.end(actor=lead, candidate=candidate)
    assert only_demo(candidate).seconds_before == 660


def test_the_next_planned_demo_is_the_one_that_starts(lead, candidate, later):
    at = clock.now() + timedelta(days=1)
    Demo.objects.create(workspace_id=candidate.workspace_id, candidate=candidate, held_at=at)
    demos.start(actor=lead, candidate=candidate)
    assert only_demo(candidate).status == "running"


def test_an_ended_demo_can_go_on(lead, candidate, later):
    demos.start(actor=lead, candidate=candidate)
    later(60)
    demos.end(actor=lead, candidate=candidate)
    later(30)
    demos.start(actor=lead, candidate=candidate)
    later(5)
    demo = only_demo(candidate)
    assert (demo.status, demo.ended_at, demo.elapsed(clock.now())) == ("running", None, 65)


def test_starting_a_running_demo_changes_nothing(lead, candidate, later):
    demos.start(actor=lead, candidate=candidate)
    later(60)
    demos.start(actor=lead, candidate=candidate)
    assert only_demo(candidate).elapsed(clock.now()) == 60
    assert Event.objects.filter(kind="demo.started").count() == 1


def test_the_longer_count_of_a_dimension_stands(lead, candidate):
    demos.start(actor=lead, candidate=candidate)
    for seconds in (90, 40):
        demos.record_minutes(actor=lead, candidate=candidate, dimension_seconds={"sync-timing": seconds})
    assert only_demo(candidate).dimension_seconds == {"sync-timing": 90}


def test_the_journal_has_the_minutes_at_the_end(lead, candidate):
    demos.start(actor=lead, candidate=candidate)
    demos.end(actor=lead, candidate=candidate, dimension_seconds={"sync-timing": 300})
    event = Event.objects.get(kind="demo.ended")
    assert event.payload["after"]["dimensions"] == {"sync-timing": 300}


def test_the_page_shows_the_bar_and_puts_the_blind_spots_away(lead, candidate, sign_in):
    client = sign_in(lead)
    html = write(client, candidate, "demo/start").content.decode()
    assert 'data-demo-status="running"' in html and '<div id="before-demo"></div>' in html


def test_ending_offers_trial_and_overview(lead, candidate, sign_in):
    client = sign_in(lead)
    write(client, candidate, "demo/start")
    html = write(client, candidate, "demo/end").content.decode()
    assert "Plan the trial" in html and "Overview" in html


def test_minutes_are_taken_without_an_answer(lead, candidate, sign_in):
    client = sign_in(lead)
    write(client, candidate, "demo/start")
    values = {"dimension_seconds": {"sync-timing": 20}}
    answer = post(client, candidate, "demo/time", {"values": values})
    candidate.refresh_from_db()
    assert (answer.status_code, answer.content, candidate.change) == (204, b"", 1)


@pytest.mark.parametrize("step", ["pause", "end"])
def test_what_does_not_run_cannot_stop(lead, candidate, sign_in, step):
    assert write(sign_in(lead), candidate, f"demo/{step}").status_code == 409
    assert not Demo.objects.exists()


@pytest.mark.parametrize(
    "seconds", [[], {"no-such": 1}, {"sync-timing": -1}, {"sync-timing": "5"}, {"sync-timing": 10**9}]
)
def test_seconds_that_cannot_be_are_refused(lead, candidate, sign_in, seconds):
    client = sign_in(lead)
    write(client, candidate, "demo/start")
    answer = post(client, candidate, "demo/time", {"values": {"dimension_seconds": seconds}})
    assert answer.status_code == 422


def test_a_decided_evaluation_runs_no_timer(lead, candidate, sign_in):
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    client = sign_in(lead)
    assert write(client, candidate, "demo/start").status_code == 423
    answer = post(client, candidate, "demo/time", {"values": {"dimension_seconds": {"sync-timing": 1}}})
    assert answer.status_code == 423
