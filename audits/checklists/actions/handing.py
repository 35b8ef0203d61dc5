"""Handing over what somebody owns of audits and has not finished."""

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


def hand_over_items(deal: HandOver) -> int:
    """Their runs are touched first, as by every save: a run that is finished meanwhile keeps its items."""
    rows = items_of(deal.actor.workspace_id, deal.giver.pk)
    runs = held(Run.objects.open().filter(pk__in=rows.values("run_id")))
    Run.objects.filter(pk__in=runs).update(change=F("change") + 1)
    keys = held(rows)
    RunItem.objects.filter(pk__in=keys).update(
        owner=deal.taker, version=F("version") + 1, saved_at=clock.now(), saved_by_id=deal.actor.user_id
    )
    return deal.told("items", keys)


def hand_over_findings(deal: HandOver) -> int:
    keys = held(findings_of(deal.actor.workspace_id, deal.giver.pk))
    Finding.objects.filter(pk__in=keys).update(
        owner=deal.taker, version=F("version") + 1, saved_at=clock.now(), saved_by_id=deal.actor.user_id
    )
    return deal.told("findings", keys)


def hand_over_runs(deal: HandOver) -> int:
    keys = held(runs_of(deal.actor.workspace_id, deal.giver.pk))
    Run.objects.filter(pk__in=keys).update(owner=deal.taker, change=F("change") + 1)
    return deal.told("audits", keys)


def hand_over_incidents(deal: HandOver) -> int:
    keys = held(incidents_of(deal.actor.workspace_id, deal.giver.pk))
    Incident.objects.filter(pk__in=keys).update(owner=deal.taker, change=F("change") + 1)
    return deal.told("incidents", keys)


def hand_over_schedules(deal: HandOver) -> int:
    """The runs that they start from now on are the new owner's."""
    keys = held(schedules_of(deal.actor.workspace_id, deal.giver.pk))
    Schedule.objects.filter(pk__in=keys).update(owner=deal.taker, version=F("version") + 1)
    return deal.told("schedules", keys)
