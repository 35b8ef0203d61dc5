"""Handing over what somebody owns of audits and has not finished."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from audits.checklists.models import Finding, Incident, Run, RunItem, Schedule
from audits.journal.handing import HandOver
from audits.kit import clock
from audits.people.rows import held


def items_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[RunItem]:
    return RunItem.objects.for_workspace(workspace_id).undone().filter(owner_id=owner_id)


def findings_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Finding]:
    return Finding.objects.for_workspace(workspace_id).work().filter(owner_id=owner_id)


def runs_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Run]:
    return Run.objects.for_workspace(workspace_id).open().filter(owner_id=owner_id)


def incidents_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Incident]:
    return Incident.objects.for_workspace(workspace_id).open().filter(owner_id=owner_id)


def schedules_of(workspace_id: UUID, owner_id: UUID) -> QuerySet[Schedule]:
    return Schedule.objects.for_workspace(workspace_id).filter(owner_id=owner_id, ended_at=None)


def saved(deal: HandOver) -> dict[str, Any]:
    """What a save of an item or a finding leaves in its row."""
    return {"version": F("version") + 1, "saved_at": clock.now(), "saved_by_id": deal.actor.user_id}


def hand_over_items(deal: HandOver) -> int:
    """Their runs are touched first, as by every save: a run that is finished meanwhile keeps its items."""
    rows = items_of(deal.actor.workspace_id, deal.giver.pk)
    runs = held(Run.objects.open().filter(pk__in=rows.values("run_id")))
    Run.objects.filter(pk__in=runs).update(change=F("change") + 1)
    return deal.give("items", rows, **saved(deal))


def hand_over_findings(deal: HandOver) -> int:
    rows = findings_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("findings", rows, **saved(deal))


def hand_over_runs(deal: HandOver) -> int:
    rows = runs_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("audits", rows, change=F("change") + 1)


def hand_over_incidents(deal: HandOver) -> int:
    rows = incidents_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("incidents", rows, change=F("change") + 1)


def hand_over_schedules(deal: HandOver) -> int:
    """The runs that they start from now on are the new owner's."""
    rows = schedules_of(deal.actor.workspace_id, deal.giver.pk)
    return deal.give("schedules", rows, version=F("version") + 1)
