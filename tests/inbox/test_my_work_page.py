"""My work: one list of everything that somebody has to do, by when it is due."""

import re
from datetime import timedelta
from typing import Any

import pytest

from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Incident, RunItem
from audits.commitments.models import Commitment, Contract
from audits.inbox.kinds import KINDS
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import finish_items, make_finding, make_run
from tests.evaluations.gap_scenes import lacking
from tests.factories import make_connector
from tests.inbox.scenes import (
    give,
    make_challenge,
    make_condition,
    make_deferral,
    make_objection,
    make_signature,
    make_task,
    make_waiver,
    make_wanted,
    many_findings,
    many_items,
)
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(workspace):
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def pages(owner):
    return Pages.of(owner)


def sections(response: Any) -> dict[str, list[str]]:
    """What stands under each heading."""
    found = response.context["sections"]
    return {section.title: [row.entry.code or row.entry.name for row in section.rows] for section in found}


@pytest.mark.covers("R090")
def test_items_stand_under_overdue_today_this_week_later_and_without_a_date(lead, owner, pages, monkeypatch):
    run, monday = make_run(lead), lead.today - timedelta(days=lead.today.weekday())
    monkeypatch.setattr(Actor, "today", monday)
    give(run, owner, qt_01=monday - timedelta(days=1), qt_02=monday, qt_03=monday + timedelta(days=6))
    give(run, owner, qt_04=monday + timedelta(days=7), qt_05=None)
    assert sections(pages.open("my-work")) == {
        "Overdue": ["QT-01"],
        "Today": ["QT-02"],
        "This week": ["QT-03"],
        "Later": ["QT-04"],
        "Without a date": ["QT-05"],
    }


def test_an_item_without_a_date_is_due_with_its_run(lead, owner, pages):
    run = make_run(lead, due_on=lead.today)
    give(run, owner, qt_01=None)
    assert sections(pages.open("my-work")) == {"Today": ["QT-01"]}


@pytest.mark.covers("R090")
def test_every_kind_of_work_is_in_the_one_list(lead, owner, pages, candidate):
    run = make_run(lead, owner=owner.user_id)
    RunItem.objects.filter(run=run).exclude(slug="qt-01").update(owner=None)
    finding = make_finding(lead, run, "qt-02", owner=owner.user_id)
    make_task(candidate, owner)
    make_wanted(lead, candidate, owner)
    make_deferral(candidate, owner)
    lacking(lead, candidate, owner=owner.user_id)
    condition = make_condition(candidate, owner)
    make_signature(lead, condition, owner)
    make_objection(lead, condition, owner)
    make_waiver(lead, candidate, owner)
    make_challenge(lead, candidate.evaluation, owner)
    make_connector(lead, "Mailer", owner=owner, credential_expires_on=lead.today)
    own: dict[str, Any] = {"owner_id": owner.user_id, "workspace_id": lead.workspace_id}
    Incident.objects.create(number=1, title="Calls", finding=finding, opened_by_id=lead.user_id, **own)
    own |= {"vendor": candidate.vendor, "created_by_id": lead.user_id}
    Commitment.objects.create(number=9, text="Calls land in a minute.", **own)
    Contract.objects.create(reference="MSA 7", notice_on=lead.today, **own)
    rows = pages.open("my-work").context["rows"]
    kinds = {row.entry.kind for row in rows}
    assert kinds == set(KINDS)
    assert all(row.entry.path.startswith("/w/halden/") for row in rows)


def test_what_is_finished_is_no_work_any_more(lead, owner, pages):
    run = make_run(lead, owner=owner.user_id)
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    assert sections(pages.open("my-work")) == {}
    assert "Nothing waits for you" in pages.text("my-work")


def test_it_says_what_is_late_and_what_the_check_expects(lead, owner, pages):
    give(make_run(lead, title="November triage"), owner, qt_02=lead.today - timedelta(days=2))
    text = pages.text("my-work")
    assert "2 days late" in text
    assert "November triage: Empty" in text
    assert re.search(r'data-count="all">1<.*data-count="late">1<', text)


def test_what_others_own_is_not_shown(lead, owner, pages):
    other = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    give(make_run(lead), lead, qt_01=lead.today)
    give(make_run(other), other, qt_01=other.today)
    assert sections(pages.open("my-work")) == {}


def test_counts_what_was_closed_in_the_last_seven_days(lead, owner, pages):
    run = make_run(lead)
    give(run, lead, qt_01=None)
    finish_items(lead, run)
    make_finding(lead, run, "qt-02")
    closed = Pages.of(lead).open("my-work").context["closed"]
    assert (closed["pass"], closed["fail"], closed["resolved"]) == (4, 1, 0)
    assert "pass" not in pages.open("my-work").context["closed"]


def test_lead_sees_the_teams_work_by_person(lead, owner):
    run = make_run(lead)
    give(run, owner, qt_01=lead.today)
    give(run, lead, qt_02=lead.today)
    pages = Pages.of(lead)
    assert sections(pages.open("my-work")) == {"Today": ["QT-02"]}
    assert sections(pages.open("my-work", who="team")) == {"Lead": ["QT-02"], "Owner": ["QT-01"]}
    one = pages.open("my-work", who="team", person=owner.user_id)
    assert sections(one) == {"Today": ["QT-01"]}


def test_team_shows_what_somebody_who_left_still_owns(lead, owner):
    give(make_run(lead), owner, qt_01=lead.today)
    Membership.objects.filter(user_id=owner.user_id).update(ended_at=lead.today.isoformat() + "T00:00Z")
    assert sections(Pages.of(lead).open("my-work", who="team")) == {"Owner": ["QT-01"]}


def test_the_teams_work_is_for_those_who_lead(pages):
    assert pages.open("my-work", who="team").status_code == 403


@pytest.mark.parametrize("asked", [{"after": "rubbish"}, {"person": "x", "who": "team"}, {"passed": "x"}])
def test_what_is_not_understood_is_as_if_not_asked(lead, asked):
    assert Pages.of(lead).open("my-work", **asked).status_code == 200


@pytest.mark.covers("R090")
def test_500_entries_take_six_queries_as_five_do(lead, owner, pages):
    many_items(lead, owner, 5)
    few = pages.queries("my-work")
    many_items(lead, owner, 245)
    many_findings(lead, owner, 250)
    assert len(pages.open("my-work").context["rows"]) == 500
    assert pages.queries("my-work") == few <= 6
    assert Pages.of(lead).queries("my-work", who="team") <= 6


@pytest.mark.parametrize("who", [{}, {"who": "team"}])
def test_pages_show_each_entry_once_in_order(lead, owner, pages, who, monkeypatch):
    monkeypatch.setattr("audits.inbox.entries.PER_PAGE", 4)
    many_items(lead, owner, 6)
    many_findings(lead, owner, 3)
    give(make_run(lead), lead, qt_01=lead.today, qt_02=None)
    pages, found = Pages.of(lead) if who else pages, []
    after: dict[str, Any] = {}
    for _turn in range(5):
        page = pages.open("my-work", **who, **after).context["page"]
        found += page.rows
        if page.next_key is None:
            break
        after = {"after": page.next_key}
    keys = [(work.owner if who else 0, work.due_on is None, work.due_on or 0, work.key) for work in found]
    assert keys == sorted(keys)
    assert len(found) == len(set(found)) == (11 if who else 9)


def test_a_promise_is_judged_from_the_list(lead, owner, pages, candidate):
    made = Commitment.objects.create(
        workspace_id=lead.workspace_id,
        vendor=candidate.vendor,
        number=1,
        text="Calls land in a minute.",
        question="st-2",
        owner_id=owner.user_id,
        created_by_id=lead.user_id,
    )
    text = pages.text("my-work")
    assert "Promised by Pipetap in ST-2" in text
    judged = pages.address("commitment-judge", made.pk, outcome="broken")
    assert judged in text
    assert pages.client.get(judged).context["form"]["outcome"].value() == "broken"
