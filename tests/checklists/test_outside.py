"""Items given to somebody outside: one mail, which brings the link and says what was given."""

import pytest

from audits.checklists.actions.outside import assign_by_email
from audits.journal.models import Event, OutboxMessage
from audits.notices.letters import letter
from audits.people.actions.guests import link_of, revoke_guest
from audits.people.models import Guest
from tests.checklists.scenes import item_of

pytestmark = pytest.mark.django_db
EMAIL = "kim@relay.example"


def give(lead, run, *slugs):
    assign_by_email(actor=lead, run=run, items=[item_of(run, slug).pk for slug in slugs], email=EMAIL)
    return Guest.objects.select_related("user", "workspace").get()


@pytest.mark.covers("R089")
def test_somebody_new_gets_one_mail_with_the_link_and_the_items(lead, run):
    guest = give(lead, run, "qt-01", "qt-02")
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient) == ("item.assigned", guest.user)
    body = str(letter(message).body)
    assert f"Open your list: {link_of(guest)}" in body and "QT-01" in body and "QT-02" in body
    assert Event.objects.get(kind="guest.invited").subject == guest.pk


def test_a_guest_with_a_link_is_told_of_what_is_new_alone(lead, run):
    give(lead, run, "qt-01")
    give(lead, run, "qt-02")
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["item.assigned"] * 2
    assert Event.objects.filter(kind="guest.invited").count() == 1


def test_somebody_whose_link_was_taken_back_gets_another_to_what_is_theirs(lead, run):
    revoke_guest(actor=lead, guest=give(lead, run, "qt-01"))
    OutboxMessage.objects.all().delete()
    give(lead, run, "qt-01")
    assert OutboxMessage.objects.get().kind == "guest.invited"
