"""The inventory in a real browser: accessible at every width, and an import by hand."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from audits.connectors.actions.approvals import ApprovalValues, record_approval
from audits.connectors.models import Connector
from audits.people.roles import Role
from tests.browser.looks import faults, sign_in
from tests.factories import PASSWORD, make_actor, make_connector, user_of

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Invoices to opportunities, with a name that is much longer than anybody would want to read"


@pytest.fixture
def lead(workspace):
    actor = make_actor(workspace, Role.LEAD)
    user = user_of(actor)
    user.set_password(PASSWORD)
    user.save()
    return actor


@pytest.fixture
def connector(workspace, lead):
    owner = make_actor(workspace, Role.OWNER, "maximiliane.von-der-langen-strasse@halden.example")
    make_connector(lead, LONG, system="QuickBooks", integration_type="finance")
    old = lead.today - timedelta(days=3)
    make_connector(lead, "Call logging", owner=owner, credential_expires_on=old, credential_label="key-1")
    facts = {"console_url": f"https://console.example/{'a' * 200}", "scopes": "x" * 150, "note": "One\ntwo"}
    made = make_connector(lead, owner=owner, credential_expires_on=lead.today, **facts)
    approved = ApprovalValues(recipe="Won deals to Slack", approved_by="Board", approved_on=old, note="")
    record_approval(actor=lead, connector=made, values=approved)
    return made


def choose(page, rows):
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Preview").click()


def test_pages_of_connectors_have_no_faults(page, live_server, lead, connector, violations):
    sign_in(page, live_server, lead)
    home = f"{live_server.url}/w/halden/connectors/"
    found = []
    for path in ["", "new/", "import/", f"{connector.pk}/", f"{connector.pk}/edit/"]:
        page.goto(home + path)
        found += faults(page, violations)
    page.goto(f"{home}import/")
    choose(page, f"name,type,note\nLead capture,api,new note\nBad,fax,\n{LONG},,\n")
    expect(page.get_by_text("Rows with an error keep the whole file out")).to_be_visible()
    assert found + faults(page, violations) == []


def test_a_list_is_imported_by_hand(page, live_server, lead, connector):
    sign_in(page, live_server, lead)
    page.goto(f"{live_server.url}/w/halden/connectors/")
    page.get_by_role("link", name="Import").click()
    choose(page, "name;system;note\nLead capture;Zapier;New note\nMeetings;Google Calendar;\n")
    expect(page.get_by_role("row", name="Meetings")).to_contain_text("New")
    expect(page.get_by_role("row", name="Lead capture")).to_contain_text("New note")
    page.get_by_role("button", name="Import all rows").click()
    expect(page.get_by_role("status")).to_have_text("Imported: 1 new, 1 changed, 0 as they were.")
    assert Connector.objects.get(name="Meetings").integration_type == "calendar"


def test_a_system_is_offered_while_typing(page, live_server, lead):
    sign_in(page, live_server, lead)
    page.goto(f"{live_server.url}/w/halden/connectors/new/")
    page.get_by_label("Name").fill("Deal alerts")
    page.get_by_label("System").fill("Slack")
    assert page.locator("#systems option[value='Slack']").get_attribute("label") == "Slack and notifications"
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deal alerts")
    expect(page.get_by_text("Slack, Slack and notifications, Production")).to_be_visible()
