"""The pages of incidents: the list, opening, the steps and the timeline on one page, closing."""

import pytest

from audits.checklists.actions.incident_steps import save_step
from audits.checklists.actions.incidents import close_incident
from audits.checklists.actions.library import load_built_in
from audits.checklists.actions.pausing import pause_automation
from audits.checklists.models import Attachment, Incident
from audits.people.roles import Role
from tests import factories
from tests.checklists.incident_scenes import finish_step, make_incident, step_of, walk
from tests.checklists.scenes import make_finding, make_run
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


@pytest.fixture
def incident(lead):
    return make_incident(lead)


def by_htmx(pages, name, /, *args, **sent):
    return pages.client.post(pages.address(name, *args), sent, headers=HTMX)


@pytest.mark.covers("R132")
def test_it_opens_from_a_finding_with_everything_filled_in(lead, owner, run, pages):
    finding = make_finding(lead, run, severity="critical", owner=owner.user_id)
    form = pages.open("incident-new", finding=finding.pk).context["form"]
    assert form.initial["title"] == finding.title and form.initial["severity"] == "critical"
    assert form.initial["owner"] == str(owner.user_id)
    sent = {bound.name: bound.value() for bound in form if bound.value()}
    answer = pages.client.post(pages.address("incident-new", finding=finding.pk), sent)
    incident = Incident.objects.get()
    assert incident.finding == finding and answer["Location"] == pages.address("incident", incident.pk)


def test_it_opens_by_hand_once_however_often_it_is_sent(lead, pages):
    fields = pages.fields("incident-new") | {"title": "Calls are lost"}
    for _turn in range(2):
        pages.send("incident-new", **fields)
    assert Incident.objects.get().owner_id == lead.user_id


def test_an_owner_opens_one_from_their_own_finding_and_none_by_hand(lead, run, owner):
    finding, pages = make_finding(lead, run, owner=owner.user_id), Pages.of(owner)
    other = make_finding(lead, run, "qt-01")
    assert "Open an incident" in pages.text("finding", finding.pk)
    assert "Open an incident" not in pages.text("finding", other.pk)
    form = pages.open("incident-new", finding=finding.pk).context["form"]
    assert "owner" not in form.fields
    sent = {bound.name: bound.value() for bound in form if bound.value()}
    pages.client.post(pages.address("incident-new", finding=finding.pk), sent)
    assert Incident.objects.get().owner_id == owner.user_id
    assert "Open an incident" not in pages.text("incident-list")
    assert pages.open("incident-new").status_code == 403
    assert pages.send("incident-new", title="By hand", severity="high").status_code == 403
    assert pages.open("incident-new", finding=other.pk).status_code == 403
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("asked", ["nonsense", "01a21356-58fa-7ff1-8bd9-9944ed35c5ec"])
def test_a_finding_that_is_not_there_is_not_found(pages, asked):
    assert pages.open("incident-new", finding=asked).status_code == 404


def test_open_and_closed_ones_are_listed_apart_with_their_steps(lead, incident, pages):
    finish_step(lead, incident, "in-01")
    ended = make_incident(lead, title="Ended")
    walk(lead, ended)
    close_incident(actor=lead, incident=ended)
    assert "1 of 6 steps done" in pages.text("incident-list")
    assert [row.title for row in pages.open("incident-list", show="closed").context["page"].rows] == ["Ended"]


def test_the_list_needs_the_same_queries_however_long_it_is(lead, incident, pages):
    one = pages.queries("incident-list")
    for _turn in range(3):
        make_incident(lead)
    assert pages.queries("incident-list") == one <= 4


@pytest.mark.covers("R133")
def test_the_page_shows_six_steps_and_opens_the_first_that_is_not_done(lead, incident, pages):
    finish_step(lead, incident, "in-01")
    rows = pages.open("incident", incident.pk).context["rows"]
    assert [row.step.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.step.slug for row in rows if row.is_current] == ["in-02"]


@pytest.mark.covers("R135")
def test_counts_by_system_are_typed_in_rows(incident, pages):
    sent = {
        "in-03-systems-0-system": "Zapier",
        "in-03-systems-0-records": "4",
        "in-03-systems-2-system": "CRM",
        "in-03-systems-2-records": "312",
        "in-03-systems-2-revenue": "on",
    }
    pages.send("incident-step", incident.pk, "in-03", **sent)
    rows = step_of(incident, "in-03").captured["systems"]
    assert [(row["system"], row["records"], row["is_revenue"]) for row in rows] == [
        ("CRM", 312, True),
        ("Zapier", 4, False),
    ]
    assert 'value="CRM"' in pages.text("incident", incident.pk)


@pytest.mark.parametrize(
    ("name", "records"), [("", "4"), ("CRM", "many"), ("CRM", "-1"), ("CRM", "9" * 30), ("CRM", "")]
)
def test_a_wrong_count_is_told_at_its_field_and_stays_typed(incident, pages, name, records):
    sent = {"in-03-systems-0-system": name, "in-03-systems-0-records": records, "in-03-note": "Typed."}
    answer = by_htmx(pages, "incident-step", incident.pk, "in-03", **sent)
    form = answer.context["row"].form
    assert answer.status_code == 422 and list(form.errors) == ["systems"]
    assert "Typed." in answer.content.decode() and f'value="{records}"' in answer.content.decode()


def test_a_time_is_that_of_the_workspace(incident, pages, workspace):
    workspace.timezone = "Europe/Berlin"
    workspace.save()
    pages.send("incident-step", incident.pk, "in-02", **{"in-02-first-at": "2026-11-23T09:38:12"})
    assert step_of(incident, "in-02").captured["first-at"].startswith("2026-11-23T08:38:12")
    assert "2026-11-23T09:38:12" in pages.text("incident", incident.pk)


def test_htmx_gets_the_step_with_state_and_timeline(lead, incident, pages):
    run = make_run(lead)
    sent = {"in-01-triage-run": str(run.pk), "in-01-paused-automations": "none", "in-01-seen": "0"}
    text = by_htmx(pages, "incident-step-done", incident.pk, "in-01", **sent).content.decode()
    assert text.startswith('<details class="card step" id="step-in-01"')
    assert 'id="incident-state" hx-swap-oob="true"' in text and 'id="timeline" hx-swap-oob="true"' in text
    assert step_of(incident, "in-01").done_at is not None


@pytest.mark.covers("R133")
def test_a_step_that_lacks_something_says_so_at_its_field(incident, pages):
    answer = by_htmx(pages, "incident-step-done", incident.pk, "in-01", **{"in-01-note": "Half."})
    assert answer.status_code == 422
    assert set(answer.context["row"].form.errors) == {"triage-run", "paused-automations"}
    assert "Half." in answer.content.decode()


def test_a_later_step_names_the_ones_before_it(lead, incident, pages):
    sent = {"in-06-fix-reference": "PR 412", "in-06-test-reference": "CI job 41"}
    answer = pages.send("incident-step-done", incident.pk, "in-06", **sent)
    assert answer.status_code == 409
    assert "Establish the scope" in answer.content.decode() and "PR 412" in answer.content.decode()


def test_a_stale_step_shows_both_and_sent_once_more_overwrites(lead, incident, pages):
    step = step_of(incident, "in-06")
    save_step(actor=lead, step=step, values={"captured": {"fix-reference": "PR 7"}})
    sent = {"in-06-fix-reference": "PR 8", "in-06-seen": "0"}
    answer = by_htmx(pages, "incident-step", incident.pk, "in-06", **sent)
    assert answer.status_code == 409 and "It now says: PR 7" in answer.content.decode()
    again = answer.context["row"].form.data.dict()
    assert by_htmx(pages, "incident-step", incident.pk, "in-06", **again).status_code == 200
    assert step_of(incident, "in-06").captured["fix-reference"] == "PR 8"


def test_a_triage_is_started_from_the_page(lead, incident, pages):
    load_built_in()
    pages.send("incident-triage", incident.pk)
    incident.refresh_from_db()
    assert incident.run is not None and incident.run.code in pages.text("incident", incident.pk)


def test_automations_are_paused_from_the_page_and_captured_by_the_first_step(lead, incident, pages):
    answer = by_htmx(pages, "incident-pause", incident.pk, name="Call to timeline", reason="Doubles.")
    assert "Call to timeline" in answer.content.decode()
    sent = {"in-01-triage-run": str(make_run(lead).pk), "in-01-paused-automations": ""}
    pages.send("incident-step-done", incident.pk, "in-01", **sent)
    step = step_of(incident, "in-01")
    assert step.captured["paused-automations"] == "Call to timeline" and step.done_at


def test_what_its_triage_run_paused_is_listed_too(lead, incident, pages):
    run = make_run(lead)
    pause_automation(actor=lead, name="Web form to opportunity", run=run)
    assert "Web form to opportunity" not in pages.text("incident", incident.pk)
    save_step(actor=lead, step=step_of(incident, "in-01"), values={"captured": {"triage-run": run.pk}})
    assert "Web form to opportunity" in pages.text("incident", incident.pk)


def test_an_automation_without_a_name_is_told_at_its_field(incident, pages):
    answer = by_htmx(pages, "incident-pause", incident.pk, name=" ")
    assert answer.status_code == 422 and list(answer.context["pause_form"].errors) == ["name"]


def test_resuming_leads_back_to_the_incident(incident, pages):
    pages.send("incident-pause", incident.pk, name="Call to timeline")
    pause = incident.paused_automations.get()
    answer = pages.send("pause-resume", pause.pk, note="Reconciled.")
    assert answer["Location"] == pages.address("incident", incident.pk)
    assert "Reconciled." in pages.text("incident", incident.pk)


def test_a_line_is_added_and_the_form_is_fresh(incident, pages):
    answer = by_htmx(pages, "incident-line", incident.pk, text="Webhook 88 answered 502.", step="in-02")
    assert answer.context["line_form"].is_bound is False
    assert "Webhook 88 answered 502." in answer.content.decode()


def test_a_line_that_says_nothing_is_told_at_its_field(incident, pages):
    answer = pages.send("incident-line", incident.pk, text=" ")
    assert answer.status_code == 422 and list(answer.context["line_form"].errors) == ["text"]


def test_a_long_payload_is_folded_never_cut(incident, pages):
    payload = "x" * 5000 + "end"
    pages.send("incident-line", incident.pk, text=payload)
    assert payload in pages.text("incident", incident.pk)


@pytest.mark.covers("R134")
def test_logs_are_attached(incident, pages):
    pages.send("incident-attach", incident.pk, file=upload(picture()))
    assert Attachment.objects.get().incident == incident
    assert "E-01" in pages.text("incident", incident.pk)


@pytest.mark.covers("R138")
def test_closing_too_early_names_what_is_missing_on_the_page(incident, pages):
    answer = pages.send("incident-close", incident.pk)
    assert answer.status_code == 409
    assert "The reference of the permanent fix is missing." in answer.content.decode()


@pytest.mark.covers("R138")
def test_it_is_closed_and_opened_again(lead, incident, pages):
    walk(lead, incident)
    pages.send("incident-close", incident.pk)
    text = pages.text("incident", incident.pk)
    assert "Permanent fix: PR 412." in text and "Save, it is done" not in text
    assert pages.send("incident-reopen", incident.pk, reason="").status_code == 422
    pages.send("incident-reopen", incident.pk, reason="It came back.")
    assert "Save, it is done" in pages.text("incident", incident.pk)


@pytest.mark.covers("R139")
def test_it_is_saved_as_markdown(incident, pages):
    answer = pages.open("incident-markdown", incident.pk)
    assert answer.content.decode().startswith("# INC-0001 Calls are lost")
    assert answer["Content-Disposition"] == 'attachment; filename="INC-0001.md"'


def test_readers_see_what_was_captured_and_no_form(workspace, lead, incident):
    walk(lead, incident, until="in-04")
    text = Pages.of(factories.make_actor(workspace, Role.PANELIST)).text("incident", incident.pk)
    assert "CRM: 312" in text and "Save, it is done" not in text and "Add the line" not in text


def test_the_page_needs_the_same_queries_however_much_there_is(lead, incident, pages):
    one = pages.queries("incident", incident.pk)
    make_run(lead)
    walk(lead, incident)
    for number in range(5):
        pages.send("incident-line", incident.pk, text=f"Line {number}.")
        pages.send("incident-attach", incident.pk, url=f"https://logs.example/{number}")
    assert pages.queries("incident", incident.pk) == one <= 14
