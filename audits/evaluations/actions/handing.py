"""Handing over what somebody has open in evaluations: trial tasks, gaps, requests to vendors,
decisions that were put off, conditions of a choice."""

from uuid import UUID

from django.db.models import F, QuerySet

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
from audits.journal.handing import HandOver


def tasks_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[TrialTask]:
    return TrialTask.objects.for_workspace(workspace_id).undone().filter(owner_id=owner_id)


def hand_over_tasks(deal: HandOver) -> int:
    """Their candidates are touched first, as by every save: what is decided meanwhile stays as it was."""
    rows = tasks_of(deal.actor.workspace_id, deal.giver.pk)
    touch_all(set(rows.values_list("trial__candidate_id", flat=True)))
    return deal.give("follow-ups", rows)


def clarifications_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Clarification]:
    """Requests of open evaluations, whether they wait for an answer or have it: both may bring more."""
    return Clarification.objects.for_workspace(workspace_id).running().filter(owner_id=owner_id)


def hand_over_clarifications(deal: HandOver) -> int:
    rows = clarifications_of(deal.actor.workspace_id, deal.giver.pk)
    touch_all(set(rows.values_list("candidate_id", flat=True)))
    return deal.give("clarifications", rows)


def deferrals_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Deferral]:
    return Deferral.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_deferrals(deal: HandOver) -> int:
    rows = deferrals_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("deferrals", rows)


def conditions_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Condition]:
    return Condition.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_conditions(deal: HandOver) -> int:
    """Of decisions that stand; they are nothing that a decision froze."""
    rows = conditions_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("conditions", rows)


def waivers_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Waiver]:
    """Those that end, of candidates that can still be chosen."""
    return Waiver.objects.for_workspace(workspace_id).running().filter(owner_id=owner_id)


def hand_over_waivers(deal: HandOver) -> int:
    """Whose name stands under a waiver does not change; who sees to its end does."""
    rows = waivers_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("waivers", rows)


def challenges_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Remark]:
    """Challenges that wait for their answer; a decision does not close them."""
    return Remark.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_challenges(deal: HandOver) -> int:
    rows = challenges_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("challenges", rows)


def gaps_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Gap]:
    """Open ones that are still followed up, also after the decision."""
    return Gap.objects.for_workspace(workspace_id).open().followed().filter(owner_id=owner_id)


def hand_over_gaps(deal: HandOver) -> int:
    rows = gaps_of(deal.actor.workspace_id, deal.giver.pk)
    candidates = set(rows.values_list("candidate_id", flat=True))
    Candidate.objects.filter(pk__in=candidates).update(change=F("change") + 1)
    return deal.give("gaps", rows, version=F("version") + 1)


def signatures_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Signature]:
    """Sign-offs they asked for, that wait for an answer or whose challenge does."""
    return Signature.objects.for_workspace(workspace_id).of_owner(owner_id)


def hand_over_signatures(deal: HandOver) -> int:
    rows = signatures_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("sign-offs", rows)


def touch_all(candidates: set[UUID]) -> None:
    Candidate.objects.filter(pk__in=candidates, is_open=True).update(change=F("change") + 1)
