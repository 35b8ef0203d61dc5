"""The next slot of a schedule: as a date of the workspace and as the instant it falls on there."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Max

from audits.checklists.models import Schedule
from audits.checklists.recurrence import Rule, instant, slot_date, slots_passed, slots_until
from audits.people.models import Workspace


def zone_of(workspace_id: UUID) -> ZoneInfo:
    """The workspace's zone, which nobody changes until the transaction ends."""
    rows = Workspace.objects.filter(pk=workspace_id)
    # Taken before any schedule's row by whoever writes both, so that no two wait for each other.
    rows.update(slug=F("slug"))
    return ZoneInfo(rows.values_list("timezone", flat=True).get())


def upcoming(rule: Rule, at_time: time, zone: ZoneInfo, now: datetime, done: date | None) -> date | None:
    """The next slot by a rule: later than the last one that was `done`, and still to come.

    A first date is meant, also when its time of day has passed today.
    """
    is_ahead = rule.starts_on >= now.astimezone(zone).date()
    number = 0 if is_ahead else slots_passed(rule, at_time, zone, now)
    if done is not None:
        number = max(number, slots_until(rule, done))
    return slot_date(rule, number)


def next_columns(day: date | None, at_time: time, zone: ZoneInfo) -> dict[str, Any]:
    """The pair of columns that say when the next slot is."""
    return {"next_on": day, "next_at": instant(day, at_time, zone) if day else None}


def last_done(schedule: Schedule) -> date | None:
    """The latest slot that became a run, or failed to."""
    latest: date | None = schedule.occurrences.aggregate(latest=Max("slot_on"))["latest"]
    return latest


def move_to_zone(workspace_id: UUID, zone: ZoneInfo) -> None:
    """Keeps the local date and time of every next slot when the workspace's zone changes.

    Inside the transaction of that change, which holds the workspace's row.
    """
    for schedule in Schedule.objects.for_workspace(workspace_id).current():
        columns = next_columns(schedule.next_on, schedule.at_time, zone)
        Schedule.objects.filter(pk=schedule.pk, next_on=schedule.next_on).update(**columns)
