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
    keys = list(rows.values_list("pk", flat=True))
    TrialTask.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("follow-ups", keys)


def clarifications_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Clarification]:
    """Requests of open evaluations, whether they wait for an answer or have it: both may bring more."""
    return Clarification.objects.for_workspace(workspace_id).running().filter(owner_id=owner_id)


def hand_over_clarifications(deal: HandOver) -> int:
    rows = clarifications_of(deal.actor.workspace_id, deal.giver.pk)
    touch_all(set(rows.values_list("candidate_id", flat=True)))
    keys = list(rows.values_list("pk", flat=True))
    Clarification.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("clarifications", keys)


def deferrals_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Deferral]:
    return Deferral.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_deferrals(deal: HandOver) -> int:
    keys = list(deferrals_of(deal.actor.workspace_id, deal.giver.pk).values_list("pk", flat=True))
    Deferral.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("deferrals", keys)


def conditions_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Condition]:
    return Condition.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_conditions(deal: HandOver) -> int:
    """Of decisions that stand; they are nothing that a decision froze."""
    keys = list(conditions_of(deal.actor.workspace_id, deal.giver.pk).values_list("pk", flat=True))
    Condition.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("conditions", keys)


def waivers_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Waiver]:
    """Those that end, of candidates that can still be chosen."""
    return Waiver.objects.for_workspace(workspace_id).running().filter(owner_id=owner_id)


def hand_over_waivers(deal: HandOver) -> int:
    """Whose name stands under a waiver does not change; who sees to its end does."""
    keys = list(waivers_of(deal.actor.workspace_id, deal.giver.pk).values_list("pk", flat=True))
    Waiver.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("waivers", keys)


def challenges_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Remark]:
    """Challenges that wait for their answer; a decision does not close them."""
    return Remark.objects.for_workspace(workspace_id).waiting().filter(owner_id=owner_id)


def hand_over_challenges(deal: HandOver) -> int:
    keys = list(challenges_of(deal.actor.workspace_id, deal.giver.pk).values_list("pk", flat=True))
    Remark.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("challenges", keys)


def gaps_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Gap]:
    """Open ones that are still followed up, also after the decision."""
    return Gap.objects.for_workspace(workspace_id).open().followed().filter(owner_id=owner_id)


def hand_over_gaps(deal: HandOver) -> int:
    rows = gaps_of(deal.actor.workspace_id, deal.giver.pk)
    candidates = set(rows.values_list("candidate_id", flat=True))
    Candidate.objects.filter(pk__in=candidates).update(change=F("change") + 1)
    keys = list(rows.values_list("pk", flat=True))
    Gap.objects.filter(pk__in=keys).update(owner=deal.taker, version=F("version") + 1)
    return deal.told("gaps", keys)


def signatures_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Signature]:
    """Sign-offs they asked for, that wait for an answer or whose challenge does."""
    return Signature.objects.for_workspace(workspace_id).of_owner(owner_id)


def hand_over_signatures(deal: HandOver) -> int:
    keys = list(signatures_of(deal.actor.workspace_id, deal.giver.pk).values_list("pk", flat=True))
    Signature.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("sign-offs", keys)


def touch_all(candidates: set[UUID]) -> None:
    Candidate.objects.filter(pk__in=candidates, is_open=True).update(change=F("change") + 1)
