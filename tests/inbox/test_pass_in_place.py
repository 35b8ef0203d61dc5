"""Passing a check from the inbox with one tap, and taking it back."""

import re

import pytest

from audits.checklists.actions.items import save_item
from audits.checklists.models import RunItem
from audits.journal.models import Event
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import item_of, make_run
from tests.inbox.scenes import give
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(workspace):
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def pages(owner):
    return Pages.of(owner)


@pytest.fixture
def item(lead, owner):
    run = make_run(lead)
    give(run, owner, qt_02=lead.today)
    return item_of(run, "qt-02")


def tap(pages, name, item, **data):
    return pages.client.post(pages.address(name, item.pk), data, headers=HTMX)


def state_of(item: RunItem) -> tuple[str, int]:
    item.refresh_from_db()
    return item.status, item.version


def test_one_tap_passes_and_the_answer_offers_to_undo(pages, owner, item):
    answer = tap(pages, "work-pass", item, version=0).content.decode()
    assert state_of(item) == ("pass", 1)
    assert "QT-02 passed." in answer and "Undo" in answer
    assert f'<li id="task-{item.pk}" hx-swap-oob="true" hidden>' in answer
    assert Event.objects.get(kind="item.saved").actor_id == owner.user_id


@pytest.mark.parametrize("was", ["todo", "doing", "blocked"])
def test_undo_puts_it_back_where_it_was(lead, pages, item, was):
    save_item(actor=lead, item=item, values={"status": was})
    answer = tap(pages, "work-pass", item, version=1).content.decode()
    sent = dict(re.findall(r'name="(version|was)" value="([^"]+)"', answer))
    answer = tap(pages, "work-undo", item, **sent).content.decode()
    assert state_of(item) == (was, 3)
    assert f'id="task-{item.pk}" hx-swap-oob="true"' in answer and "QT-02" in answer


def test_without_scripts_the_next_page_offers_to_undo(pages, item):
    answer = pages.send("work-pass", item.pk, version=0)
    page = pages.client.get(answer["Location"]).content.decode()
    assert "QT-02 passed." in page and 'name="was" value="todo"' in page
    assert pages.send("work-undo", item.pk, version=1, was="todo").status_code == 302
    assert state_of(item) == ("todo", 2)


def test_what_somebody_saved_meanwhile_is_not_passed_over(lead, pages, item):
    save_item(actor=lead, item=item, values={"status": "blocked", "note": "No access."})
    answer = tap(pages, "work-pass", item, version=0)
    assert (answer.status_code, state_of(item)) == (409, ("blocked", 1))
    text = answer.content.decode()
    assert "Lead changed this in the meantime." in text and 'name="version" value="1"' in text


def test_what_somebody_finished_meanwhile_leaves_the_list(lead, pages, item):
    save_item(actor=lead, item=item, values={"status": "n/a", "note": "We have no queues."})
    answer = tap(pages, "work-pass", item, version=0)
    assert answer.status_code == 409 and f'<li id="task-{item.pk}" hx-swap-oob="true" hidden>' in (
        answer.content.decode()
    )


def test_a_date_that_somebody_moved_meanwhile_is_no_conflict(lead, pages, item):
    save_item(actor=lead, item=item, values={"due_on": None})
    assert tap(pages, "work-pass", item, version=0).status_code == 200
    assert state_of(item) == ("pass", 2)


def test_without_scripts_a_conflict_is_a_page(lead, pages, item):
    save_item(actor=lead, item=item, values={"status": "blocked"})
    assert pages.send("work-pass", item.pk, version=0).status_code == 409


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("work-pass", {}),
        ("work-pass", {"version": "x"}),
        ("work-pass", {"version": "9" * 5000}),
        ("work-undo", {"version": 0}),
        ("work-undo", {"version": 0, "was": "fail"}),
    ],
)
def test_a_request_without_what_the_page_sends_is_refused(pages, item, name, sent):
    assert (tap(pages, name, item, **sent).status_code, state_of(item)) == (422, ("todo", 0))


def test_another_owners_item_is_not_passed(workspace, item):
    other = Pages.of(factories.make_actor(workspace, Role.OWNER, "other@halden.example"))
    assert (tap(other, "work-pass", item, version=0).status_code, state_of(item)) == (403, ("todo", 0))
