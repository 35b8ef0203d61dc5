"""Contracts: their dates, what is in them, and the decision before notice ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from audits.commitments.actions.clauses import Held, clauses_of, save_clauses
from audits.commitments.actions.contracts import archive_contract, edit_contract, make_contract, settle_notice
from audits.commitments.models import Clause, Contract
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import contracted, promised, taken_over, vendor_of
from tests.factories import make_actor, make_vendor, make_workspace

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def test_a_contract_is_recorded_with_its_dates(lead: Actor) -> None:
    row = contracted(lead, signed_on=DAY, notice_on=DAY, owner=lead.user_id)
    assert (row.reference, row.signed_on, row.owner_id) == ("MSA-12", DAY, lead.user_id)
    event = Event.objects.get(kind="contract.made")
    assert (event.subject, event.part) == (row.vendor_id, "MSA-12")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"reference": ""}, {"reference"}),
        ({"reference": "x" * 201}, {"reference"}),
        ({"reference": "A", "starts_on": DAY, "ends_on": DAY - timedelta(1)}, {"ends_on"}),
        ({"reference": "A", "starts_on": DAY, "renews_on": DAY - timedelta(1)}, {"renews_on"}),
        ({"reference": "A", "ends_on": DAY, "notice_on": DAY + timedelta(1)}, {"notice_on"}),
        ({"reference": "A", "owner": "nobody@halden.example", "note": "a\x00"}, {"owner", "note"}),
        ({"reference": "A", "settlement": "x"}, {"settlement"}),
    ],
)
def test_wrong_values_are_refused_by_field(lead: Actor, values: Any, fields: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        make_contract(actor=lead, vendor=vendor_of(lead), values=values)
    assert set(caught.value.fields) == fields and not Contract.objects.exists()


def test_dates_are_held_against_those_that_stand(lead: Actor) -> None:
    row = contracted(lead, starts_on=DAY, ends_on=DAY)
    with pytest.raises(Invalid) as caught:
        edit_contract(actor=lead, contract=row, values={"notice_on": DAY + timedelta(1)}, version=0)
    assert set(caught.value.fields) == {"notice_on"} and Contract.objects.get().version == 0


def test_a_stale_edit_is_a_conflict(lead: Actor) -> None:
    row = contracted(lead)
    edit_contract(actor=lead, contract=row, values={"note": "Theirs."}, version=0)
    with pytest.raises(Conflict) as caught:
        edit_contract(actor=lead, contract=row, values={"note": "Mine."}, version=0)
    assert caught.value.theirs["note"] == "Theirs." and Contract.objects.get().note == "Theirs."


def test_notice_is_settled_once_with_what_was_decided(lead: Actor) -> None:
    row = contracted(lead, notice_on=DAY)
    with pytest.raises(Invalid):
        settle_notice(actor=lead, contract=row, settlement=" ")
    settle_notice(actor=lead, contract=row, settlement="Renewed with the figures in.")
    row.refresh_from_db()
    assert row.settlement == "Renewed with the figures in." and row.settled_by_id == lead.user_id
    assert not row.is_notice_due(DAY)
    with pytest.raises(Blocked):
        settle_notice(actor=lead, contract=row, settlement="Ended.")


def test_another_last_day_of_notice_asks_again(lead: Actor) -> None:
    row = contracted(lead, notice_on=DAY)
    settle_notice(actor=lead, contract=row, settlement="Renewed.")
    edit_contract(actor=lead, contract=row, values={"note": "Filed."}, version=None)
    row.refresh_from_db()
    assert row.settled_at is not None
    edit_contract(actor=lead, contract=row, values={"notice_on": DAY + timedelta(365)}, version=None)
    row.refresh_from_db()
    assert row.settled_at is None and row.settlement == ""
    assert Event.objects.get(kind="contract.settled").payload["after"]["settlement"] == "Renewed."


def test_its_owner_may_settle_it_and_nobody_else(workspace: Workspace, lead: Actor) -> None:
    owner = make_actor(workspace, Role.OWNER)
    row = contracted(lead, notice_on=DAY)
    with pytest.raises(Denied):
        settle_notice(actor=owner, contract=row, settlement="Renewed.")
    edit_contract(actor=lead, contract=row, values={"owner": owner.user_id}, version=0)
    row.refresh_from_db()
    settle_notice(actor=owner, contract=row, settlement="Renewed.", version=row.version)
    assert Contract.objects.get().settled_by_id == owner.user_id


def test_an_archived_contract_is_nobodys_work(lead: Actor) -> None:
    row = contracted(lead, notice_on=DAY)
    archive_contract(actor=lead, contract=row, archived=True)
    row.refresh_from_db()
    assert not row.is_notice_due(DAY) and not Contract.objects.notice_due(DAY).exists()
    with pytest.raises(Blocked):
        archive_contract(actor=lead, contract=row, archived=True)
    archive_contract(actor=lead, contract=row, archived=False)
    assert Contract.objects.notice_due(DAY).exists()


def test_all_clauses_are_set_in_one_go(lead: Actor) -> None:
    rows = taken_over(lead, promised(), promised("B."), promised("C."))
    contract = contracted(lead)
    held = {
        rows[0].pk: Held(True, "§ 4.2"),
        rows[1].pk: Held(False, "They refused."),
        rows[2].pk: Held(None),
    }
    assert save_clauses(actor=lead, contract=contract, held=held, version=0) == {"changed": 2}
    assert clauses_of(contract) == {rows[0].pk: Held(True, "§ 4.2"), rows[1].pk: Held(False, "They refused.")}
    event = Event.objects.get(kind="clauses.saved")
    assert event.payload["after"] == {
        "CM-01": "in the contract: § 4.2",
        "CM-02": "not in the contract: They refused.",
    }


def test_only_clauses_that_differ_are_written(lead: Actor) -> None:
    rows = taken_over(lead, promised(), promised("B."))
    contract = contracted(lead)
    held = {row.pk: Held(True, "§ 1") for row in rows}
    save_clauses(actor=lead, contract=contract, held=held, version=0)
    kept = Clause.objects.get(commitment=rows[0])
    changed = {rows[0].pk: Held(True, "§ 1"), rows[1].pk: Held(None)}
    assert save_clauses(actor=lead, contract=contract, held=changed, version=1) == {"changed": 1}
    assert list(Clause.objects.all()) == [kept]
    assert save_clauses(actor=lead, contract=contract, held=changed, version=2) == {"changed": 0}


@pytest.mark.parametrize(
    ("held", "field"),
    [(Held(True), "place"), (Held(None, "§ 4"), "in"), (Held(True, "x" * 201), "place")],
)
def test_a_clause_without_sense_is_refused_at_its_field(lead: Actor, held: Held, field: str) -> None:
    rows = taken_over(lead, promised(), promised("B."))
    contract = contracted(lead)
    both = {rows[0].pk: Held(True, "§ 4"), rows[1].pk: held}
    with pytest.raises(Invalid) as caught:
        save_clauses(actor=lead, contract=contract, held=both, version=0)
    assert set(caught.value.fields) == {f"{field}-{rows[1].pk}"} and not Clause.objects.exists()


def test_clauses_seen_before_somebody_elses_are_a_conflict(lead: Actor) -> None:
    [row] = taken_over(lead)
    contract = contracted(lead)
    save_clauses(actor=lead, contract=contract, held={row.pk: Held(False)}, version=0)
    with pytest.raises(Conflict) as caught:
        save_clauses(actor=lead, contract=contract, held={row.pk: Held(True, "§ 4")}, version=0)
    assert caught.value.theirs == {f"in-{row.pk}": "not in the contract"}


def test_a_commitment_of_another_vendor_has_no_place_in_it(lead: Actor) -> None:
    contract = contracted(lead)
    other = make_vendor(lead, "Northwind")
    from_other = taken_over(make_actor(make_workspace("rival"), Role.LEAD))[0]
    from_other.vendor = other
    with pytest.raises(Invalid):
        save_clauses(actor=lead, contract=contract, held={from_other.pk: Held(False)}, version=0)
    assert not Clause.objects.exists()


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_write_contracts(workspace: Workspace, lead: Actor, role: str) -> None:
    row = contracted(lead)
    other = make_actor(workspace, role)
    for call in (
        lambda: make_contract(actor=other, vendor=row.vendor, values={"reference": "A"}),
        lambda: edit_contract(actor=other, contract=row, values={"note": "A"}, version=0),
        lambda: save_clauses(actor=other, contract=row, held={}, version=0),
        lambda: archive_contract(actor=other, contract=row, archived=True),
    ):
        with pytest.raises(Denied):
            call()
    assert Contract.objects.get().version == 0


def test_a_secret_in_a_contracts_note_is_masked(lead: Actor) -> None:
    assert "hunter2hunter2" not in contracted(lead, note="password=hunter2hunter2").note
