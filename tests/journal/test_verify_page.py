"""The page that checks the journal, and the seals as a file."""

import pytest

from audits.journal.models import Event, Seal
from audits.journal.sealing import seal_now
from audits.people.roles import Role
from tests import factories
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(workspace, evaluation):
    seal_now(workspace.pk)
    return Pages.of(factories.make_actor(workspace, Role.PROCUREMENT))


def test_procurement_checks_a_journal_that_is_whole(pages):
    html = pages.send("journal-verify").content.decode()
    assert "The journal is whole" in html and Seal.objects.latest("pk").head in html


def test_the_page_names_the_first_event_that_is_not_as_it_was(pages):
    event = Event.objects.order_by("pk")[1]
    Event.objects.filter(pk=event.pk).update(part="somebody else")
    html = pages.send("journal-verify").content.decode()
    assert f"Event {event.pk} was changed after it was recorded." in html


def test_opening_the_page_checks_nothing(pages):
    assert "The journal is whole" not in pages.text("journal-verify")


def test_a_head_from_a_report_is_looked_up(pages):
    head = Seal.objects.latest("pk").head
    assert "Seal 1 of" in pages.text("journal-verify", head=head.upper())
    assert "No seal of this workspace" in pages.text("journal-verify", head="abc")


def test_all_seals_come_as_a_file(pages):
    answer = pages.open("journal-seals")
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("seal,") and Seal.objects.latest("pk").head in lines[1]
    assert "attachment" in answer["Content-Disposition"]


def test_the_journal_leads_to_it_for_whoever_may(pages, lead):
    assert pages.address("journal-verify") in pages.text("journal")
    assert pages.address("journal-verify") not in Pages.of(lead).text("journal")
