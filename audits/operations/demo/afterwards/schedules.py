"""Schedules of the demo, and the runs that they have started so far."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.checklists.actions.plans import ScheduleValues
from audits.checklists.actions.schedules import create_schedule
from audits.checklists.actions.ticking import take
from audits.checklists.models import Run, Schedule
from audits.checklists.models.schedule import MORNING, Unit
from audits.checklists.presets import Preset
from audits.checklists.recurrence import instant, months_after
from audits.kit import clock
from audits.operations.demo.afterwards import shapes
from audits.operations.demo.afterwards.runs import RunPlayer
from audits.operations.demo.afterwards.shapes import ScheduleStory
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.people import ZONE
from audits.operations.demo.play import Step

DUE_DAYS = 7


def steps(stage: Stage, story: ScheduleStory) -> Iterator[Step]:
    """The schedule, then its runs, slot by slot."""
    slots = slots_of(stage.today, story)
    made_on = story.at.on(stage.today)
    starts_on = slots[0] if slots else Preset(story.checklist, story.every).first_date(stage.today)
    yield made_on, partial(make, stage, story, starts_on, due_days(stage.today, story, slots))
    for name, slot in zip(story.runs, slots, strict=True):
        yield instant(slot, MORNING, ZoneInfo(ZONE)), partial(start, stage, story, name)
        yield from RunPlayer(stage, name, shapes.run(name), slot).steps()


def slots_of(today: date, story: ScheduleStory) -> list[date]:
    """The dates of its runs: the latest as told, or up to three days earlier after a shorter month."""
    if story.latest is None:
        return []
    count = len(story.runs)
    first = months_after(today + timedelta(days=story.latest), -story.every * (count - 1))
    return [months_after(first, story.every * number) for number in range(count)]


def due_days(today: date, story: ScheduleStory, slots: list[date]) -> int:
    """So many that the latest run is due on the day told."""
    if story.due is None or not slots:
        return DUE_DAYS
    return (today + timedelta(days=story.due) - slots[-1]).days


def make(stage: Stage, story: ScheduleStory, starts_on: date, days: int) -> None:
    actor = stage.people[story.by]
    values = ScheduleValues(
        title=story.title,
        checklist=story.checklist,
        unit=Unit.MONTH,
        every=story.every,
        starts_on=starts_on,
        at_time=MORNING,
        due_days=days,
        vendor=None,
        connectors=stage.connectors(actor, story.connectors),
        with_commitments=False,
        owner=stage.person(story.owner),
    )
    made = create_schedule(actor=actor, values=values)
    stage.schedules[story.title] = UUID(made["id"])


def start(stage: Stage, story: ScheduleStory, run: str) -> None:
    """What the worker does when a slot has come."""
    schedule = Schedule.objects.get(pk=stage.schedules[story.title])
    take(schedule, clock.now())
    stage.runs[run] = Run.objects.filter(occurrence__schedule=schedule).latest("number").pk
