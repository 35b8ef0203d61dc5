"""The next audit, asked for when a run is finished (R151, point 30)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from audits.checklists.actions.plans import Plan, coming
from audits.checklists.actions.runs import clean_version, finish_run, named, require_lead_or_owner
from audits.checklists.actions.schedules import end_schedule, put_down, standing, write
from audits.checklists.actions.slots import last_done, next_columns, zone_of
from audits.checklists.models import Run, Schedule
from audits.checklists.models.run import RunKind
from audits.checklists.models.schedule import MORNING, Unit
from audits.checklists.recurrence import months_after
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner

LIGHT = (RunKind.TRIAGE, RunKind.MONTHLY)
MONTHS_LIGHT, MONTHS_DEEP = 1, 3
DUE_DAYS = 7


@dataclass(frozen=True, slots=True)
class NextAudit:
    """When the next audit comes and whose it is, or why there is none."""

    next_on: date | None
    owner: UUID | None = None
    reason: str = ""


def schedule_of(run: Run) -> Schedule | None:
    """The schedule that the run came from, or that was planned when it was finished before."""
    rows = Schedule.objects.filter(ended_at=None).filter(Q(occurrences__run=run) | Q(follows=run))
    return rows.select_related("owner").order_by("id").first()


def suggested(run: Run, schedule: Schedule | None, today: date) -> date:
    """The schedule's next slot; without one a month after a light audit, three after a deep one."""
    if schedule and schedule.next_on and schedule.next_on >= today:
        return schedule.next_on
    return months_after(today, MONTHS_LIGHT if run.kind in LIGHT else MONTHS_DEEP)


def close_run(*, actor: Actor, run: Run, next_audit: NextAudit, key: str | None = None) -> dict[str, Any]:
    """Finishes a run and plans the next audit, both or neither."""
    require_lead_or_owner(actor, run)

    def do() -> dict[str, Any]:
        finished = finish_run(actor=actor, run=run, key=key)
        if next_audit.next_on is None:
            plan_none(actor=actor, run=run, reason=next_audit.reason)
        else:
            plan_next(actor=actor, run=run, next_on=next_audit.next_on, owner=next_audit.owner)
        return finished

    parts = (run.pk, next_audit.next_on, next_audit.owner, next_audit.reason)
    return journal.once(actor, key, journal.fingerprint("close", *parts), do)


def plan_next(*, actor: Actor, run: Run, next_on: date, owner: UUID | None) -> dict[str, Any]:
    """Moves the next slot of the run's schedule, or makes a schedule of one date; returns its {"id"}.

    Later slots of a moved schedule are counted from its new date.
    """
    require_lead_or_owner(actor, run)
    coming(actor, "next_on", next_on)
    person = clean_owner(actor, owner)

    def do() -> dict[str, Any]:
        # First of all: whoever plans the same run at the same time waits here.
        zone = zone_of(actor.workspace_id)
        schedule = schedule_of(run)
        if schedule is None:
            schedule = plan_once(actor, run, next_on, person, zone)
        else:
            move(actor, schedule, next_on, person, zone)
        return {"id": str(schedule.pk)}

    return journal.once(actor, None, "", do)


def move(actor: Actor, schedule: Schedule, next_on: date, person: User | None, zone: ZoneInfo) -> None:
    """Gives a schedule another next date and owner; a paused one goes on."""
    row = standing(schedule)
    done = last_done(row)
    if done is not None and next_on <= done:
        raise Invalid({"next_on": [_("A run was started for this date already. Give a later one.")]})
    before = {"next_on": row.next_on, "owner": named(row.owner), "is_paused": row.is_paused}
    after = {"next_on": next_on, "owner": named(person), "is_paused": False}
    if before == after:
        return
    columns: dict[str, Any] = {"owner": person, "is_paused": False}
    if next_on != row.next_on:
        columns |= {"starts_on": next_on, **next_columns(next_on, row.at_time, zone)}
    write(row, **columns)
    journal.record(actor, "schedule.moved", subject=row.pk, before=before, after=after)


def plan_once(actor: Actor, run: Run, next_on: date, person: User | None, zone: ZoneInfo) -> Schedule:
    """A schedule with one date that audits the same again."""
    keys = run.run_connectors.values("connector")
    plan = Plan(
        title=run.checklist.title,
        checklist=clean_version(actor, run.checklist.slug).slug,
        unit=Unit.ONCE,
        every=1,
        starts_on=next_on,
        at_time=MORNING,
        due_days=DUE_DAYS,
        vendor=run.vendor,
        connectors=tuple(Connector.objects.current().filter(pk__in=keys).by_name()),
        with_commitments=run.vendor is not None and run.items.exclude(commitment=None).exists(),
        owner=person,
    )
    return put_down(actor, plan, next_columns(next_on, MORNING, zone), None, follows=run)


def plan_none(*, actor: Actor, run: Run, reason: str) -> None:
    """No next audit, with the reason on the record; a schedule that would go on ends, which leads do."""
    require_lead_or_owner(actor, run)
    reason = needed_safe_text("reason", reason, _("Say why there is no next audit."), limit=1000)

    def do() -> dict[str, Any]:
        schedule = schedule_of(run)
        if schedule is not None and schedule.next_on is not None:
            end_schedule(actor=actor, schedule=schedule, reason=reason)
        journal.record(actor, "run.no_next", subject=run.pk, after={"reason": reason})
        return {}

    journal.once(actor, None, "", do)
