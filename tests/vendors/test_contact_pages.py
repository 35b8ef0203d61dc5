"""A vendor's contacts."""

import pytest

from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.vendors.models import Contact, Vendor
from tests.factories import make_actor, make_vendor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Reyes", "role": "Solutions", "email": "ada@relay.example", "phone": "+1 555 0100"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def vendor(lead: Actor) -> Vendor:
    return make_vendor(lead, "Relay")


@pytest.fixture
def contact(pages: Pages, vendor: Vendor) -> Contact:
    assert pages.send("contact-new", vendor.pk, **ADA).status_code == 302
    return Contact.objects.get()


@pytest.mark.covers("R001")
def test_a_contact_is_added_and_shown(pages: Pages, contact: Contact) -> None:
    text = pages.text("vendor", contact.vendor_id)
    assert all(value in text for value in ADA.values())
    assert "Contact Ada Reyes added" in text


def test_a_contact_is_edited(pages: Pages, contact: Contact) -> None:
    values = {**pages.fields("contact-edit", contact.pk), "role": "CTO"}
    assert pages.send("contact-edit", contact.pk, **values).status_code == 302
    contact.refresh_from_db()
    assert contact.role == "CTO" and Event.objects.filter(kind="contact.edited").exists()


def test_a_contact_is_removed_and_the_journal_keeps_it(pages: Pages, contact: Contact) -> None:
    pages.send("contact-remove", contact.pk)
    assert not Contact.objects.exists()
    assert "Contact Ada Reyes removed" in pages.text("vendor", contact.vendor_id)


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("email", "no address"), ("phone", "1" * 51)])
def test_bad_input_is_answered_at_its_field(pages: Pages, vendor: Vendor, field: str, value: str) -> None:
    sent = pages.send("contact-new", vendor.pk, **{**ADA, field: value})
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert not Contact.objects.exists()


def test_another_workspaces_contact_is_not_found(contact: Contact) -> None:
    rival = Pages.of(make_actor(make_workspace("rival"), Role.LEAD))
    assert rival.open("contact-edit", contact.pk).status_code == 404
    assert rival.send("contact-remove", contact.pk).status_code == 404
    assert Contact.objects.exists()
