"""The pages of schedules: presets in one click, what comes, what came of it."""

from datetime import UTC, date, datetime

import pytest

from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.schedules import edit_schedule
from audits.checklists.actions.ticking import tick
from audits.checklists.models import ChecklistVersion, Draft, Run, Schedule
from audits.kit import clock
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import make_schedule, monthly, own_checklist
from tests.pages import Pages

pytestmark = pytest.mark.django_db
MADE = datetime(2027, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january():
    with clock.at(MADE):
        yield


@pytest.fixture
def pages(lead):
    load_built_in()
    return Pages.of(lead)


def preset(pages, slug):
    """What the button of a preset sends."""
    offered = pages.open("schedule-list").context["presets"]
    form = next(each["form"] for each in offered if each["checklist"].slug == slug)
    return {bound.name: value for bound in form if (value := bound.value()) not in (None, "")}


@pytest.mark.covers("R149")
def test_a_monthly_light_audit_is_scheduled_in_one_click(pages, lead):
    assert "Monthly light audit" in pages.text("schedule-list")
    sent = pages.send("schedule-new", **preset(pages, "monthly-light"))
    schedule = Schedule.objects.get()
    assert sent["Location"] == pages.address("schedule", schedule.pk)
    assert (schedule.checklist, schedule.rhythm) == ("monthly-light", "every month")
    assert (schedule.starts_on, schedule.next_on) == (date(2027, 2, 1), date(2027, 2, 1))


@pytest.mark.covers("R150")
def test_a_quarterly_deep_audit_is_scheduled_in_one_click(pages, owner):
    sent = {**preset(pages, "quarterly-deep"), "owner": str(owner.user_id)}
    assert pages.send("schedule-new", **sent).status_code == 302
    schedule = Schedule.objects.get()
    assert (schedule.rhythm, schedule.starts_on) == ("every 3 months", date(2027, 4, 1))
    assert schedule.owner_id == owner.user_id


def test_a_preset_that_is_scheduled_is_offered_no_more(pages):
    pages.send("schedule-new", **preset(pages, "monthly-light"))
    left = [each["checklist"].slug for each in pages.open("schedule-list").context["presets"]]
    assert left == ["quarterly-deep"]


def test_a_copy_stands_for_the_preset_it_was_made_from(pages, lead):
    """Its contents are the workspace's own; the built-in one is offered no more."""
    own = {"workspace_id": lead.workspace_id, "slug": "our-month", "title": "Our month", "document": {}}
    Draft.objects.create(copied_from="monthly-light", saved_by_id=lead.user_id, **own)
    own_checklist(lead, "our-month")
    make_schedule(lead, checklist="our-month")
    left = [each["checklist"].slug for each in pages.open("schedule-list").context["presets"]]
    assert left == ["quarterly-deep"]


def test_a_preset_opens_as_a_form_to_change_more(pages):
    assert "checklist" not in pages.fields("schedule-new")
    form = pages.open("schedule-new", checklist="quarterly-deep").context["form"]
    assert (form["every"].value(), form["checklist"].value()) == (3, "quarterly-deep")
    assert pages.open("schedule-new", checklist="none").status_code == 200


def test_any_checklist_leads_to_its_schedule(pages):
    address = pages.address("schedule-new", checklist="slack")
    assert address in pages.text("checklist", "slack")
    form = pages.client.get(address).context["form"]
    assert (form["checklist"].value(), form["title"].value(), form["every"].value()) == (
        "slack",
        "Slack diagnostics",
        1,
    )


def test_a_blank_title_is_that_of_the_checklist(pages):
    pages.send("schedule-new", **preset(pages, "monthly-light") | {"title": "", "checklist": "slack"})
    assert Schedule.objects.get().title == "Slack diagnostics"


def test_a_double_click_makes_one_schedule(pages):
    values = preset(pages, "monthly-light")
    first, second = (pages.send("schedule-new", **values) for _turn in range(2))
    assert first["Location"] == second["Location"] and Schedule.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("starts_on", "2027-01-14", "This date has passed"),
        ("starts_on", "someday", "Enter a valid date"),
        ("title", "a\x00b", "cannot be stored"),
        ("every", "0", "greater than or equal to 1"),
        ("every", "many", "Enter a whole number"),
        ("at_time", "25:00", "Enter a valid time"),
        ("due_days", "366", "less than or equal to 365"),
        ("checklist", "none", "not one of the available choices"),
        ("with_commitments", "on", "Commitments are a vendor"),
        ("owner", "nobody", "not one of the available choices"),
    ],
)
def test_bad_input_is_answered_at_its_field(pages, field, value, said):
    values = {**preset(pages, "monthly-light"), "title": "Kept words", field: value}
    sent = pages.send("schedule-new", **values)
    assert sent.status_code == 422 and list(sent.context["form"].errors) == [field]
    text = sent.content.decode()
    assert said in text and ("Kept words" in text or field == "title")
    assert not Schedule.objects.exists()


def test_an_edit_over_somebody_elses_shows_both(pages, lead):
    schedule = make_schedule(lead)
    values = {**pages.fields("schedule-edit", schedule.pk), "title": "Mine"}
    edit_schedule(actor=lead, schedule=schedule, values=monthly(title="Theirs", every=2))
    sent = pages.send("schedule-edit", schedule.pk, **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "It now says: Theirs" in text and "Mine" in text
    again = {**values, "seen": sent.context["form"]["seen"].value()}
    assert pages.send("schedule-edit", schedule.pk, **again).status_code == 302
    assert Schedule.objects.get().title == "Mine"


def test_the_next_six_dates_show_weekday_and_zone(lead, workspace):
    Workspace.objects.filter(pk=workspace.pk).update(timezone="Europe/Warsaw")
    make_schedule(lead, starts_on=date(2027, 1, 28))
    pages = Pages.of(lead)
    text = pages.text("schedule", Schedule.objects.get().pk)
    days = ["Thursday 28 January 2027", "Sunday 28 February 2027", "Monday 28 June 2027"]
    assert all(day in text for day in days) and "Europe/Warsaw" in text
    assert "28 July 2027" not in text


def test_a_date_on_which_the_clocks_skip_the_time_is_marked(lead, workspace):
    Workspace.objects.filter(pk=workspace.pk).update(timezone="Europe/Warsaw")
    schedule = make_schedule(lead, starts_on=date(2027, 1, 28), at_time=datetime(2027, 1, 1, 2, 30).time())
    slots = Pages.of(lead).open("schedule", schedule.pk).context["slots"]
    assert [slot.day for slot in slots if slot.is_moved] == [date(2027, 3, 28)]
    assert "the clocks skip its time" in Pages.of(lead).text("schedule", schedule.pk)


def test_what_came_of_a_schedule_is_listed(pages, lead):
    schedule = make_schedule(lead)
    tick(datetime(2027, 4, 2, tzinfo=UTC))
    ChecklistVersion.objects.filter(slug="monthly-light").update(archived_at=clock.now())
    tick(datetime(2027, 5, 2, tzinfo=UTC))
    text = pages.text("schedule", schedule.pk)
    assert pages.address("run", Run.objects.get().pk) in text and "2 missed dates" in text
    assert "The last date has no run" in text and text.count("is archived or gone") >= 2
    assert "no run last time" in pages.text("schedule-list")


def test_a_schedule_is_paused_resumed_and_ended(pages, lead):
    schedule = make_schedule(lead)
    pages.send("schedule-pause", schedule.pk)
    assert "Paused: no run starts" in pages.text("schedule", schedule.pk)
    pages.send("schedule-resume", schedule.pk)
    assert "Sunday 31 January 2027" in pages.text("schedule", schedule.pk)
    assert pages.send("schedule-end", schedule.pk, reason="").status_code == 422
    pages.send("schedule-end", schedule.pk, reason="The tool is gone.")
    assert "The tool is gone." in pages.text("schedule", schedule.pk)
    assert "Monthly light audit" in pages.text("schedule-list", show="past")
    assert pages.send("schedule-pause", schedule.pk).status_code == 409


@pytest.mark.parametrize("role", [Role.OWNER, Role.PANELIST, Role.PROCUREMENT])
def test_others_read_and_do_not_write(lead, workspace, role):
    schedule = make_schedule(lead)
    reader = Pages.of(factories.make_actor(workspace, role))
    text = reader.text("schedule-list") + reader.text("schedule", schedule.pk)
    for name in ("schedule-edit", "schedule-pause", "schedule-end"):
        assert reader.address(name, schedule.pk) not in text
    assert "Schedule it" not in text and reader.address("schedule-new") not in text


def test_the_list_is_by_next_date_and_paged_by_key(pages, lead):
    for number in range(52):
        make_schedule(lead, title=f"Audit {number:02}", starts_on=date(2027, 3, 1 + number % 2))
    first = pages.open("schedule-list")
    shown = [row.title for row, _checklist in first.context["rows"]]
    assert shown[:2] == ["Audit 00", "Audit 02"] and shown[26] == "Audit 01" and len(shown) == 50
    rest = pages.open("schedule-list", after=first.context["page"].next_key)
    assert [row.title for row, _checklist in rest.context["rows"]] == ["Audit 49", "Audit 51"]


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"show": "what"}, {"show": "current"}])
def test_an_address_that_makes_no_sense_shows_the_list(pages, lead, query):
    make_schedule(lead, title="Mine alone")
    assert "Mine alone" in pages.text("schedule-list", **query)


def test_pages_need_as_many_queries_for_many_as_for_one(pages, lead):
    schedule = make_schedule(lead)
    tick(datetime(2027, 2, 1, tzinfo=UTC))
    one = pages.queries("schedule-list"), pages.queries("schedule", schedule.pk)
    for month in range(3, 9):
        make_schedule(lead, checklist="slack")
        tick(datetime(2027, month, 1, 12, tzinfo=UTC))
    assert (pages.queries("schedule-list"), pages.queries("schedule", schedule.pk)) == one


def test_schedules_are_reached_from_runs_and_checklists(pages):
    address = pages.address("schedule-list")
    assert address in pages.text("run-list") and address in pages.text("checklist-list")
    assert f'href="{address}" aria-current="page"' in pages.text("schedule-new")


def test_names_are_escaped(pages, lead):
    schedule = make_schedule(lead, title="<b>Audit</b>")
    assert "<b>Audit</b>" not in pages.text("schedule", schedule.pk) + pages.text("schedule-list")
