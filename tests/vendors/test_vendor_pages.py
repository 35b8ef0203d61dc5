"""The pages of vendors: list, form, duplicates, archive."""

import re

import pytest

from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.vendors.actions import archive_vendor, edit_vendor
from audits.vendors.models import Vendor
from tests.factories import make_actor, make_evaluation, make_vendor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.mark.covers("R001")
def test_a_vendor_is_made_with_product_and_claimed_crms(pages: Pages) -> None:
    sent = pages.send(
        "vendor-new",
        name="Relay",
        product="Relay Outbound",
        website="https://relay.example",
        crms=["hubspot"],
    )
    vendor = Vendor.objects.get()
    assert sent.status_code == 302 and sent["Location"] == pages.address("vendor", vendor.pk)
    assert (vendor.name, vendor.product, vendor.crms) == ("Relay", "Relay Outbound", ["hubspot"])
    assert "Relay Outbound" in pages.text("vendor", vendor.pk)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("relay.example", "https://relay.example"), ("http://relay.example/x", "http://relay.example/x")],
)
def test_a_website_without_its_scheme_is_taken_as_https(pages: Pages, typed: str, kept: str) -> None:
    assert 'type="url"' not in pages.text("vendor-new")
    assert pages.send("vendor-new", name="Relay", website=typed).status_code == 302
    assert Vendor.objects.get().website == kept


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required"),
        ("name", "a\x00b", "cannot be stored"),
        ("name", "x" * 201, "1 character too long"),
        ("website", "javascript:alert(1)", "starts with http"),
        ("crms", ["zoho"], "not one of the available choices"),
    ],
)
def test_bad_input_is_answered_at_its_field(pages: Pages, field: str, value: object, said: str) -> None:
    sent = pages.send("vendor-new", **{"name": "Relay", "note": "kept words", field: value})
    assert sent.status_code == 422
    assert said in sent.content.decode() and "kept words" in sent.content.decode()
    assert field in sent.context["form"].errors and not Vendor.objects.exists()


@pytest.mark.covers("R001")
def test_a_likely_duplicate_is_asked_about_and_can_be_meant(lead: Actor, pages: Pages) -> None:
    other = make_vendor(lead, "Relay")
    sent = pages.send("vendor-new", name="RELAY", product="Second")
    assert sent.status_code == 422 and pages.address("vendor", other.pk) in sent.content.decode()
    assert Vendor.objects.count() == 1
    # Enter presses the first button of a form: that one must ask again.
    buttons = re.findall(r'<button[^>]*type="submit"[^>]*>', sent.content.decode().split("<form")[-1])
    assert "is_another" not in buttons[0] and "is_another" in buttons[1]
    assert pages.send("vendor-new", name="RELAY", product="Second", is_another="yes").status_code == 302
    assert Vendor.objects.count() == 2


def test_a_double_click_makes_one_vendor(pages: Pages) -> None:
    values = {**pages.fields("vendor-new"), "name": "Relay", "is_another": "yes"}
    first, second = (pages.send("vendor-new", **values) for _turn in range(2))
    assert first["Location"] == second["Location"]
    assert Vendor.objects.count() == 1


def test_an_edit_is_saved_with_before_and_after(lead: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "Relay")
    values = {**pages.fields("vendor-edit", vendor.pk), "name": "Relay Inc"}
    assert pages.send("vendor-edit", vendor.pk, **values).status_code == 302
    event = Event.objects.get(kind="vendor.edited")
    assert (event.payload["before"]["name"], event.payload["after"]["name"]) == ("Relay", "Relay Inc")
    assert "Relay Inc" in pages.text("vendor", vendor.pk)


def test_an_edit_over_somebody_elses_shows_both(lead: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "Relay")
    values = {**pages.fields("vendor-edit", vendor.pk), "note": "mine"}
    edit_vendor(actor=lead, vendor=vendor, values={"note": "theirs"})
    sent = pages.send("vendor-edit", vendor.pk, **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "mine" in text and "It now says: theirs" in text
    # Sent once more as the page now stands, it overwrites what was shown.
    again = {**values, "seen": sent.context["form"]["seen"].value()}
    assert pages.send("vendor-edit", vendor.pk, **again).status_code == 302
    vendor.refresh_from_db()
    assert vendor.note == "mine"


@pytest.mark.covers("R001")
def test_an_archived_vendor_leaves_the_list_and_comes_back(lead: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "Relay")
    pages.send("vendor-archive", vendor.pk)
    assert "Relay" not in pages.text("vendor-list")
    assert "Relay" in pages.text("vendor-list", show="archived")
    pages.send("vendor-unarchive", vendor.pk)
    assert "Relay" in pages.text("vendor-list")


def test_the_list_is_searched_by_name_and_paged_by_key(lead: Actor, pages: Pages) -> None:
    for number in range(52):
        make_vendor(lead, f"{'Vendor' if number % 2 else 'vendor'} {number:02d}")
    first = pages.open("vendor-list")
    shown = [row.name for row in first.context["page"].rows]
    rest = pages.open("vendor-list", after=first.context["page"].next_key).context["page"]
    assert len(shown) == 50 and [row.name for row in rest.rows] == ["vendor 50", "Vendor 51"]
    assert rest.next_key is None
    found = pages.open("vendor-list", q="07").context["page"].rows
    assert [row.name for row in found] == ["Vendor 07"]


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"q": "\x00"}, {"show": "what"}])
def test_an_address_that_makes_no_sense_shows_the_list(
    lead: Actor, pages: Pages, query: dict[str, str]
) -> None:
    make_vendor(lead, "Relay")
    assert "Relay" in pages.text("vendor-list", **query)


def test_names_are_escaped(lead: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead, "<b>Relay</b>")
    assert "<b>Relay</b>" not in pages.text("vendor", vendor.pk) + pages.text("vendor-list")


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_read_and_do_not_write(workspace: Workspace, lead: Actor, role: str) -> None:
    vendor = make_vendor(lead, "Relay")
    reader = Pages.of(make_actor(workspace, role))
    text = reader.text("vendor", vendor.pk) + reader.text("vendor-list")
    assert reader.address("vendor-edit", vendor.pk) not in text
    assert reader.address("vendor-new") not in text
    assert reader.send("vendor-edit", vendor.pk, name="X").status_code == 403
    assert reader.send("vendor-archive", vendor.pk).status_code == 403


def test_owners_see_none_of_it(workspace: Workspace, lead: Actor) -> None:
    vendor = make_vendor(lead)
    owner = Pages.of(make_actor(workspace, Role.OWNER))
    assert owner.open("vendor-list").status_code == 403
    for name in ("vendor", "vendor-evaluations"):
        assert owner.open(name, vendor.pk).status_code == 403


def test_another_workspaces_vendor_is_not_found(lead: Actor, pages: Pages) -> None:
    rival = make_actor(make_workspace("rival"), Role.LEAD)
    foreign = make_vendor(rival, "Foreign")
    for name in ("vendor", "vendor-edit", "contact-new", "vendor-evaluations"):
        assert pages.open(name, foreign.pk).status_code == 404


def test_the_page_shows_where_the_vendor_was_a_candidate(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay"])
    vendor = Vendor.objects.get()
    text = pages.text("vendor-evaluations", vendor.pk)
    assert evaluation.title in text and "0 of 31 questions answered" in text and "of 40" in text


def test_pages_need_the_same_queries_however_much_there_is(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay"])
    vendor = evaluation.candidates.get().vendor
    few = [pages.queries("vendor-list"), pages.queries("vendor-evaluations", vendor.pk)]
    for number in range(3):
        other = make_evaluation(lead, vendors=[f"V{number}"])
        other.candidates.update(vendor=vendor)
    assert [pages.queries("vendor-list"), pages.queries("vendor-evaluations", vendor.pk)] == few
    assert max(few) <= 10


def test_archiving_is_in_the_journal_of_the_vendor(lead: Actor, pages: Pages) -> None:
    vendor = make_vendor(lead)
    archive_vendor(actor=lead, vendor=vendor, archived=True)
    assert "Vendor archived" in pages.text("vendor", vendor.pk)
