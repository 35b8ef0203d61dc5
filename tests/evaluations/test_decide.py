"""The decision: refusals, snapshot, reopening."""

from typing import Any

import pytest

from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.objects import confirm_all, save_object, set_unused, waive, waive_crm
from audits.evaluations.actions.scores import save_score
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Candidate, Decision, Evaluation
from audits.kit.refusals import Blocked, Conflict, Decided, Invalid
from audits.people.actor import Actor

pytestmark = pytest.mark.django_db


def choose(actor: Actor, candidate: Candidate, **more: Any) -> dict[str, Any]:
    return decide(
        actor=actor,
        evaluation=candidate.evaluation,
        candidate_id=candidate.pk,
        reason="Best proof.",
        **more,
    )


def test_an_unconfirmed_object_blocks_the_choice(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Blocked) as caught:
        choose(lead, candidate)
    assert len(caught.value.reasons) == 6
    assert Evaluation.objects.get().is_open


@pytest.mark.covers("R034", "R037")
def test_a_hard_stop_blocks_the_choice(lead: Actor, candidate: Candidate) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"write": False}, version=None
    )
    with pytest.raises(Blocked) as caught:
        choose(lead, candidate)
    assert len(caught.value.reasons) == 1


@pytest.mark.covers("R038")
def test_a_waiver_lets_it_be_chosen_and_stays_listed(lead: Actor, candidate: Candidate) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"write": False}, version=None
    )
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="We do not use leads.")
    choose(lead, candidate)
    view = comparison_of(Evaluation.objects.get(), workspace="Halden")
    stop = view.candidates[0].score.hard_stops[0]
    assert stop.waiver is not None and stop.waiver.reason == "We do not use leads."


def test_the_snapshot_is_what_is_shown_afterwards(lead: Actor, candidate: Candidate) -> None:
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    candidate.vendor.name = "Renamed"
    candidate.vendor.save()
    view = comparison_of(Evaluation.objects.get(), workspace="Halden")
    assert view.candidates[0].vendor == "Pipetap" and view.candidates[0].score.points == 4
    assert view.decision is not None and view.decision.reason == "None fits."


def test_a_second_decision_is_refused(lead: Actor, candidate: Candidate) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="Still none.")


def test_a_repeated_decision_answers_the_first_result(lead: Actor, candidate: Candidate) -> None:
    arguments: dict[str, Any] = {
        "actor": lead,
        "evaluation": candidate.evaluation,
        "candidate_id": None,
        "reason": "None fits.",
    }
    assert decide(**arguments, key="k") == decide(**arguments, key="k")
    assert Decision.objects.count() == 1


def test_a_save_since_the_page_was_opened_is_shown_first(lead: Actor, candidate: Candidate) -> None:
    seen = comparison_of(candidate.evaluation, workspace="").change
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    with pytest.raises(Conflict):
        decide(
            actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None.", seen_change=seen
        )
    now = comparison_of(Evaluation.objects.get(), workspace="").change
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None.", seen_change=now)


def test_a_decision_needs_a_reason(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Invalid):
        decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="  ")


def test_reopening_makes_a_new_revision_and_keeps_the_old(lead: Actor, candidate: Candidate) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    reopen(actor=lead, evaluation=candidate.evaluation, reason="Relay delivered.")
    evaluation = Evaluation.objects.get()
    assert (evaluation.is_open, evaluation.revision) == (True, 2)
    assert Decision.objects.get().reopening_reason == "Relay delivered."
    candidate.refresh_from_db()
    assert candidate.is_open


def test_reopening_an_open_evaluation_is_blocked(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Blocked):
        reopen(actor=lead, evaluation=candidate.evaluation, reason="Why not.")


def test_an_object_not_used_by_us_needs_no_further_waiver(lead: Actor, candidate: Candidate) -> None:
    evaluation = candidate.evaluation
    set_unused(actor=lead, evaluation=evaluation, crm="salesforce", name="lead", reason="We have none.")
    with pytest.raises(Blocked):
        waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="Again.")
    others = waive_crm(actor=lead, candidate=candidate, crm="salesforce", reason="Not part of this purchase.")
    assert len(others["waived"]) == 5 and "lead" not in others["waived"]
