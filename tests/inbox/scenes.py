"""Work of many kinds for the tests of the inbox."""

from datetime import date, timedelta
from typing import Any

from audits.checklists.models import Finding, Run, RunItem
from audits.evaluations.actions.objects import waive
from audits.evaluations.actions.remarks import make_remark
from audits.evaluations.models import (
    Candidate,
    Clarification,
    Condition,
    Decision,
    Deferral,
    Evaluation,
    ObjectCheck,
    Remark,
    Signature,
    Trial,
    TrialTask,
    Waiver,
)
from audits.evaluations.remarks import Line
from audits.kit import clock
from audits.people.actor import Actor
from tests.checklists.scenes import make_run
from tests.evaluations.award_scenes import ask as ask_to_sign
from tests.evaluations.award_scenes import challenged, made_pdf
from tests.evaluations.clarification_scenes import ask


def give(run: Run, owner: Actor, **due: date | None) -> None:
    """Items of a run to one person, each with its due date: `qt_01=…`."""
    for name, due_on in due.items():
        items = RunItem.objects.filter(run=run, slug=name.replace("_", "-"))
        assert items.update(owner_id=owner.user_id, due_on=due_on) == 1


def make_task(candidate: Candidate, owner: Actor, **values: Any) -> TrialTask:
    """Something to see in a trial of the candidate."""
    today = owner.today
    trial = Trial.objects.filter(candidate=candidate).first() or Trial.objects.create(
        workspace_id=owner.workspace_id,
        candidate=candidate,
        starts_on=today,
        ends_on=today + timedelta(days=9),
        created_by_id=owner.user_id,
    )
    asked = set(trial.tasks.values_list("question_id", flat=True))
    answer = candidate.answers.exclude(question_id__in=asked).order_by("pk")[0]
    return TrialTask.objects.create(
        workspace_id=owner.workspace_id,
        trial=trial,
        question=answer.question,
        owner_id=owner.user_id,
        **{"text": "See the mapping.", **values},
    )


def make_wanted(lead: Actor, candidate: Candidate, owner: Actor) -> Clarification:
    """A request of the owner's whose vendor asks for another link."""
    row = ask(lead, candidate)
    Clarification.objects.filter(pk=row.pk).update(owner=owner.user_id, wanted_at=clock.now())
    return row


def make_deferral(candidate: Candidate, owner: Actor) -> Deferral:
    """A decision that the owner has to come back to."""
    return Deferral.objects.create(
        workspace_id=owner.workspace_id,
        evaluation=candidate.evaluation,
        revision=1,
        reason="No budget.",
        back_on=owner.today,
        owner_id=owner.user_id,
        deferred_by_id=owner.user_id,
    )


def make_condition(candidate: Candidate, owner: Actor) -> Condition:
    """What the owner has to see to before a choice of the candidate holds."""
    decision = Decision.objects.create(
        workspace_id=owner.workspace_id,
        evaluation=candidate.evaluation,
        revision=9,
        candidate=candidate,
        reason="Best.",
        decided_by_id=owner.user_id,
        snapshot="{}",
    )
    return Condition.objects.create(
        workspace_id=owner.workspace_id,
        decision=decision,
        number=1,
        text="Logs can be read.",
        owner_id=owner.user_id,
        due_on=owner.today,
    )


def make_waiver(lead: Actor, candidate: Candidate, owner: Actor) -> Waiver:
    """A waiver that ends today, and the owner sees to it."""
    row = ObjectCheck.objects.filter(candidate=candidate, crm="salesforce", object="lead").get()
    terms: dict[str, Any] = {"reason": "Soon.", "expires_on": lead.today}
    waive(actor=lead, candidate=candidate, crm=row.crm, name=row.object, **terms)
    row.waivers.update(owner=owner.user_id)
    return row.waivers.get()


def make_challenge(lead: Actor, evaluation: Evaluation, owner: Actor) -> Remark:
    """A challenge that waits for the owner's answer."""
    made = make_remark(
        actor=lead, evaluation=evaluation, line=Line(), kind="challenge", words="Who has seen this?"
    )
    Remark.objects.filter(pk=made["id"]).update(owner=owner.user_id)
    return Remark.objects.get(pk=made["id"])


def make_signature(lead: Actor, condition: Condition, owner: Actor) -> Signature:
    """A sign-off of the condition's decision that the owner has asked a member for."""
    row = ask_to_sign(lead, condition.decision, lead)
    Signature.objects.filter(pk=row.pk).update(owner=owner.user_id, recipient=owner.user_id)
    return row


def make_objection(lead: Actor, condition: Condition, owner: Actor) -> Signature:
    """A challenge that lands with the owner."""
    row = ask_to_sign(lead, condition.decision)
    challenged(row, made_pdf(condition.decision))
    Signature.objects.filter(pk=row.pk).update(owner=owner.user_id)
    return row


def many_items(lead: Actor, owner: Actor, number: int) -> list[Run]:
    """So many items of one person, in as many runs as it takes, each a day later than the one before."""
    runs = []
    for _ in range(-(-number // 5)):
        runs.append(make_run(lead))
    items = RunItem.objects.filter(run__in=runs).order_by("pk")[:number]
    for place, item in enumerate(items):
        item.owner_id, item.due_on = owner.user_id, lead.today + timedelta(days=place - 3)
    RunItem.objects.bulk_update(items, ["owner_id", "due_on"])
    return runs


def many_findings(lead: Actor, owner: Actor, number: int) -> None:
    """So many open findings of one person, without a date."""
    common = {"workspace_id": lead.workspace_id, "created_by_id": lead.user_id, "saved_by_id": lead.user_id}
    Finding.objects.bulk_create(
        Finding(number=place + 1, title=f"Finding {place + 1}", owner_id=owner.user_id, **common)
        for place in range(number)
    )
