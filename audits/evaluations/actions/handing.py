"""Handing over the trial tasks that somebody has not done."""

from uuid import UUID

from django.db.models import F, QuerySet

from audits.evaluations.models import Candidate, TrialTask
from audits.journal.handing import HandOver


def tasks_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[TrialTask]:
    return TrialTask.objects.for_workspace(workspace_id).undone().filter(owner_id=owner_id)


def hand_over_tasks(deal: HandOver) -> int:
    """Their candidates are touched first, as by every save: what is decided meanwhile stays as it was."""
    rows = tasks_of(deal.actor.workspace_id, deal.giver.pk)
    candidates = set(rows.values_list("trial__candidate_id", flat=True))
    Candidate.objects.filter(pk__in=candidates, is_open=True).update(change=F("change") + 1)
    keys = list(rows.values_list("pk", flat=True))
    TrialTask.objects.filter(pk__in=keys).update(owner=deal.taker)
    return deal.told("follow-ups", keys)
