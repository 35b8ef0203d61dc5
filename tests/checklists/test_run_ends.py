"""A run's own fields, its end with the next audit, opening it again, and its history."""

import pytest

from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Run, Schedule
from audits.people.roles import Role
from tests import factories
from tests.checklists.run_client import text_of
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


def finish(pages, run, **values):
    given = {"choice": "planned", "next_on": "2126-01-05", "owner": "", **values}
    return pages.send("run-finish", run.pk, **given)


def test_a_run_with_open_items_says_which_and_links_to_each(lead, pages, run):
    make_finding(lead, run, "qt-02")
    text = pages.text("run-finish", run.pk)
    for slug in ("qt-01", "qt-03", "qt-04", "qt-05"):
        assert f"{pages.address('run', run.pk)}#item-{slug}" in text
    assert "#item-qt-02" not in text and "1 of 5 items have their result" in text


@pytest.mark.covers("R151")
def test_finishing_asks_for_the_next_date_and_owner_and_plans_it(lead, pages, run, owner):
    finish_items(lead, run)
    assert "When does the next audit come, and whose is it?" in pages.text("run-finish", run.pk)
    answer = finish(pages, run, owner=str(owner.user_id))
    assert answer.headers["Location"] == pages.address("run", run.pk)
    run.refresh_from_db()
    assert (run.status, run.finished_by_id) == ("finished", lead.user_id)
    schedule = Schedule.objects.get()
    assert (str(schedule.next_on), schedule.owner_id) == ("2126-01-05", owner.user_id)


def test_a_date_in_the_past_is_refused_and_the_run_stays_open(lead, pages, run):
    finish_items(lead, run)
    answer = finish(pages, run, next_on="2020-01-05")
    assert answer.status_code == 422
    assert answer.context["form"].errors["next_on"]
    run.refresh_from_db()
    assert run.is_open


def test_a_run_cannot_be_finished_around_its_page(pages, run):
    answer = finish(pages, run)
    assert answer.status_code == 409
    assert "Still without a result" in text_of(answer)
    assert not Schedule.objects.exists()


def test_its_owner_may_finish_it_and_another_owner_may_not(workspace, lead, owner):
    run = make_run(lead, owner=owner.user_id)
    finish_items(lead, run)
    other = factories.make_actor(workspace, Role.OWNER, "other@halden.example")
    assert Pages.of(other).open("run-finish", run.pk).status_code == 403
    assert finish(Pages.of(owner), run).status_code == 302


def test_a_finished_run_is_opened_again_with_a_reason(lead, pages, run):
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    assert pages.send("run-reopen", run.pk, reason="").status_code == 422
    pages.send("run-reopen", run.pk, reason="The vendor shipped again.")
    run.refresh_from_db()
    assert run.is_open
    assert "The vendor shipped again." in pages.text("run-journal", run.pk)


def test_title_owner_and_date_are_edited_while_items_are_saved(lead, pages, run, owner):
    fields = pages.fields("run-edit", run.pk)
    make_finding(lead, run)
    answer = pages.send("run-edit", run.pk, **{**fields, "title": "Autumn look", "owner": str(owner.user_id)})
    assert answer.status_code == 302
    run.refresh_from_db()
    assert (run.title, run.owner_id) == ("Autumn look", owner.user_id)


def test_an_edit_of_what_somebody_else_changed_shows_theirs(pages, run):
    fields = pages.fields("run-edit", run.pk)
    pages.send("run-edit", run.pk, **{**fields, "title": "Theirs"})
    answer = pages.send("run-edit", run.pk, **{**fields, "title": "Mine"})
    assert answer.status_code == 409
    assert "It now says: Theirs" in text_of(answer) and 'value="Mine"' in text_of(answer)
    assert Run.objects.get().title == "Theirs"


@pytest.mark.covers("R157")
def test_the_journal_tells_of_items_and_their_findings_by_their_codes(lead, pages, run):
    finding = make_finding(lead, run, "qt-02")
    text = pages.text("run-journal", run.pk)
    assert "Item QT-02" in text and finding.code in text and "Run started" in text


def test_a_long_journal_is_paged(lead, pages, run):
    for number in range(60):
        pages.send("item-save", run.pk, "qt-01", note=f"Look {number}", version=number)
    first = pages.open("run-journal", run.pk)
    assert len(first.context["lines"]) == 50
    rest = pages.open("run-journal", run.pk, after=first.context["page"].next_key)
    assert 0 < len(rest.context["lines"]) < 50
    assert item_of(run, "qt-01").note == "Look 59"
