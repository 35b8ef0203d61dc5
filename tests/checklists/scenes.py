"""Small makers of what audits are about, through the same actions as the product."""

from datetime import date, time
from typing import Any
from uuid import UUID

from audits.checklists.actions.items import save_item
from audits.checklists.actions.library import latest, load_built_in, publish
from audits.checklists.actions.plans import ScheduleValues
from audits.checklists.actions.runs import start_run
from audits.checklists.actions.schedules import create_schedule
from audits.checklists.catalog import checklist_of
from audits.checklists.models import ChecklistVersion, Finding, Run, RunItem, Schedule
from audits.people.actor import Actor

RECORD = {
    "steps": "Called the test line, hung up after 20 s.",
    "expected": "The call on the timeline in under 2 minutes.",
    "observed": "No call after 5 minutes.",
    "mitigation": "none_yet",
}
"""A complete record of a failure; the time is that of saving."""


def make_run(actor: Actor, checklist: str = "quick-triage", **values: Any) -> Run:
    load_built_in()
    created = start_run(actor=actor, checklist=checklist, **values)
    return Run.objects.get(pk=UUID(created["id"]))


def item_of(run: Run, slug: str) -> RunItem:
    return run.items.select_related("run").get(slug=slug)


def make_finding(actor: Actor, run: Run, slug: str = "qt-02", **values: Any) -> Finding:
    """The finding of an item that failed."""
    item = item_of(run, slug)
    save_item(actor=actor, item=item, values={"status": "fail", "finding": {**RECORD, **values}})
    return Finding.objects.get(item=item)


def finish_items(actor: Actor, run: Run) -> None:
    """Every item without a result passes."""
    for item in run.items.select_related("run").undone():
        save_item(actor=actor, item=item, values={"status": "pass"})


MONTHLY: ScheduleValues = {
    "title": "Monthly light audit",
    "checklist": "monthly-light",
    "unit": "month",
    "every": 1,
    "starts_on": date(2027, 1, 31),
    "at_time": time(8, 0),
    "due_days": 7,
    "vendor": None,
    "connectors": [],
    "with_commitments": False,
    "owner": None,
}
"""A schedule as it is typed."""


def monthly(**values: Any) -> Any:
    return {**MONTHLY, **values}


def make_schedule(actor: Actor, **values: Any) -> Schedule:
    load_built_in()
    created = create_schedule(actor=actor, values=monthly(**values))
    return Schedule.objects.get(pk=UUID(created["id"]))


def own_checklist(actor: Actor, slug: str, copied_from: str = "monthly-light") -> ChecklistVersion:
    """A workspace's own checklist, copied from a built-in one."""
    load_built_in()
    version = latest(copied_from, workspace_id=actor.workspace_id)
    assert version is not None
    document = checklist_of(version.pk).model_copy(update={"slug": slug})
    return publish(document, workspace_id=actor.workspace_id, by_id=actor.user_id)
