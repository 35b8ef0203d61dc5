"""The gap register: what a ruling needs, who may write what, what a decision makes of it (R055-R057)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audits.commitments.models import Commitment
from audits.evaluations.actions.decide import decide, reopen
from audits.evaluations.actions.gaps import close_gap, edit_gap, open_low, reopen_gap
from audits.evaluations.actions.objects import confirm_all
from audits.evaluations.comparison import snapshot
from audits.evaluations.comparison.load import load_candidate, load_saved
from audits.evaluations.models import Candidate, Evaluation, Gap
from audits.evaluations.screen.advice import band_advice
from audits.evaluations.views.compare_words import asked
from audits.journal.models import Event, OutboxMessage
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evaluations.gap_scenes import fresh, lacking, score_all
from tests.factories import candidate_of, make_actor, make_evaluation

pytestmark = pytest.mark.django_db


def choose(actor: Actor, candidate: Candidate) -> None:
    confirm_all(actor=actor, candidate=candidate, crm="salesforce")
    decide(actor=actor, evaluation=candidate.evaluation, candidate_id=candidate.pk, reason="Best.")


@pytest.mark.covers("R056")
def test_a_gap_gets_the_next_number_and_tells_the_journal(lead: Actor, candidate: Candidate) -> None:
    assert [lacking(lead, candidate).code, lacking(lead, candidate).code] == ["G-01", "G-02"]
    event = Event.objects.filter(kind="gap.opened", subject=candidate.pk).order_by("pk")[0]
    assert event.part == "G-01" and event.payload["after"]["ruling"] == "blocking"


@pytest.mark.covers("R056")
@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("title", {"title": " "}),
        ("dimension", {"dimension": "no-such"}),
        ("ruling", {"ruling": "maybe"}),
        ("reason", {"reason": ""}),
        ("owner", {"owner": None}),
        ("owner", {"owner": "nobody@halden.example"}),
        ("expires_on", {"expires_on": "later"}),
        ("title", {"title": "x" * 201}),
    ],
)
def test_what_is_missing_is_refused_at_its_field(
    lead: Actor, candidate: Candidate, field: str, changed: dict[str, Any]
) -> None:
    if changed.get("expires_on"):
        changed = {"expires_on": lead.today + timedelta(days=9)}
    with pytest.raises(Invalid) as refused:
        lacking(lead, candidate, **changed)
    assert list(refused.value.fields) == [field]
    assert not Gap.objects.exists()


def test_an_acceptance_cannot_end_in_the_past_but_keeps_a_day_that_has_passed(
    lead: Actor, candidate: Candidate
) -> None:
    accepted = {"ruling": "acceptable", "vendor_on": None}
    with pytest.raises(Invalid):
        lacking(lead, candidate, **accepted, expires_on=lead.today - timedelta(days=1))
    gap = lacking(lead, candidate, **accepted, expires_on=lead.today)
    with clock.at(clock.now() + timedelta(days=3)):
        edit_gap(
            actor=lead,
            gap=fresh(gap),
            values={"mitigation": "None.", "expires_on": gap.expires_on},
            version=1,
        )
    assert fresh(gap).mitigation == "None."


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_open_a_gap(workspace: Workspace, candidate: Candidate, role: str) -> None:
    with pytest.raises(Denied):
        lacking(make_actor(workspace, role), candidate)


def test_its_owner_writes_what_they_do_about_it_and_nothing_else(
    lead: Actor, workspace: Workspace, candidate: Candidate
) -> None:
    owner = make_actor(workspace, Role.OWNER)
    gap = lacking(lead, candidate, owner=owner.user_id)
    edit_gap(actor=owner, gap=gap, values={"mitigation": "Views by territory."}, version=1)
    assert fresh(gap).mitigation == "Views by territory."
    with pytest.raises(Denied):
        edit_gap(actor=owner, gap=gap, values={"ruling": "acceptable"}, version=2)
    with pytest.raises(Denied):
        close_gap(actor=make_actor(workspace, Role.OWNER, "other@halden.example"), gap=gap, how="Gone.")
    close_gap(actor=owner, gap=gap, how="The filter is there.")
    assert not fresh(gap).is_open


def test_a_stale_version_changes_nothing_and_shows_both(lead: Actor, candidate: Candidate) -> None:
    gap = lacking(lead, candidate)
    edit_gap(actor=lead, gap=gap, values={"workflow": "Routing"}, version=1)
    with pytest.raises(Conflict) as refused:
        edit_gap(actor=lead, gap=gap, values={"workflow": "Billing"}, version=1)
    assert refused.value.theirs["workflow"] == "Routing" and refused.value.version == 2
    assert fresh(gap).workflow == "Routing"


def test_closed_and_opened_again_each_once_and_with_words(lead: Actor, candidate: Candidate) -> None:
    gap = lacking(lead, candidate)
    with pytest.raises(Invalid):
        close_gap(actor=lead, gap=gap, how=" ")
    close_gap(actor=lead, gap=gap, how="Delivered in 4.2.")
    with pytest.raises(Blocked):
        close_gap(actor=lead, gap=gap, how="Again.")
    reopen_gap(actor=lead, gap=gap, reason="It came back.")
    with pytest.raises(Blocked):
        reopen_gap(actor=lead, gap=gap, reason="Again.")
    kinds = Event.objects.filter(part="G-01").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["gap.opened", "gap.closed", "gap.reopened"]


@pytest.mark.covers("R055")
def test_low_dimensions_become_gaps_in_one_tap_each_once(lead: Actor, candidate: Candidate) -> None:
    score_all(lead, candidate, 4, sync_timing=2, permission_scoping=3)
    wanted = ["sync-timing", "permission-scoping", "error-handling"]
    assert open_low(actor=lead, candidate=candidate, dimensions=wanted) == 2
    assert list(Gap.objects.values_list("title", flat=True)) == ["Seen in the demo"] * 2
    with pytest.raises(Blocked):
        open_low(actor=lead, candidate=candidate, dimensions=wanted)


@pytest.mark.covers("R057")
def test_no_advice_to_sign_is_given_while_a_blocking_gap_is_open(lead: Actor, candidate: Candidate) -> None:
    score_all(lead, candidate, 5)
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    framework = candidate.evaluation.document
    gap = lacking(lead, candidate)
    for view in (load_candidate(candidate, whole=False), load_saved(candidate)):
        advice = band_advice(view, framework)
        assert advice and advice.text.startswith("No advice to sign")
    assert "G-01 No record filter" in asked(load_candidate(candidate, has_gaps=True), framework).advice
    close_gap(actor=lead, gap=gap, how="Delivered.")
    advice = band_advice(load_saved(candidate), framework)
    assert advice and advice.text == framework.bands[0].advice


@pytest.mark.covers("R056")
def test_an_acceptance_that_is_over_counts_as_not_ruled(lead: Actor, candidate: Candidate) -> None:
    lacking(lead, candidate, ruling="acceptable", vendor_on=None, expires_on=lead.today)
    (gap,) = load_candidate(candidate, whole=False, has_gaps=True).gaps
    assert gap.standing == "acceptable" and not gap.is_unruled
    with clock.at(clock.now() + timedelta(days=1)):
        (gap,) = load_candidate(candidate, whole=False, has_gaps=True).gaps
    assert gap.is_lapsed and gap.is_unruled and not gap.is_blocking


@pytest.mark.covers("R076")
def test_open_gaps_of_the_chosen_vendor_become_commitments(lead: Actor, evaluation: Evaluation) -> None:
    candidate = candidate_of(evaluation)
    gap, closed = lacking(lead, candidate), lacking(lead, candidate, title="Closed before")
    close_gap(actor=lead, gap=closed, how="Shown.")
    choose(lead, candidate)
    made = Commitment.objects.get()
    assert (made.kind, made.text, made.question, made.due_on) == (
        "gap",
        "No record filter",
        "g-01",
        gap.vendor_on,
    )
    assert made.owner is None and made.source_gap == gap.pk and "Territory privacy" in made.words


@pytest.mark.covers("R076")
def test_after_the_decision_the_commitment_keeps_in_step(lead: Actor, candidate: Candidate) -> None:
    choose(lead, candidate)
    gap = lacking(lead, candidate)
    assert Commitment.objects.get().state == "open"
    edit_gap(actor=lead, gap=gap, values={"title": "No filter by owner"}, version=1)
    assert Commitment.objects.get().text == "No filter by owner"
    close_gap(actor=lead, gap=gap, how="Delivered in 4.2.")
    released = Commitment.objects.get()
    assert released.state == "released" and "Delivered in 4.2." in released.release_reason
    reopen_gap(actor=lead, gap=gap, reason="It came back.")
    assert Commitment.objects.get().state == "open"


def test_gaps_of_a_vendor_that_was_not_chosen_make_no_commitment(lead: Actor) -> None:
    evaluation = make_evaluation(lead, vendors=["Alpha", "Beta"])
    lost = candidate_of(evaluation, "Beta")
    lacking(lead, lost)
    choose(lead, candidate_of(evaluation, "Alpha"))
    lacking(lead, Candidate.objects.with_parents().get(pk=lost.pk))
    assert not Commitment.objects.exists()


def test_the_snapshot_keeps_the_gaps_as_they_were(lead: Actor, candidate: Candidate) -> None:
    gap = lacking(lead, candidate)
    choose(lead, candidate)
    close_gap(actor=lead, gap=fresh(gap), how="Delivered.")
    decision = snapshot.decision_of(candidate.evaluation)
    assert decision is not None
    (kept,) = snapshot.from_decision(decision).candidates
    assert kept.blocking_gaps[0].code == "G-01" and kept.has_blocking_gap
    assert not load_candidate(candidate, whole=False).has_blocking_gap
    reopen(actor=lead, evaluation=candidate.evaluation, reason="New facts.")


def test_a_snapshot_from_before_there_were_gaps_still_loads(lead: Actor, candidate: Candidate) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    decision = snapshot.decision_of(candidate.evaluation)
    assert decision is not None and '"gaps":[]' in decision.snapshot
    decision.snapshot = decision.snapshot.replace(',"gaps":[],"has_blocking_gap":false', "")
    assert snapshot.from_decision(decision).candidates[0].gaps == ()


def test_whoever_is_given_a_gap_gets_one_message(
    lead: Actor, workspace: Workspace, candidate: Candidate
) -> None:
    owner = make_actor(workspace, Role.OWNER)
    gap = lacking(lead, candidate, owner=owner.user_id)
    edit_gap(actor=lead, gap=gap, values={"mitigation": "Views.", "owner": owner.user_id}, version=1)
    sent = OutboxMessage.objects.get(kind="gap.assigned")
    assert sent.recipient_id == owner.user_id and sent.payload["gap"]["code"] == "G-01"


def test_the_database_refuses_a_ruling_without_reason_and_a_number_twice(
    lead: Actor, candidate: Candidate
) -> None:
    lacking(lead, candidate)
    lacking(lead, candidate)
    for wrong in ({"reason": ""}, {"number": 1}, {"closed_at": clock.now()}, {"expires_on": lead.today}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gap.objects.update(**wrong)
