"""The pages of connectors: inventory, form, approvals, archive."""

from datetime import timedelta
from typing import Any

import pytest

from audits.connectors.actions.connectors import edit_connector
from audits.connectors.models import Connector, IntegrationType, RecipeApproval
from audits.connectors.systems import SYSTEMS
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from audits.people.work import Work
from tests.factories import make_actor, make_connector, make_vendor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"
LEAST = {"name": "Lead capture", "system": "Zapier", "environment": "production"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.OWNER, "ana@halden.example")


@pytest.mark.covers("R077", "R143")
def test_a_connector_is_made_with_all_its_facts(lead: Actor, owner: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "Relay")
    values = {**LEAST, "integration_type": "telephony", "owner": owner.user_id, "vendor": vendor.pk}
    values |= {"installed_version": "4.2", "pinning": "pinned", "scopes": "calls.read"}
    values |= {"credential_label": "twilio-prod", "credential_expires_on": "2031-02-03"}
    values |= {"has_tracing": "yes", "uses_cdc": "no", "status_url": "https://status.example"}
    values |= {"console_url": "https://console.example", "note": "Records calls."}
    sent = pages.send("connector-new", **values)
    made = Connector.objects.get()
    assert sent["Location"] == pages.address("connector", made.pk)
    assert (made.has_tracing, made.uses_cdc, made.owner_id) == (True, False, owner.user_id)
    text = pages.text("connector", made.pk)
    for word in ("Telephony", "Relay", "4.2", "Pinned", "calls.read", "twilio-prod", "3 Feb 2031", "Ana"):
        assert word in text
    for link in ("https://status.example", "https://console.example"):
        assert f'<a href="{link}" rel="noopener noreferrer nofollow">' in text


@pytest.mark.covers("R155")
@pytest.mark.parametrize(("system", "kind"), SYSTEMS.items())
def test_a_named_system_brings_its_type(pages: Pages, system: str, kind: str) -> None:
    assert f'<option value="{system}"' in pages.text("connector-new")
    assert pages.send("connector-new", **{**LEAST, "system": system.upper()}).status_code == 302
    assert Connector.objects.get().integration_type == kind


@pytest.mark.covers("R155")
def test_the_systems_that_must_be_offered_are() -> None:
    automation, mail, money = {"Zapier", "Make", "Workato"}, {"SendGrid", "SES", "Mailgun"}, {"QuickBooks"}
    wanted = automation | mail | money | {"Xero", "Stripe", "Twilio", "S3", "Slack"}
    assert wanted | {"Google Calendar", "Outlook Calendar"} <= set(SYSTEMS)


@pytest.mark.covers("R156")
def test_any_other_system_may_be_written_with_its_type(pages: Pages) -> None:
    values = {**LEAST, "system": "Our own bus"}
    sent = pages.send("connector-new", **values)
    assert sent.status_code == 422 and "integration_type" in sent.context["form"].errors
    assert pages.send("connector-new", **values, integration_type="api").status_code == 302
    assert Connector.objects.get().integration_type == IntegrationType.API


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required"),
        ("name", "a\x00b", "cannot be stored"),
        ("system", "x" * 101, "1 character too long"),
        ("integration_type", "fax", "not one of the available choices"),
        ("status_url", "javascript:alert(1)", "starts with http"),
        ("console_url", "//console.example", "starts with http"),
        ("credential_expires_on", "soon", "Enter a valid date"),
        ("owner", NOBODY, "not one of the available choices"),
        ("has_tracing", "maybe", "not one of the available choices"),
    ],
)
def test_bad_input_is_answered_at_its_field(pages: Pages, field: str, value: str, said: str) -> None:
    sent = pages.send("connector-new", **{**LEAST, "note": "kept words", field: value})
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert said in sent.content.decode() and "kept words" in sent.content.decode()
    assert not Connector.objects.exists()


@pytest.mark.covers("R097")
@pytest.mark.parametrize("field", ["name", "installed_version", "credential_label", "scopes", "note"])
def test_a_secret_typed_into_any_text_is_never_stored(pages: Pages, field: str) -> None:
    values = {**LEAST, field: "token=sk_live_4eC39HqLyjWDarjtT1zdp7dc"}
    assert pages.send("connector-new", **values).status_code == 302
    stored = getattr(Connector.objects.get(), field)
    assert "****" in stored and "4eC39HqLyjWDarj" not in stored
    assert "4eC39HqLyjWDarj" not in str(Event.objects.get(kind="connector.created").payload)


def test_scopes_and_addresses_stay_as_they_are(pages: Pages) -> None:
    values = {"scopes": "https://www.googleapis.com/auth/calendar.readonly\ncrm.objects.contacts.read"}
    values |= {"console_url": "https://app.workato.com/recipes/1234567-won-deals?fid=projects"}
    assert pages.send("connector-new", **LEAST, **values).status_code == 302
    made = Connector.objects.get()
    assert {"scopes": made.scopes, "console_url": made.console_url} == values


def test_a_name_stands_once_whatever_its_case(lead: Actor, pages: Pages) -> None:
    make_connector(lead, "Lead Capture")
    sent = pages.send("connector-new", **LEAST)
    assert sent.status_code == 422 and "of this name already" in sent.content.decode()
    assert Connector.objects.count() == 1


def test_a_double_click_makes_one_connector(pages: Pages) -> None:
    values = {**pages.fields("connector-new"), **LEAST}
    first, second = (pages.send("connector-new", **values) for _turn in range(2))
    assert first["Location"] == second["Location"] and Connector.objects.count() == 1


def test_an_edit_is_saved_with_before_and_after(lead: Actor, owner: Actor, pages: Pages) -> None:
    connector = make_connector(lead, owner=owner)
    values = {**pages.fields("connector-edit", connector.pk), "owner": lead.user_id, "name": "Forms"}
    assert pages.send("connector-edit", connector.pk, **values).status_code == 302
    event = Event.objects.get(kind="connector.edited")
    assert event.payload["before"] == {"name": "Lead capture", "owner": "Ana"}
    assert event.payload["after"] == {"name": "Forms", "owner": lead.name}


def test_an_edit_that_changes_nothing_writes_nothing(lead: Actor, owner: Actor, pages: Pages) -> None:
    facts: dict[str, Any] = {"has_tracing": False, "uses_cdc": True, "scopes": "a\nb"}
    connector = make_connector(lead, owner=owner, vendor=make_vendor(lead), **facts)
    values = pages.fields("connector-edit", connector.pk)
    assert pages.send("connector-edit", connector.pk, **values).status_code == 302
    connector.refresh_from_db()
    assert connector.change == 0 and not Event.objects.filter(kind="connector.edited").exists()


def test_an_edit_over_somebody_elses_shows_both(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead)
    values = {**pages.fields("connector-edit", connector.pk), "note": "mine"}
    edit_connector(actor=lead, connector=connector, values={"note": "theirs", "uses_cdc": False})
    sent = pages.send("connector-edit", connector.pk, **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "mine" in text
    assert "It now says: theirs" in text and "It now says: no" in text
    again = {**values, "seen": sent.context["form"]["seen"].value()}
    assert pages.send("connector-edit", connector.pk, **again).status_code == 302
    connector.refresh_from_db()
    assert (connector.note, connector.change) == ("mine", 2)


def test_an_owner_who_left_stays_until_somebody_else_is_chosen(
    lead: Actor, owner: Actor, pages: Pages
) -> None:
    connector = make_connector(lead, owner=owner)
    Membership.objects.filter(user_id=owner.user_id).update(ended_at=connector.created_at)
    values = {**pages.fields("connector-edit", connector.pk), "note": "new"}
    assert pages.send("connector-edit", connector.pk, **values).status_code == 302
    connector.refresh_from_db()
    assert (connector.owner_id, connector.note) == (owner.user_id, "new")


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_who_only_reads_runs_cannot_own_a_connector(workspace: Workspace, pages: Pages, role: str) -> None:
    reader = make_actor(workspace, role)
    sent = pages.send("connector-new", **LEAST, owner=reader.user_id)
    assert sent.status_code == 422 and "owner" in sent.context["form"].errors


@pytest.mark.covers("R141")
def test_connectors_without_an_owner_are_listed_first_of_all(lead: Actor, owner: Actor, pages: Pages) -> None:
    make_connector(lead, "Nobody's")
    make_connector(lead, "Ana's", owner=owner)
    warned = pages.open("connector-list").context["warnings"]["ownerless"].rows
    assert [row.name for row in warned] == ["Nobody's"]
    shown = pages.open("connector-list", show="ownerless").context["page"].rows
    assert [row.name for row in shown] == ["Nobody's"]


@pytest.mark.parametrize(("days", "state"), [(-1, "expired"), (0, "expiring"), (14, "expiring"), (15, "")])
def test_a_credential_is_warned_of_14_days_ahead(lead: Actor, pages: Pages, days: int, state: str) -> None:
    make_connector(lead, "Old key", credential_expires_on=lead.today + timedelta(days=days))
    context = pages.open("connector-list").context
    assert [expiry for _row, expiry in context["rows"]] == [state]
    assert [expiry for _row, expiry in context["warnings"]["expiries"]] == ([state] if state else [])
    found = pages.open("connector-list", show="expiring").context["page"].rows
    assert len(found) == bool(state)


def test_the_list_is_searched_filtered_and_paged_by_name(lead: Actor, owner: Actor, pages: Pages) -> None:
    for number in range(52):
        make_connector(lead, f"{'Sync' if number % 2 else 'sync'} {number:02d}")
    make_connector(lead, "Zebra", system="Twilio", integration_type="telephony", owner=owner)
    first = pages.open("connector-list").context["page"]
    rest = pages.open("connector-list", after=first.next_key).context["page"].rows
    assert len(first.rows) == 50 and [row.name for row in rest] == ["sync 50", "Sync 51", "Zebra"]
    for query in ({"q": "twil"}, {"q": "zeb"}, {"q": "ana"}, {"type": "telephony"}):
        found = pages.open("connector-list", **query).context["page"].rows
        assert [row.name for row in found] == ["Zebra"]


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"q": "\x00"}, {"show": "what"}, {"type": "x"}])
def test_an_address_that_makes_no_sense_shows_the_list(
    lead: Actor, pages: Pages, query: dict[str, str]
) -> None:
    make_connector(lead, "Relay")
    assert "Relay" in pages.text("connector-list", **query)


def test_an_archived_connector_leaves_the_inventory_and_comes_back(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead)
    pages.send("connector-archive", connector.pk)
    assert "Lead capture" not in pages.text("connector-list", show="current")
    assert "Lead capture" in pages.text("connector-list", show="archived")
    sent = pages.send("connector-edit", connector.pk, **LEAST)
    assert sent.status_code == 409 and "archived" in sent.content.decode()
    pages.send("connector-unarchive", connector.pk)
    assert "Lead capture" in pages.text("connector-list", show="current")


def test_its_name_taken_meanwhile_keeps_it_in_the_archive(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead)
    pages.send("connector-archive", connector.pk)
    make_connector(lead)
    assert pages.send("connector-unarchive", connector.pk).status_code == 409
    connector.refresh_from_db()
    assert connector.archived_at is not None


@pytest.mark.covers("R141")
def test_a_review_notes_the_day_once(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead)
    for _turn in range(2):
        pages.send("connector-review", connector.pk)
    connector.refresh_from_db()
    assert connector.reviewed_on == lead.today
    assert Event.objects.filter(kind="connector.edited").count() == 1


def test_owners_keep_their_own_current_and_nothing_else(lead: Actor, owner: Actor) -> None:
    own = make_connector(lead, owner=owner)
    pages = Pages.of(owner)
    fields = pages.fields("connector-edit", own.pk)
    assert {"name", "owner", "system"}.isdisjoint(pages.open("connector-edit", own.pk).context["form"].fields)
    values = {**fields, "credential_label": "new-key", "name": "Stolen", "owner": str(lead.user_id)}
    assert pages.send("connector-edit", own.pk, **values).status_code == 302
    own.refresh_from_db()
    assert (own.credential_label, own.name, own.owner_id) == ("new-key", "Lead capture", owner.user_id)
    assert pages.send("connector-review", own.pk).status_code == 302
    assert pages.send("connector-archive", own.pk).status_code == 403


def test_owners_only_read_what_is_not_theirs(lead: Actor, owner: Actor) -> None:
    other = make_connector(lead, owner=lead)
    pages = Pages.of(owner)
    assert pages.address("connector-edit", other.pk) not in pages.text("connector", other.pk)
    assert pages.open("connector-edit", other.pk).status_code == 403
    assert pages.send("connector-edit", other.pk, note="x").status_code == 403
    assert pages.send("connector-review", other.pk).status_code == 403


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_everybody_reads_the_inventory(workspace: Workspace, lead: Actor, role: str) -> None:
    connector = make_connector(lead, vendor=make_vendor(lead))
    reader = Pages.of(make_actor(workspace, role))
    text = reader.text("connector", connector.pk) + reader.text("connector-list")
    assert reader.address("connector-new") not in text
    assert (reader.address("vendor", connector.vendor_id) in text) == (role != Role.OWNER)


@pytest.mark.covers("R142")
def test_a_recipe_is_approved_and_its_approval_ends(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead, system="Make")
    assert "No recipe has been approved" in pages.text("connector", connector.pk)
    values = {"recipe": "Won deals to Slack", "approved_by": "Review board", "approved_on": "2026-01-05"}
    assert pages.send("approval-new", connector.pk, **values).status_code == 302
    approval = RecipeApproval.objects.get()
    text = pages.text("connector", connector.pk)
    assert "Won deals to Slack" in text and "by Review board" in text and "5 Jan 2026" in text
    pages.send("approval-end", approval.pk)
    text = pages.text("connector", connector.pk)
    assert "Ended" in text and "Approval of a recipe ended" in text
    assert pages.send("approval-end", approval.pk).status_code == 409


@pytest.mark.parametrize(
    ("field", "value"), [("recipe", ""), ("approved_by", "x" * 201), ("approved_on", "2999-01-01")]
)
def test_an_approval_that_lacks_something_is_refused(
    lead: Actor, pages: Pages, field: str, value: str
) -> None:
    values = {"recipe": "Won deals", "approved_by": "Board", "approved_on": "2026-01-05", field: value}
    sent = pages.send("approval-new", make_connector(lead).pk, **values)
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert not RecipeApproval.objects.exists()


def test_recipes_are_asked_about_only_where_there_are_any(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead, system="Stripe", integration_type="finance")
    assert "Approved recipes" not in pages.text("connector", connector.pk)


def test_names_are_escaped(lead: Actor, pages: Pages) -> None:
    connector = make_connector(lead, "<b>Relay</b>", system="<i>x</i>", note="<u>n</u>")
    text = pages.text("connector", connector.pk) + pages.text("connector-list")
    assert "<b>Relay" not in text and "<i>x" not in text and "<u>n" not in text


def test_another_workspaces_connector_is_not_found(pages: Pages) -> None:
    rival = make_actor(make_workspace("rival"), Role.LEAD)
    foreign = make_connector(rival, "Foreign")
    for name in ("connector", "connector-edit", "approval-new"):
        assert pages.open(name, foreign.pk).status_code == 404
    assert "Foreign" not in pages.text("connector-list")


def test_pages_need_the_same_queries_however_much_there_is(lead: Actor, owner: Actor, pages: Pages) -> None:
    one = make_connector(lead, owner=owner, vendor=make_vendor(lead))
    make_connector(lead, "Second")
    few = [pages.queries("connector-list"), pages.queries("connector", one.pk)]
    for number in range(200):
        soon = lead.today + timedelta(days=number)
        make_connector(
            lead, f"More {number}", owner=owner if number % 2 else None, credential_expires_on=soon
        )
    for _turn in range(3):
        edit_connector(actor=lead, connector=one, values={"note": f"n{_turn}"})
        one.approvals.create(
            workspace_id=lead.workspace_id,
            recipe="R",
            approved_by="B",
            approved_on=lead.today,
            recorded_by_id=lead.user_id,
        )
    assert [pages.queries("connector-list"), pages.queries("connector", one.pk)] == few
    assert max(few) <= 7


def test_credentials_at_their_end_are_work_of_their_owner(lead: Actor, owner: Actor) -> None:
    soon = lead.today + timedelta(days=3)
    mine = make_connector(lead, "Mine", owner=owner, credential_expires_on=soon, credential_label="key-1")
    make_connector(lead, "Later", owner=owner, credential_expires_on=lead.today + timedelta(days=30))
    make_connector(lead, "Lead's", owner=lead, credential_expires_on=soon)
    work = Connector.objects.for_workspace(lead.workspace_id).as_work(owner.user_id, lead.today)
    found = Work(*work.get())
    assert (found.kind, found.key, found.due_on) == ("credential", mine.pk, soon)
    assert (found.title, found.detail, found.owner) == ("Mine", "key-1", owner.user_id)
