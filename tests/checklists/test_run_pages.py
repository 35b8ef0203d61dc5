"""The list of runs, a new one, and the page of one: progress without a score, in few queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.html import escape

from audits.checklists.actions.items import assign_items
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.pausing import pause_automation
from audits.checklists.models import PausedAutomation, Run
from audits.checklists.models.run import RunKind
from audits.connectors.models import IntegrationType
from audits.kit import clock
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run
from tests.pages import Pages

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8
EIGHTY = "quarterly-deep"


@pytest.fixture
def pages(lead):
    load_built_in()
    return Pages.of(lead)


@pytest.fixture
def telephony(lead):
    return factories.make_connector(lead, "Call sync", integration_type=IntegrationType.TELEPHONY)


def progress(text):
    return " ".join(text.split())


def test_the_list_shows_progress_owner_and_lateness(lead, pages):
    yesterday = lead.today - timedelta(days=1)
    run = make_run(lead, title="Nightly look", owner=lead.user_id, due_on=yesterday)
    make_finding(lead, run)
    text = pages.text("run-list")
    assert "Nightly look" in text and "1 of 5" in text and ", late" in text


def test_the_list_filters_and_pages(lead, pages, owner):
    mine = make_run(lead, title="Theirs in part")
    assign_items(actor=lead, run=mine, items=[item_of(mine, "qt-01").pk], owner=owner.user_id)
    make_run(lead, title="Somebody else's")
    assert "Theirs in part" in Pages.of(owner).text("run-list", show="mine")
    assert "Somebody else" not in Pages.of(owner).text("run-list", show="mine")
    assert "Theirs in part" not in pages.text("run-list", show="finished")
    assert "Theirs in part" not in pages.text("run-list", after=str(mine.pk))


def test_the_list_costs_the_same_for_one_run_and_for_twenty(lead, pages):
    make_run(lead)
    few = pages.queries("run-list")
    for _each in range(19):
        make_run(lead)
    assert pages.queries("run-list") == few


@pytest.mark.covers("R079", "R080")
def test_one_click_starts_a_triage_whose_clock_runs(lead, pages, telephony):
    answer = pages.send("triage-start")
    run = Run.objects.get()
    assert answer.headers["Location"] == pages.address("run", run.pk)
    assert (run.kind, run.owner_id, run.due_on) == (RunKind.TRIAGE, lead.user_id, lead.today)
    assert run.running_since is not None
    assert set(run.items.values_list("owner", flat=True)) == {lead.user_id}
    assert run.run_connectors.get().connector == telephony


def test_a_double_click_starts_one_triage(pages):
    key = pages.open("run-list").context["triage"]["form_key"].value()
    for _click in range(2):
        pages.send("triage-start", form_key=str(key))
    assert Run.objects.count() == 1


@pytest.mark.covers("R078")
@pytest.mark.parametrize("kind", ["triage", "monthly", "quarterly", "incident"])
def test_a_run_is_started_for_chosen_connectors_with_its_kind(lead, pages, telephony, kind):
    fields = {"checklist": "governance", "connectors": [str(telephony.pk)], "kind": kind, "title": "Our look"}
    pages.send("run-new", **fields, owner=str(lead.user_id))
    run = Run.objects.get()
    assert (run.kind, run.title, run.owner_id) == (kind, "Our look", lead.user_id)
    assert run.run_connectors.get().connector == telephony


@pytest.mark.covers("R087")
def test_groups_of_integrations_that_nobody_has_are_set_apart(pages, telephony):
    form = pages.open("run-new", checklist="deep-audit").context["form"]
    assert [slug for slug, _title in form.offer.fitting] == ["telephony", "governance"]
    assert form["groups"].value() == ["telephony", "governance"]
    assert form["others"].value() in (None, [])
    pages.send("run-new", checklist="deep-audit", groups=["telephony"], others=["slack"])
    assert set(Run.objects.get().items.values_list("group", flat=True)) == {"telephony", "slack"}


def test_a_run_without_any_group_is_refused_with_what_was_typed(pages, telephony):
    answer = pages.send("run-new", checklist="deep-audit", title="Autumn look")
    assert answer.status_code == 422
    assert "Choose at least one group" in answer.content.decode()
    assert "Autumn look" in answer.content.decode()
    assert not Run.objects.exists()


def test_a_due_date_in_the_past_only_warns(lead, pages):
    fields = {"checklist": "quick-triage", "due_on": lead.today - timedelta(days=2)}
    answer = pages.client.post(pages.address("run-new"), fields, follow=True)
    assert "The due date lies in the past" in answer.content.decode()
    assert Run.objects.get().due_on == fields["due_on"]


def test_an_owner_of_another_workspace_is_refused_at_its_field(pages):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.OWNER)
    answer = pages.send("run-new", checklist="quick-triage", owner=str(stranger.user_id))
    assert answer.status_code == 422
    assert answer.context["form"].errors["owner"]


@pytest.mark.covers("R080", "R081")
@pytest.mark.parametrize(("minutes", "is_over"), [(18, False), (31, True)])
def test_the_clock_stands_between_its_marks_and_warns_past_the_longer(lead, pages, minutes, is_over):
    run = make_run(lead)
    Run.objects.filter(pk=run.pk).update(seconds_before=minutes * 60)
    text = pages.text("run", run.pk)
    assert "10 min" in text and "30 min" in text and f"{minutes}:00" in text
    hidden = 'id="clock-over" hidden' in text
    assert hidden is not is_over


@pytest.mark.covers("R080")
def test_a_paused_clock_keeps_its_time_over_a_reload(lead, pages):
    run = make_run(lead)
    pages.send("run-clock-start", run.pk)
    started = Run.objects.get().running_since
    assert started is not None
    with clock.at(started + timedelta(minutes=12)):
        pages.send("run-clock-pause", run.pk)
    with clock.at(started + timedelta(hours=5)):
        assert "12:00" in pages.text("run", run.pk)


def test_an_owner_turns_the_clock_of_a_run_in_which_something_is_theirs(lead, workspace, pages):
    owner = factories.make_actor(workspace, Role.OWNER)
    theirs, others = make_run(lead), make_run(lead)
    theirs.items.filter(slug="qt-01").update(owner=owner.user_id)
    own = Pages.of(owner)
    assert own.send("run-clock-start", others.pk).status_code == 403
    assert 'id="clock-button"' not in own.text("run", others.pk)
    assert 'id="clock-button"' in own.text("run", theirs.pk)
    assert own.send("run-clock-start", theirs.pk).status_code == 302
    assert set(Run.objects.exclude(running_since=None)) == {theirs}


@pytest.mark.covers("R144", "R145", "R147")
def test_the_thirty_points_are_numbered_counted_and_said_not_to_be_everything(lead, pages):
    run = make_run(lead, "thirty-point")
    make_finding(lead, run, "p-02")
    text = progress(pages.text("run", run.pk))
    places = [text.index(f">{number}. <") for number in range(1, 31)]
    assert places == sorted(places)
    assert "of 30 done" in text and "A count of items, not a mark" in text
    for slug in ("QT-05", "MX-02", "FX-05", "GV-04", "GV-05", "IN-01", "IN-05"):
        assert slug in text
    assert escape(pages.address("check", "qt-03")) in text


@pytest.mark.covers("R098")
def test_failures_stand_with_revenue_first_then_by_severity(lead, pages):
    run = make_run(lead)
    made: dict[str, dict[str, Any]] = {
        "qt-01": {"severity": "critical"},
        "qt-02": {"severity": "low", "is_revenue": True},
        "qt-03": {"severity": "low"},
        "qt-04": {"severity": "high", "is_revenue": True},
    }
    codes = {slug: make_finding(lead, run, slug, **values).code for slug, values in made.items()}
    text = pages.text("run", run.pk)
    listed = text[text.index('id="failures"') :]
    order = [codes[slug] for slug in ("qt-04", "qt-02", "qt-01", "qt-03")]
    assert sorted(order, key=listed.index) == order


def test_a_triage_is_started_and_pauses_are_read_from_the_inventory(lead, pages, telephony):
    assert pages.address("triage-start") in pages.text("connector-list")
    assert pages.address("connector-pauses", telephony.pk) in pages.text("connector", telephony.pk)


@pytest.mark.parametrize("checklist", ["quick-triage", EIGHTY])
def test_a_run_page_needs_eight_queries_at_most(lead, pages, checklist):
    run = make_run(lead, checklist, owner=lead.user_id)
    slugs = list(run.items.in_order().values_list("slug", flat=True))
    for slug in slugs[:4]:
        make_finding(lead, run, slug)
        pause_automation(actor=lead, name=f"Flow {slug}", run=run, item=item_of(run, slug))
    assert pages.queries("run", run.pk) <= MOST_QUERIES


def test_a_run_of_sixty_items_costs_as_much_as_one_of_five(lead, pages):
    many, few = make_run(lead, EIGHTY), make_run(lead)
    assert many.items.count() > 60
    assert pages.queries("run", many.pk) == pages.queries("run", few.pk)


@pytest.mark.covers("R086")
def test_paused_automations_stay_listed_until_they_are_resumed(lead, pages, telephony):
    run = make_run(lead, connectors=[telephony.pk])
    pause_automation(actor=lead, name="Call to timeline", connector=telephony.pk, run=run)
    places = [("run", run.pk), ("run-list",), ("connector-pauses", telephony.pk)]
    assert all("Call to timeline" in pages.text(*place) for place in places)
    pages.send("pause-resume", PausedAutomation.objects.get().pk, note="Merged all duplicates.")
    assert "Call to timeline runs again." in pages.text("run-list")
    assert not any("Call to timeline" in pages.text(*place) for place in places)
    assert PausedAutomation.objects.get().resume_note == "Merged all duplicates."


def test_a_finished_run_is_read_and_offers_no_change(lead, pages):
    run = make_run(lead)
    finish_items(lead, run)
    Run.objects.filter(pk=run.pk).update(status="finished", finished_at=clock.now(), finished_by=lead.user_id)
    text = pages.text("run", run.pk)
    assert "It can be read" in text
    assert "data-save=" not in text and 'id="bulk"' not in text
