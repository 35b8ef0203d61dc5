"""Findings and incidents in a real browser: they fit, axe finds nothing, nothing typed is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.findings import edit_finding, save_draft
from audits.checklists.actions.incidents import close_incident
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Finding
from audits.people.roles import Role
from tests.browser.looks import faults, sign_in
from tests.checklists.incident_scenes import make_incident, walk
from tests.checklists.scenes import RECORD, finish_items, item_of, make_finding, make_run
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload
from tests.factories import PASSWORD, make_actor, make_connector, make_vendor, user_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(workspace):
    actor = make_actor(workspace, Role.LEAD)
    user = user_of(actor)
    user.set_password(PASSWORD)
    user.save()
    return actor


@pytest.fixture
def scene(lead, folder):
    """A finding with everything on it, a draft, an open and a closed incident."""
    vendor, connector = make_vendor(lead), make_connector(lead)
    before, run = make_run(lead, vendor=vendor.pk), make_run(lead, vendor=vendor.pk)
    make_finding(lead, before, "qt-03")
    finish_items(lead, before)
    finish_run(actor=lead, run=before)
    finding = make_finding(lead, run, "qt-03", is_revenue=True, severity="critical", connector=connector.pk)
    edit_finding(actor=lead, finding=finding, values={"failure_modes": ["fx-03"], "affected_records": 312})
    attach(actor=lead, place=finding, file=upload(picture()))
    save_draft(actor=lead, item=item_of(run, "qt-02"), values={"observed": "Something."})
    closed = make_incident(lead, title="A long past incident with quite a title to it")
    walk(lead, closed)
    close_incident(actor=lead, incident=closed)
    return finding, make_incident(lead, finding), closed


@pytest.fixture
def at(page, live_server, lead, scene):
    """Opens an address of the workspace as its lead."""
    sign_in(page, live_server, lead)

    def open_page(name, *keys):
        page.goto(f"{live_server.url}{reverse(name, args=[lead.workspace_slug, *keys])}")

    return open_page


def test_pages_have_no_faults(page, at, scene, violations):
    finding, incident, closed = scene
    draft = Finding.objects.get(state="draft")
    found = {}
    for name, *keys in [
        ("finding-list",),
        ("finding", finding.pk),
        ("finding", draft.pk),
        ("finding-edit", draft.pk),
        ("finding-accept", finding.pk),
        ("attachment", finding.attachments.get().pk),
        ("incident-list",),
        ("incident-new",),
        ("incident", incident.pk),
        ("incident", closed.pk),
        ("run-between", finding.run_id),
        ("check-history", "qt-03"),
    ]:
        at(name, *keys)
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true })")
        found[name, *keys] = faults(page, violations)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_a_finding_is_copied_as_markdown(page, at, scene):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at("finding", scene[0].pk)
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("# F-0002")


def test_evidence_is_attached_without_leaving_the_page(page, at, scene):
    at("finding", scene[0].pk)
    page.get_by_label("Ticket", exact=True).fill("https://half-typed.example")
    page.get_by_label("Or a link").fill("https://logs.example/41")
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("E-02")).to_be_visible()
    expect(page.get_by_label("Ticket", exact=True)).to_have_value("https://half-typed.example")


FILE = "new File(['09:38 POST /calls 502'], 'sync.log', {type: 'text/plain'})"
PASTE = f"""() => {{
  const data = new DataTransfer();
  data.items.add({FILE});
  document.body.dispatchEvent(new ClipboardEvent('paste', {{clipboardData: data, bubbles: true}}));
}}"""
DROP = f"""(form) => {{
  const data = new DataTransfer();
  data.items.add({FILE});
  form.dispatchEvent(new DragEvent('drop', {{dataTransfer: data, bubbles: true, cancelable: true}}));
}}"""


@pytest.mark.parametrize("way", ["pasted", "dropped"])
def test_a_file_that_is_pasted_or_dropped_becomes_evidence(page, at, scene, way):
    at("incident", scene[1].pk)
    if way == "pasted":
        page.evaluate(PASTE)
    else:
        page.locator("#attachments form").evaluate(DROP)
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#attachments")).to_contain_text("sync.log")
    assert scene[1].attachments.get().evidence.size == 21


def test_a_draft_becomes_a_finding_by_keyboard(page, at, scene):
    draft = Finding.objects.get(state="draft")
    at("finding-edit", draft.pk)
    page.get_by_role("button", name="Save as a finding").press("Enter")
    expect(page.get_by_text("Say what was done, step by step.")).to_be_visible()
    page.get_by_label("When it happened").fill("2026-11-01T09:38")
    page.get_by_label("Steps").fill(RECORD["steps"])
    page.get_by_label("Expected").fill(RECORD["expected"])
    page.get_by_label("Mitigation applied at once").select_option("none_yet")
    page.get_by_role("button", name="Save as a finding").press("Enter")
    expect(page.get_by_text("Finding opened")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.state, draft.observed) == ("open", "Something.")


def test_a_step_is_saved_in_place_and_the_timeline_follows(page, at, scene):
    at("incident", scene[1].pk)
    page.get_by_label("What happened").fill("Half typed.")
    step = page.locator("#step-in-01")
    step.get_by_role("button", name="Save, it is done").click()
    expect(step.get_by_text("The step is not done without this.").first).to_be_visible()
    step.get_by_label("Triage run").select_option(index=1)
    step.get_by_label("Automations paused, or none").fill("none")
    step.get_by_role("button", name="Save, it is done").click()
    expect(page.locator("#timeline")).to_contain_text("Step 1 is done")
    expect(page.locator("#incident-state")).to_contain_text("1 of 6")
    expect(step.locator("summary")).to_be_focused()
    expect(page.get_by_label("What happened")).to_have_value("Half typed.")


def test_an_incident_is_walked_to_its_end_on_a_phone(page, at, scene, lead):
    incident = scene[1]
    walk(lead, incident, until="in-06")
    page.set_viewport_size({"width": 390, "height": 844})
    at("incident", incident.pk)
    step = page.locator("#step-in-06")
    step.get_by_label("Reference of the permanent fix").fill("PR 412")
    step.get_by_label("Reference of the regression test").fill("CI job 41")
    step.get_by_role("button", name="Save, it is done").click()
    expect(page.locator("#incident-state")).to_contain_text("6 of 6")
    page.get_by_role("button", name="Close the incident").click()
    expect(page.get_by_text("Permanent fix: PR 412.")).to_be_visible()
    scene[0].refresh_from_db()
    assert scene[0].state == "resolved"


def test_a_run_shows_its_failures_beside_those_of_the_run_before(page, at, scene):
    at("run", scene[0].run_id)
    expect(page.locator("#run-between")).to_contain_text("Failed again")
