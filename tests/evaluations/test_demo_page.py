"""Planning a demo."""

from datetime import datetime

import pytest
from django.utils.dateparse import parse_datetime

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.demos_plan import DemoValues, plan_demo
from audits.evaluations.models import Candidate, Demo
from audits.journal.models import Event
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db: None) -> Workspace:
    return make_workspace(timezone="Europe/Berlin")


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def planned(pages: Pages, candidate: Candidate, **more: object) -> dict[str, object]:
    return {**pages.fields("demo-new", candidate.pk), "held_at": "2026-11-23T14:30", **more}


@pytest.mark.covers("R003")
def test_a_demo_is_planned_in_the_workspaces_zone(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    values = planned(
        pages,
        candidate,
        environment="own-org",
        attendees="Dana, Priya",
        vendor_people="Ada Reyes",
        recorder=str(lead.user_id),
        recording_url="https://video.example/1",
    )
    assert pages.send("demo-new", candidate.pk, **values).status_code == 302
    demo = Demo.objects.get()
    assert demo.held_at == parse_datetime("2026-11-23T13:30:00Z") and demo.recorder_id == lead.user_id
    assert (demo.attendees, demo.vendor_people, demo.planned_minutes) == ("Dana, Priya", "Ada Reyes", {})
    text = pages.text("evaluation", candidate.evaluation_id)
    assert "Mon 23 Nov 2026, 14:30" in text and "Our own org" in text


def test_minutes_that_differ_from_the_framework_are_kept(candidate: Candidate, pages: Pages) -> None:
    pages.send("demo-new", candidate.pk, **planned(pages, candidate, **{"minutes-sync-timing": "12"}))
    demo = Demo.objects.get()
    assert demo.planned_minutes == {"sync-timing": 12}
    assert pages.fields("demo-edit", demo.pk)["minutes-sync-timing"] == 12
    assert pages.fields("demo-edit", demo.pk)["minutes-sync-direction"] == 7


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_at", ""),
        ("held_at", "tomorrow"),
        ("held_at", "2026-10-25T02:30"),  # twice: the clocks go back
        ("held_at", "2026-03-29T02:30"),  # never: the clocks go forward
        ("environment", "moon"),
        ("recorder", "018f0000-0000-7000-8000-000000000000"),
        ("recording_url", "ftp://video.example"),
        ("minutes-sync-timing", "0"),
        ("minutes-sync-timing", "2.5"),
        ("attendees", "x" * 20_001),
    ],
)
def test_bad_input_is_answered_at_its_field(
    candidate: Candidate, pages: Pages, field: str, value: str
) -> None:
    values = {**planned(pages, candidate, vendor_people="kept words"), field: value}
    sent = pages.send("demo-new", candidate.pk, **values)
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert "kept words" in sent.content.decode() and not Demo.objects.exists()


def test_a_time_without_a_zone_is_refused_by_the_action(lead: Actor, candidate: Candidate) -> None:
    values = DemoValues(
        held_at=datetime(2026, 11, 23, 14, 30),
        environment="",
        attendees="",
        vendor_people="",
        recorder=None,
        recording_url="",
        planned_minutes={},
    )
    with pytest.raises(Invalid) as caught:
        plan_demo(actor=lead, candidate=candidate, values=values)
    assert list(caught.value.fields) == ["held_at"]


def test_the_recorder_is_a_member_who_may_answer(
    workspace: Workspace, candidate: Candidate, pages: Pages
) -> None:
    panelist = make_actor(workspace, Role.PANELIST)
    reader, gone = make_actor(workspace, Role.PROCUREMENT), make_actor(workspace, Role.ADMIN)
    Membership.objects.filter(user=gone.user_id).update(ended_at="2026-01-01T00:00Z")
    offered = {
        key for key, _n in pages.open("demo-new", candidate.pk).context["form"].fields["recorder"].choices
    }
    assert str(panelist.user_id) in offered
    assert not {str(reader.user_id), str(gone.user_id)} & offered


def test_an_edit_keeps_the_running_timer(candidate: Candidate, pages: Pages) -> None:
    pages.send("demo-new", candidate.pk, **planned(pages, candidate))
    demo = Demo.objects.get()
    Demo.objects.update(seconds_before=90, dimension_seconds={"sync-timing": 90})
    values = {**pages.fields("demo-edit", demo.pk), "attendees": "Dana"}
    assert pages.send("demo-edit", demo.pk, **values).status_code == 302
    demo.refresh_from_db()
    assert (demo.attendees, demo.seconds_before) == ("Dana", 90)
    assert "Demo edited" in pages.text("evaluation-journal", candidate.evaluation_id)


def test_an_edit_over_somebody_elses_keeps_what_was_typed(candidate: Candidate, pages: Pages) -> None:
    pages.send("demo-new", candidate.pk, **planned(pages, candidate))
    demo = Demo.objects.get()
    values = {**pages.fields("demo-edit", demo.pk), "attendees": "Mine"}
    Demo.objects.update(attendees="Theirs")
    sent = pages.send("demo-edit", demo.pk, **values)
    assert sent.status_code == 409
    assert "Mine" in sent.content.decode() and "It now says: Theirs" in sent.content.decode()


def test_a_double_click_plans_one_demo(candidate: Candidate, pages: Pages) -> None:
    values = planned(pages, candidate)
    for _turn in range(2):
        assert pages.send("demo-new", candidate.pk, **values).status_code == 302
    assert Demo.objects.count() == Event.objects.filter(kind="demo.planned").count() == 1


def test_a_decided_evaluation_takes_no_demo(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    values = planned(pages, candidate, attendees="typed words")
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="r")
    sent = pages.send("demo-new", candidate.pk, **values)
    assert sent.status_code == 423 and "typed words" in sent.content.decode()


@pytest.mark.covers("R004")
def test_the_blind_spots_stand_beside_the_form(candidate: Candidate, pages: Pages) -> None:
    assert "What starts a sync" in pages.text("demo-new", candidate.pk)


def test_another_workspaces_demo_is_not_found(pages: Pages) -> None:
    rival = make_actor(make_workspace("rival"), Role.LEAD)
    foreign = candidate_of(make_evaluation(rival))
    other = Pages.of(rival)
    other.send("demo-new", foreign.pk, **planned(other, foreign))
    assert pages.open("demo-edit", Demo.objects.get().pk).status_code == 404
