"""One recorder writes the verdicts of a panel's demo; the others propose theirs and keep their own notes."""

from typing import Any, cast

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.demos import end, pause, start
from audits.evaluations.actions.proposals import ProposalValues, save_proposal, take_over
from audits.evaluations.models import Answer, Proposal
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Conflict, Decided, Denied, Invalid
from audits.people.roles import Role
from tests.evaluations.declaring import in_panel_mode, panelist
from tests.factories import candidate_of, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya(workspace):
    return panelist(workspace)


@pytest.fixture
def shared(evaluation):
    """A candidate of a panel's evaluation."""
    return candidate_of(in_panel_mode(evaluation))


@pytest.fixture
def demo(lead, shared):
    """A demo that the lead records."""
    start(actor=lead, candidate=shared)
    return shared


def answer(actor, candidate, **values: Any):
    return save_answer(
        actor=actor, candidate=candidate, question="eh-1", values=cast(AnswerValues, values), version=None
    )


def propose(actor, candidate, version=0, **values: Any):
    given = cast(ProposalValues, values)
    save_proposal(actor=actor, candidate=candidate, question="eh-1", values=given, version=version)
    return Proposal.objects.get(person=actor.user_id)


def stored(candidate):
    return Answer.objects.get(candidate=candidate, question__slug="eh-1")


@pytest.mark.parametrize("values", [{"verdict": "strong"}, {"proof": "sandbox"}, {"is_vague": True}])
def test_while_a_demo_runs_the_recorder_alone_writes_verdicts(lead, priya, demo, values):
    with pytest.raises(Blocked, match="Propose yours instead"):
        answer(priya, demo, **values)
    answer(lead, demo, **values)
    assert stored(demo).version == 1


def test_a_pause_changes_nothing_and_the_end_frees_everybody(lead, priya, demo):
    pause(actor=lead, candidate=demo)
    with pytest.raises(Blocked):
        answer(priya, demo, verdict="strong")
    end(actor=lead, candidate=demo)
    answer(priya, demo, verdict="strong")
    assert stored(demo).verdict == "strong"


def test_notes_facts_and_marks_stay_everybodys(priya, demo):
    answer(priya, demo, note="A log under Settings.", follow_up=True)
    assert stored(demo).note == "A log under Settings."


def test_before_any_demo_everybody_writes_verdicts(priya, shared):
    answer(priya, shared, verdict="partial")
    assert stored(shared).verdict == "partial"


def test_solo_evaluations_have_no_recorders_rule(lead, priya, candidate):
    start(actor=lead, candidate=candidate)
    answer(priya, candidate, verdict="partial")
    assert stored(candidate).verdict == "partial"


def test_a_proposal_changes_no_answer(priya, demo):
    row = propose(priya, demo, verdict="partial", proof="sandbox", note="Only an e-mail.")
    assert (row.verdict, row.proof, row.note, row.version) == ("partial", "sandbox", "Only an e-mail.", 1)
    assert stored(demo).verdict == ""


def test_each_has_their_own(workspace, priya, demo):
    propose(priya, demo, verdict="partial")
    propose(panelist(workspace, "marek"), demo, verdict="none")
    assert set(Proposal.objects.values_list("verdict", flat=True)) == {"partial", "none"}


def test_a_stale_proposal_of_ones_own_is_a_conflict(priya, demo):
    propose(priya, demo, note="First.")
    with pytest.raises(Conflict):
        propose(priya, demo, note="From the other laptop.")
    assert Proposal.objects.get().note == "First."


@pytest.mark.parametrize("values", [{"verdict": "superb"}, {"points": 3}, {"is_vague": True}])
def test_what_is_no_proposal_is_refused(priya, demo, values):
    with pytest.raises(Invalid):
        propose(priya, demo, **values)
    assert not Proposal.objects.exists()


def test_a_solo_evaluation_takes_no_proposals(priya, candidate):
    with pytest.raises(Blocked):
        propose(priya, candidate, verdict="strong")


def test_procurement_proposes_nothing(workspace, demo):
    with pytest.raises(Denied):
        propose(make_actor(workspace, Role.PROCUREMENT), demo, verdict="strong")


def test_the_recorder_takes_a_proposal_over(lead, priya, demo):
    row = propose(priya, demo, verdict="partial", proof="sandbox", note="Only an e-mail.")
    take_over(actor=lead, candidate=demo, proposal=row)
    now = stored(demo)
    assert (now.verdict, now.proof, now.note, now.saved_by_id) == ("partial", "sandbox", "", lead.user_id)
    after = Event.objects.get(kind="proposal.taken").payload["after"]
    assert after == {"verdict": "partial", "proof": "sandbox", "proposed_by": "Priya"}


def test_nobody_but_the_recorder_takes_one_over(workspace, priya, demo):
    row = propose(priya, demo, verdict="partial")
    with pytest.raises(Blocked):
        take_over(actor=panelist(workspace, "marek"), candidate=demo, proposal=row)
    assert stored(demo).version == 0


def test_taking_over_twice_under_one_key_writes_once(lead, priya, demo):
    row = propose(priya, demo, verdict="partial")
    first = take_over(actor=lead, candidate=demo, proposal=row, key="k")
    again = take_over(actor=lead, candidate=demo, proposal=row, key="k")
    assert (first["version"], again["version"], stored(demo).version) == (1, 1, 1)


def test_the_decision_freezes_proposals(lead, priya, evaluation, demo):
    row = propose(priya, demo, verdict="partial")
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        propose(priya, demo, 1, verdict="strong")
    with pytest.raises(Decided):
        take_over(actor=lead, candidate=demo, proposal=row)
