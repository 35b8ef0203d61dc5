"""Making, editing, pausing, resuming and ending schedules (R149, R150)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext as _

from audits.checklists.actions.plans import Plan, ScheduleValues, clean, coming
from audits.checklists.actions.slots import last_done, next_columns, upcoming, zone_of
from audits.checklists.models import Schedule, ScheduleConnector
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people import roles
from audits.people.actor import Actor


def create_schedule(*, actor: Actor, values: ScheduleValues, key: str | None = None) -> dict[str, Any]:
    """A new schedule; returns {"id"}. Raises Denied, Invalid."""
    actor.require(roles.LEADS)
    plan = clean(actor, values)
    coming(actor, "starts_on", plan.starts_on)

    def do() -> dict[str, Any]:
        zone = zone_of(actor.workspace_id)
        return {"id": str(put_down(actor, plan, next_columns(plan.starts_on, plan.at_time, zone), key).pk)}

    return journal.once(actor, key, journal.fingerprint("schedule", dict(values)), do)


def put_down(actor: Actor, plan: Plan, next_one: dict[str, Any], key: str | None, **more: Any) -> Schedule:
    """Writes a schedule with its connectors and event; inside a transaction."""
    schedule = Schedule.objects.create(
        workspace_id=actor.workspace_id, created_by_id=actor.user_id, **plan.columns, **next_one, **more
    )
    connect(schedule, plan.connectors)
    journal.record(actor, "schedule.created", subject=schedule.pk, after=plan.told(), operation=key or "")
    return schedule


def connect(schedule: Schedule, connectors: Iterable[Connector]) -> None:
    """Makes these the schedule's connectors."""
    wanted = {each.pk for each in connectors}
    rows = ScheduleConnector.objects.filter(schedule=schedule)
    present = set(rows.values_list("connector", flat=True))
    rows.exclude(connector__in=wanted).delete()
    ScheduleConnector.objects.bulk_create(
        ScheduleConnector(workspace_id=schedule.workspace_id, schedule=schedule, connector_id=key)
        for key in wanted - present
    )


def edit_schedule(
    *, actor: Actor, schedule: Schedule, values: ScheduleValues, seen: int | None = None
) -> None:
    """Saves a schedule; `seen` is the version that was shown, a later one is a `Conflict`.

    Another rule gives another next slot; the same one keeps it, at the local time given. A first date that
    stands already may have passed.
    """
    actor.require(roles.LEADS)
    plan = clean(actor, values)

    def do() -> dict[str, Any]:
        zone = zone_of(actor.workspace_id)
        row = standing(schedule)
        before = Plan.of(row)
        if seen is not None and seen != row.version:
            raise overtaken(plan.told(), before.told(), row.version)
        if plan == before:
            return {}
        if plan.starts_on != before.starts_on:
            coming(actor, "starts_on", plan.starts_on)
        day = row.next_on if plan.rule == before.rule else first_by(plan, zone, row)
        write(row, **plan.columns, **next_columns(day, plan.at_time, zone))
        connect(row, plan.connectors)
        journal.record(actor, "schedule.edited", subject=row.pk, before=before.told(), after=plan.told())
        return {}

    journal.once(actor, None, "", do)


def first_by(plan: Plan, zone: ZoneInfo, row: Schedule) -> date:
    """The next slot by a changed rule."""
    day = upcoming(plan.rule, plan.at_time, zone, clock.now(), last_done(row))
    if day is None:
        raise Invalid({"starts_on": [_("By this rule no date is left. Give a later one.")]})
    return day


def standing(schedule: Schedule) -> Schedule:
    """The row as it is now; `Blocked` when the schedule has ended."""
    row = Schedule.objects.select_related("vendor", "owner").get(pk=schedule.pk)
    if row.ended_at is not None:
        raise Blocked(_("This schedule has ended. Make a new one."))
    return row


def write(row: Schedule, **columns: Any) -> None:
    """Saves columns of a row that nobody has written since it was read."""
    rows = Schedule.objects.filter(pk=row.pk, version=row.version)
    if not rows.update(version=F("version") + 1, **columns):
        theirs = standing(row)
        raise overtaken({}, Plan.of(theirs).told(), theirs.version)


def overtaken(yours: dict[str, Any], theirs: dict[str, Any], version: int) -> Conflict:
    message = _("Somebody changed this schedule since you opened it. Look again, then save.")
    return Conflict(message, yours=yours, theirs=theirs, version=version)


def pause_schedule(*, actor: Actor, schedule: Schedule) -> None:
    """Lets no run start until it is resumed. `Blocked` when it is paused, done or ended."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = standing(schedule)
        if row.state != "active":
            raise Blocked(_("This schedule starts nothing that could be paused."))
        write(row, is_paused=True)
        journal.record(actor, "schedule.paused", subject=row.pk)
        return {}

    journal.once(actor, None, "", do)


def resume_schedule(*, actor: Actor, schedule: Schedule) -> None:
    """Goes on with the first slot still to come; what fell into the pause is not made up."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        zone = zone_of(actor.workspace_id)
        row = standing(schedule)
        if not row.is_paused:
            raise Blocked(_("This schedule is not paused."))
        day = upcoming(row.rule, row.at_time, zone, clock.now(), last_done(row))
        if day is None:
            raise Blocked(_("Its only date has passed. Give it a new one first."))
        write(row, is_paused=False, **next_columns(day, row.at_time, zone))
        journal.record(actor, "schedule.resumed", subject=row.pk, after={"next_on": day})
        return {}

    journal.once(actor, None, "", do)


def end_schedule(*, actor: Actor, schedule: Schedule, reason: str) -> None:
    """Ends it for good, with a reason that stays on the record; its runs stay."""
    actor.require(roles.LEADS)
    reason = needed_safe_text("reason", reason, _("Say why; the reason stays on the record."), limit=1000)

    def do() -> dict[str, Any]:
        row = standing(schedule)
        write(row, ended_at=clock.now(), is_paused=False, next_on=None, next_at=None)
        journal.record(actor, "schedule.ended", subject=row.pk, after={"reason": reason})
        return {}

    journal.once(actor, None, "", do)
