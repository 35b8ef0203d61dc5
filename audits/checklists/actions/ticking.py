"""Starting the runs whose slot has come: the worker's part of a schedule.

Each schedule is a transaction of its own. Of several workers the one whose update still finds the slot it
read wins it; slots that passed unseen are made up by one run of the latest.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from audits.checklists.actions.library import latest
from audits.checklists.actions.plans import connectors_of
from audits.checklists.actions.slots import next_columns, zone_of
from audits.checklists.actions.start import Order, put_up
from audits.checklists.models import ChecklistVersion, Occurrence, Run, Schedule
from audits.checklists.models.run import RunKind
from audits.checklists.models.schedule import Unit
from audits.checklists.recurrence import slot_date, slots_passed, slots_until
from audits.commitments.models import Commitment
from audits.journal import actions as journal
from audits.kit import text
from audits.kit.days import said_day
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.models import Membership

log = logging.getLogger(__name__)
MOST = 50
"""Schedules looked at in one turn, so that other work comes between."""
ONE_DAY = timedelta(days=1)


def tick(now: datetime) -> int:
    """Settles the schedules whose slot has come; answers how many slots this worker has taken."""
    return sum(settle(schedule, now) for schedule in list(Schedule.objects.due(now)[:MOST]))


def settle(schedule: Schedule, now: datetime) -> bool:
    """Takes one schedule's slot, if nobody else has; its trouble is not that of the others."""
    try:
        with transaction.atomic():
            return take(schedule, now)
    except Exception:
        log.exception("schedule %s: its slot could not be settled; it is tried again", schedule.pk)
        return False


def take(schedule: Schedule, now: datetime) -> bool:
    """Moves the schedule past the slots that have come, and makes one run for the latest."""
    zone = zone_of(schedule.workspace_id)
    rule, at_time = schedule.rule, schedule.at_time
    first = slots_until(rule, schedule.next_on or rule.starts_on) - 1
    # What is stored as due has come, whatever a newer table of time zones says.
    last = max(first, slots_passed(rule, at_time, zone, now) - 1)
    slot = slot_date(rule, last)
    same = Schedule.objects.active().filter(pk=schedule.pk, version=schedule.version)
    following = next_columns(slot_date(rule, last + 1), at_time, zone)
    if slot is None or not same.filter(next_at=schedule.next_at).update(**following):
        return False
    make(Occurrence(workspace_id=schedule.workspace_id, schedule=schedule, slot_on=slot, missed=last - first))
    return True


def make(occurrence: Occurrence) -> None:
    """Starts the slot's run, or keeps why there is none."""
    try:
        with transaction.atomic():
            occurrence.run = put_up(order_of(occurrence.schedule, occurrence.slot_on))
    except Blocked as refusal:
        occurrence.failure = refusal.detail
    except OperationalError:
        # The database is busy or gone: the whole slot is tried again.
        raise
    except Exception:
        log.exception("schedule %s: no run for %s", occurrence.schedule_id, occurrence.slot_on)
        occurrence.failure = _("Something broke on our side; the log says what.")
    occurrence.save(force_insert=True)
    tell(occurrence)


def tell(occurrence: Occurrence) -> None:
    """The slot in the schedule's journal: its run's title, or what stood in its way."""
    journal.note(
        occurrence.workspace_id,
        None,
        "schedule.failed" if occurrence.run is None else "schedule.ran",
        subject=occurrence.schedule_id,
        part=said_day(occurrence.slot_on),
        after={
            "run": occurrence.run.title if occurrence.run else "",
            "missed": occurrence.missed or None,
            "failure": occurrence.failure,
        },
    )


def order_of(schedule: Schedule, slot: date) -> Order:
    """What the run of a slot is put up from. `Blocked` says why there can be none."""
    version = version_of(schedule)
    last = last_run(schedule)
    return Order(
        workspace_id=schedule.workspace_id,
        by_id=None,
        by_name="",
        version=version,
        title=titled(schedule.title, slot),
        kind=kind_of(schedule, version),
        due_on=slot + timedelta(days=schedule.due_days),
        owner_id=owner_now(schedule, last),
        vendor_id=schedule.vendor_id,
        connectors=in_use(schedule),
        commitments=promises(schedule),
        after=last,
    )


def titled(title: str, slot: date) -> str:
    """The schedule's title with the slot's date, in the length of a title."""
    day = said_day(slot)
    return f"{title[: text.SHORT - len(day) - 2]}, {day}"


def version_of(schedule: Schedule) -> ChecklistVersion:
    version = latest(schedule.checklist, workspace_id=schedule.workspace_id)
    if version is None:
        message = _("The checklist “%(slug)s” is archived or gone. Choose another one.")
        raise Blocked(message % {"slug": schedule.checklist})
    return version


def kind_of(schedule: Schedule, version: ChecklistVersion) -> str:
    """What a run of a workspace's own checklist is for; a built-in one says it itself."""
    if version.workspace_id is None or schedule.unit != Unit.MONTH:
        return ""
    return {1: RunKind.MONTHLY, 3: RunKind.QUARTERLY}.get(schedule.every, "")


def last_run(schedule: Schedule) -> Run | None:
    """The run that the next one follows: its own last one, else the one it was planned at.

    A run that was withdrawn is followed by none.
    """
    runs = Run.objects.standing().filter(occurrence__schedule=schedule).order_by("occurrence__slot_on")
    planned_at = schedule.follows
    return runs.last() or (None if planned_at and planned_at.is_withdrawn else planned_at)


def owner_now(schedule: Schedule, last: Run | None) -> UUID:
    """The schedule's owner, last time's or who made it: the first who may own something here now."""
    wanted = [schedule.owner_id, last.owner_id if last else None, schedule.created_by_id]
    members = Membership.objects.active().filter(
        workspace=schedule.workspace_id, user__in=filter(None, wanted)
    )
    present = set(members.filter(role__in=roles.WRITES_OWN).values_list("user", flat=True))
    for key in wanted:
        if key in present:
            return key
    raise Blocked(_("Nobody is left who could own this run. Give the schedule an owner."))


def in_use(schedule: Schedule) -> Sequence[UUID]:
    """Its connectors without archived ones; with none left there is nothing to audit."""
    connectors = list(connectors_of(schedule))
    current = [each.pk for each in connectors if each.archived_at is None]
    if connectors and not current:
        raise Blocked(_("All its connectors are archived. Choose others."))
    return current


def promises(schedule: Schedule) -> Sequence[Commitment]:
    """What the vendor is still held to, when it is to be tested again."""
    if not schedule.with_commitments:
        return ()
    rows = Commitment.objects.for_workspace(schedule.workspace_id).standing()
    return list(rows.filter(vendor=schedule.vendor_id).promises_first())
