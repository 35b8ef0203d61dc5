"""Kept or broken: by hand, by a check that ran, and taken back by the check."""

from uuid import uuid4

import pytest
from django.db import transaction

from audits.commitments.actions.commitments import release
from audits.commitments.actions.judging import judge
from audits.commitments.models import Commitment, Judgement
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import found_by_check, taken_back, taken_over
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(lead: Actor) -> Commitment:
    return taken_over(lead)[0]


def state(commitment: Commitment) -> str:
    return Commitment.objects.get(pk=commitment.pk).state


def test_a_check_that_fails_breaks_the_promise(lead: Actor, commitment: Commitment) -> None:
    run = uuid4()
    found_by_check(
        lead,
        commitment,
        is_kept=False,
        note="Took 3 minutes.",
        run=run,
        run_title="R-0007 Acceptance",
        check_path="/w/halden/runs/7/#cm-01",
    )
    made = Judgement.objects.get()
    assert state(commitment) == commitment.state == "broken" and commitment.judged_at == made.judged_at
    assert (made.is_kept, made.run, made.run_title) == (False, run, "R-0007 Acceptance")
    event = Event.objects.get(kind="commitment.broken")
    assert (event.subject, event.part) == (commitment.vendor_id, "CM-01")
    assert event.payload["after"] == {"note": "Took 3 minutes.", "check": "R-0007 Acceptance"}


def test_judgements_are_added_and_the_last_one_speaks(lead: Actor, commitment: Commitment) -> None:
    for is_kept in (True, False, True):
        judge(actor=lead, commitment=commitment, is_kept=is_kept, note="Seen.")
    assert state(commitment) == "kept"
    assert [row.is_kept for row in commitment.judgements.all()] == [True, False, True]


def test_it_happens_in_the_transaction_of_its_check_or_not_at_all(
    lead: Actor, commitment: Commitment
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        found_by_check(lead, commitment, is_kept=True, run=uuid4())
        raise ZeroDivisionError
    assert state(commitment) == "open"
    assert not Judgement.objects.exists() and not Event.objects.filter(kind="commitment.kept").exists()


def test_broken_by_hand_says_what_was_seen(lead: Actor, commitment: Commitment) -> None:
    with pytest.raises(Invalid) as caught:
        judge(actor=lead, commitment=commitment, is_kept=False, note=" ")
    assert set(caught.value.fields) == {"note"} and not Judgement.objects.exists()
    judge(actor=lead, commitment=commitment, is_kept=True)
    assert state(commitment) == "kept"


def test_its_owner_may_judge_it_and_another_owner_may_not(
    workspace: Workspace, lead: Actor, commitment: Commitment
) -> None:
    owner = make_actor(workspace, Role.OWNER)
    with pytest.raises(Denied):
        judge(actor=owner, commitment=commitment, is_kept=True)
    commitment.owner_id = owner.user_id
    judge(actor=owner, commitment=commitment, is_kept=True)
    assert Judgement.objects.get().judged_by_id == owner.user_id


def test_a_panelist_who_once_owned_it_may_not(
    workspace: Workspace, lead: Actor, commitment: Commitment
) -> None:
    panelist = make_actor(workspace, Role.PANELIST)
    commitment.owner_id = panelist.user_id
    with pytest.raises(Denied):
        judge(actor=panelist, commitment=commitment, is_kept=True)


def test_whoever_passes_a_check_need_not_own_the_commitment(workspace: Workspace, lead: Actor) -> None:
    [commitment] = taken_over(lead)
    owner = make_actor(workspace, Role.OWNER)
    found_by_check(owner, commitment, is_kept=True, run=uuid4())
    assert state(commitment) == "kept"


def test_somebody_elses_judgement_since_is_shown_first(lead: Actor, commitment: Commitment) -> None:
    seen = commitment.version
    judge(actor=lead, commitment=commitment, is_kept=False, note="Slow.", version=seen)
    with pytest.raises(Conflict) as caught:
        judge(actor=lead, commitment=commitment, is_kept=True, version=seen)
    assert caught.value.version == seen + 1 and state(commitment) == "broken"


def test_a_repeated_judgement_is_one(lead: Actor, commitment: Commitment) -> None:
    for _turn in range(2):
        judge(actor=lead, commitment=commitment, is_kept=True, key="k")
    assert Judgement.objects.count() == 1


def test_a_released_one_is_not_judged_by_hand_and_keeps_what_a_check_finds(
    lead: Actor, commitment: Commitment
) -> None:
    release(actor=lead, commitment=commitment, reason="Not used.")
    with pytest.raises(Blocked):
        judge(actor=lead, commitment=commitment, is_kept=True)
    found_by_check(lead, commitment, is_kept=False, run=uuid4())
    assert state(commitment) == "released" and Judgement.objects.count() == 1


def test_a_check_that_is_open_again_no_longer_counts(lead: Actor, commitment: Commitment) -> None:
    first, second = uuid4(), uuid4()
    found_by_check(lead, commitment, is_kept=True, run=first)
    found_by_check(lead, commitment, is_kept=False, run=second)
    taken_back(lead, commitment, second)
    assert state(commitment) == commitment.state == "kept"
    taken_back(lead, commitment, first)
    assert state(commitment) == "open" and commitment.judged_at is None
    found_by_check(lead, commitment, is_kept=False, run=first)
    assert state(commitment) == "broken"
    assert [row.is_kept for row in commitment.judgements.all()] == [False, None, None, False, True]


def test_a_released_one_stays_released_when_a_check_opens_again(lead: Actor, commitment: Commitment) -> None:
    run = uuid4()
    found_by_check(lead, commitment, is_kept=True, run=run)
    release(actor=lead, commitment=commitment, reason="Not used.")
    taken_back(lead, commitment, run)
    assert state(commitment) == "released"


def test_a_secret_in_what_was_seen_is_masked(lead: Actor, commitment: Commitment) -> None:
    judge(actor=lead, commitment=commitment, is_kept=False, note="password=hunter2hunter2 worked")
    assert "hunter2hunter2" not in Judgement.objects.get().note


def test_another_workspaces_commitment_is_not_judged(lead: Actor) -> None:
    [foreign] = taken_over(make_actor(make_workspace("rival"), Role.LEAD))
    with pytest.raises(Commitment.DoesNotExist):
        judge(actor=lead, commitment=foreign, is_kept=True)
    assert state(foreign) == "open"
