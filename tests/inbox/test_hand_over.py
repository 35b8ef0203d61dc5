"""Handing over everything open that one person owns, in one step."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from audits.checklists.actions.items import save_item
from audits.checklists.actions.runs import finish_run
from audits.checklists.models import Finding, Incident, Run, RunItem, Schedule
from audits.commitments.models import Commitment, Contract
from audits.connectors.models import Connector
from audits.evaluations.models import (
    Candidate,
    Clarification,
    Condition,
    Deferral,
    Gap,
    Remark,
    Signature,
    TrialTask,
    Waiver,
)
from audits.inbox import actions
from audits.inbox.actions import PARCELS, hand_over, open_work
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Conflict, Denied, Invalid
from audits.people.actions.guests import invite_guest
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import finish_items, item_of, make_finding, make_run
from tests.evaluations.gap_scenes import lacking
from tests.inbox.scenes import (
    give,
    make_challenge,
    make_condition,
    make_deferral,
    make_signature,
    make_task,
    make_waiver,
    make_wanted,
)
from tests.pages import Pages

pytestmark = pytest.mark.django_db
ALL = [parcel.slug for parcel in PARCELS]


@pytest.fixture
def owner(workspace):
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def colleague(workspace):
    return factories.make_actor(workspace, Role.LEAD, "colleague@halden.example")


def put_up(lead: Actor, owner: Actor, candidate: Candidate) -> Run:
    """One thing of every kind that is the owner's and open."""
    run = make_run(lead, owner=owner.user_id, due_on=lead.today)
    RunItem.objects.filter(run=run).exclude(slug="qt-01").update(owner=None)
    finding = make_finding(lead, run, "qt-02", owner=owner.user_id)
    make_task(candidate, owner)
    make_wanted(lead, candidate, owner)
    # Before there is a decision: a gap of a chosen vendor is a commitment as well.
    lacking(lead, candidate, owner=owner.user_id)
    make_deferral(candidate, owner)
    make_waiver(lead, candidate, owner)
    condition = make_condition(candidate, owner)
    make_signature(lead, condition, owner)
    make_challenge(lead, candidate.evaluation, owner)
    own: dict[str, Any] = {"workspace_id": lead.workspace_id, "owner_id": owner.user_id}
    made = own | {"created_by_id": lead.user_id}
    Incident.objects.create(number=1, title="Calls", finding=finding, opened_by_id=lead.user_id, **own)
    Schedule.objects.create(title="Monthly", checklist="monthly-light", starts_on=lead.today, **made)
    factories.make_connector(lead, "Dialler", owner=owner)
    Commitment.objects.create(vendor=candidate.vendor, number=9, text="In a minute.", **made)
    Contract.objects.create(vendor=candidate.vendor, reference="MSA 7", **made)
    return run


def owners() -> dict[str, set[Any]]:
    runs = (RunItem, Finding, Run, Incident, Schedule, Connector)
    written = (Deferral, Condition, Remark, Waiver, Gap, Signature)
    models = (*runs, Commitment, Contract, TrialTask, Clarification, *written)
    rows = {model.__name__: model._default_manager.exclude(owner=None) for model in models}
    return {name: set(found.values_list("owner", flat=True)) for name, found in rows.items()}


def move(actor, giver, taker, *kinds, **more):
    return hand_over(
        actor=actor,
        giver=factories.user_of(giver),
        taker=taker.user_id if taker else None,
        kinds=kinds or ALL,
        **more,
    )


def test_everything_open_goes_to_one_person_in_one_step(lead, owner, colleague, candidate):
    put_up(lead, owner, candidate)
    moved = move(lead, owner, colleague)["moved"]
    assert moved == dict.fromkeys(ALL, 1)
    assert all(found == {colleague.user_id} for found in owners().values())
    assert open_work(lead.workspace_id, owner.user_id) == {}


def test_it_is_one_event_a_kind_with_ids_and_one_message(lead, owner, colleague, candidate):
    run = put_up(lead, owner, candidate)
    OutboxMessage.objects.all().delete()
    move(lead, owner, colleague)
    events = Event.objects.filter(kind="work.handed_over")
    assert sorted(events.values_list("part", flat=True)) == sorted(ALL)
    assert events.get(part="audits").payload["ids"] == [str(run.pk)]
    assert events.get(part="items").payload["after"] == {"owner": str(factories.user_of(colleague))}
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient_id) == ("work.handed_over", colleague.user_id)
    assert {"what": "Findings", "count": 1} in message.payload["moved"]


def test_only_what_was_chosen_moves(lead, owner, colleague, candidate):
    put_up(lead, owner, candidate)
    assert move(lead, owner, colleague, "findings", "contracts")["moved"] == {"findings": 1, "contracts": 1}
    assert set(open_work(lead.workspace_id, owner.user_id)) == set(ALL) - {"findings", "contracts"}


def test_what_is_finished_keeps_its_owner(lead, owner, colleague):
    run = make_run(lead, owner=owner.user_id)
    finish_items(lead, run)
    finish_run(actor=lead, run=run)
    assert move(lead, owner, colleague)["moved"] == {}
    assert not OutboxMessage.objects.filter(recipient=colleague.user_id).exists()
    assert set(RunItem.objects.values_list("owner", flat=True)) == {owner.user_id}


def test_a_page_that_was_open_before_meets_a_conflict(lead, owner, colleague):
    run = make_run(lead)
    give(run, owner, qt_01=None)
    move(lead, owner, colleague, "items")
    with pytest.raises(Conflict):
        save_item(actor=lead, item=item_of(run, "qt-01"), values={"status": "pass"}, version=0)


def test_nothing_is_moved_when_one_kind_cannot_be(lead, owner, colleague, candidate, monkeypatch):
    put_up(lead, owner, candidate)
    before = owners()

    def broken(deal):
        raise IntegrityError

    last = replace(PARCELS[-1], move=broken)
    monkeypatch.setattr(actions, "PARCELS", (*PARCELS[:-1], last))
    with pytest.raises(IntegrityError):
        move(lead, owner, colleague)
    assert owners() == before
    assert not Event.objects.filter(kind="work.handed_over").exists()


def test_a_leavers_work_is_handed_over_after_their_access_ended(lead, owner, colleague):
    give(make_run(lead), owner, qt_01=None)
    Membership.objects.filter(user=owner.user_id).update(ended_at=clock.now())
    pages = Pages.of(lead)
    assert f"people/{owner.user_id}/hand-over/" in pages.text("people")
    answer = pages.send("hand-over", owner.user_id, taker=colleague.user_id, kinds=["items"])
    assert answer.status_code == 302
    assert RunItem.objects.get(slug="qt-01").owner_id == colleague.user_id


def test_everybody_hands_over_their_own_and_only_that(lead, owner, colleague):
    give(make_run(lead), owner, qt_01=None)
    with pytest.raises(Denied):
        move(owner, lead, colleague)
    assert move(owner, owner, colleague)["moved"] == {"items": 1}
    assert Pages.of(owner).open("hand-over", lead.user_id).status_code == 404


@pytest.mark.parametrize(
    ("role", "kinds", "named"),
    [
        (Role.PANELIST, ["items", "follow-ups"], "Run items"),
        (Role.OWNER, ["items", "follow-ups"], "Follow-ups"),
        (Role.PROCUREMENT, ["connectors"], "Connectors"),
    ],
)
def test_who_cannot_own_a_kind_is_refused_by_its_name(workspace, lead, owner, role, kinds, named):
    taker = factories.make_actor(workspace, role, "taker@halden.example")
    with pytest.raises(Invalid) as refused:
        move(lead, owner, taker, *kinds)
    assert named in refused.value.fields["taker"][0]


def test_a_guest_takes_items_and_findings_and_nothing_else(lead, owner):
    give(make_run(lead), owner, qt_01=None)
    guest = invite_guest(actor=lead, email="kim@agency.example")
    with pytest.raises(Invalid):
        hand_over(actor=lead, giver=factories.user_of(owner), taker=guest.user_id, kinds=["audits"])
    hand_over(actor=lead, giver=factories.user_of(owner), taker=guest.user_id, kinds=["items"])
    assert RunItem.objects.get(slug="qt-01").owner_id == guest.user_id


def test_nobody_nothing_and_a_stranger_are_refused(lead, owner):
    stranger = factories.make_actor(factories.make_workspace("rival"))
    for taker, kinds in [(None, ALL), (owner, ALL), (stranger, ALL), (lead, ["weather"])]:
        with pytest.raises(Invalid):
            move(lead, owner, taker, *kinds)
    with pytest.raises(Invalid):
        hand_over(actor=lead, giver=factories.user_of(owner), taker=lead.user_id, kinds=[])


def test_the_page_counts_what_is_open_and_keeps_what_was_chosen(lead, owner, candidate):
    put_up(lead, owner, candidate)
    page = Pages.of(lead).text("hand-over", owner.user_id)
    assert "Run items: <b>1</b>" in page and "Follow-ups: <b>1</b>" in page
    refused = Pages.of(lead).send("hand-over", owner.user_id, kinds=["items"], taker="")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Choose somebody else." in text
    assert 'value="items" checked' in text and 'value="findings" checked' not in text


def test_sent_twice_it_is_done_once(lead, owner, colleague):
    give(make_run(lead), owner, qt_01=None)
    pages = Pages.of(lead)
    sent = pages.fields("hand-over", owner.user_id) | {"kinds": ["items"], "taker": str(colleague.user_id)}
    for _turn in range(2):
        assert pages.send("hand-over", owner.user_id, **sent).status_code == 302
    assert Event.objects.filter(kind="work.handed_over").count() == 1


def test_the_page_says_when_there_is_nothing(lead):
    assert "You own nothing that is open." in Pages.of(lead).text("hand-over", lead.user_id)


def test_it_takes_as_many_statements_for_many_as_for_few(
    lead, owner, colleague, django_assert_max_num_queries
):
    for _turn in range(4):
        give(make_run(lead), owner, qt_01=None, qt_02=lead.today, qt_03=lead.today + timedelta(days=1))
    with django_assert_max_num_queries(12):
        assert move(lead, owner, colleague, "items")["moved"] == {"items": 12}
