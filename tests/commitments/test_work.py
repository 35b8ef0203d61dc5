"""What commitments and contracts give somebody to do, in the shape that every kind of work shares."""

from datetime import date, timedelta

import pytest

from audits.commitments.actions.commitments import edit_commitment
from audits.commitments.actions.judging import judge
from audits.commitments.models import Commitment, Contract
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.people.work import Work
from tests.commitments.scenes import by_hand, contracted, promised, taken_over
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


@pytest.fixture
def owner(workspace: Workspace) -> Actor:
    return make_actor(workspace, Role.OWNER)


def work(owner: Actor) -> list[Work]:
    commitments = Commitment.objects.for_workspace(owner.workspace_id).as_work(owner.user_id, TODAY)
    contracts = Contract.objects.for_workspace(owner.workspace_id).as_work(owner.user_id, TODAY)
    return [Work(*row) for row in commitments.union(contracts, all=True).order_by("work_kind")]


def test_a_commitment_and_a_contract_come_from_one_query(lead: Actor, owner: Actor) -> None:
    [row] = taken_over(lead)
    edit_commitment(
        actor=lead, commitment=row, values={"owner": owner.user_id, "due_on": TODAY}, version=None
    )
    contract = contracted(lead, owner=owner.user_id, notice_on=TODAY + timedelta(90))
    first, second = work(owner)
    assert (first.kind, first.key, first.title, first.code) == ("commitment", row.pk, row.text, "1")
    assert (first.due_on, first.detail, first.more, first.state) == (TODAY, "Relay", "st-4", "open")
    assert (first.parent, first.version, first.owner) == (row.vendor_id, 1, owner.user_id)
    assert (second.kind, second.key, second.title) == ("contract", contract.pk, "MSA-12")
    assert (second.due_on, second.detail) == (TODAY + timedelta(90), "Relay")


def test_what_was_judged_or_is_far_away_is_no_work(lead: Actor, owner: Actor) -> None:
    row = by_hand(lead, owner=owner.user_id)
    judge(actor=lead, commitment=row, is_kept=True)
    contracted(lead, owner=owner.user_id, notice_on=TODAY + timedelta(91))
    contracted(lead, "No date", owner=owner.user_id)
    assert work(owner) == []


def test_work_is_its_owners(lead: Actor, owner: Actor) -> None:
    by_hand(lead, owner=lead.user_id)
    taken_over(lead, promised())
    assert work(owner) == [] and len(work(lead)) == 1
