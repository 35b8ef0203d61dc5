"""Connectors, runs, their items and findings in bulk, for measuring."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import Max

from audits.checklists import library
from audits.checklists.actions.library import latest, load_built_in
from audits.checklists.actions.start import new_item
from audits.checklists.document import Check
from audits.checklists.models import Finding, Run, RunConnector, RunItem
from audits.checklists.models.finding import FindingState, Mitigation, Severity
from audits.checklists.models.run import DONE, ItemStatus, RunKind, RunStatus
from audits.connectors.models import Connector, IntegrationType
from audits.journal.models import Event, new_event
from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.actor import Actor

CONNECTORS, RUNS, ITEMS = 40, 120, 10_000
OPEN_RUNS = 20
BATCH = 2000
CHECKLIST = "quarterly-deep"
STATUSES = (ItemStatus.PASS, ItemStatus.FAIL, ItemStatus.NOT_APPLICABLE)


def fill(actor: Actor, random: Random) -> dict[str, int]:
    """Fills the actor's workspace; returns how many of what. Inside the caller's transaction."""
    load_built_in()
    connectors = Connector.objects.bulk_create(make_connectors(actor), BATCH)
    runs = Run.objects.bulk_create(make_runs(actor), BATCH)
    RunConnector.objects.bulk_create(make_ties(runs, connectors, random), BATCH)
    items = RunItem.objects.bulk_create(make_items(actor, runs, random), BATCH)
    findings = Finding.objects.bulk_create(make_findings(actor, items), BATCH)
    Event.objects.bulk_create(make_events(actor, items), BATCH)
    return {
        "connectors": len(connectors),
        "runs": len(runs),
        "run items": len(items),
        "findings": len(findings),
    }


def make_connectors(actor: Actor) -> Iterator[Connector]:
    types = IntegrationType.values
    for number in range(1, CONNECTORS + 1):
        yield Connector(
            workspace_id=actor.workspace_id,
            name=f"Connector {number:03}",
            system="Zapier",
            integration_type=types[number % len(types)],
            owner_id=actor.user_id,
            created_by_id=actor.user_id,
        )


def make_runs(actor: Actor) -> Iterator[Run]:
    """A week apart; the last ones are still open."""
    version = latest(CHECKLIST, workspace_id=actor.workspace_id)
    if version is None:
        raise RuntimeError(f"the built-in checklist {CHECKLIST} is not loaded")
    today, before = clock.now(), highest(Run, actor)
    for number in range(1, RUNS + 1):
        at = today - timedelta(weeks=RUNS - number)
        is_open = number > RUNS - OPEN_RUNS
        yield Run(
            workspace_id=actor.workspace_id,
            number=before + number,
            title=f"Audit {number:03}",
            kind=RunKind.QUARTERLY,
            checklist=version,
            groups=[{"slug": "all", "title": "All checks"}],
            owner_id=actor.user_id,
            due_on=(at + timedelta(days=7)).date(),
            status=RunStatus.OPEN if is_open else RunStatus.FINISHED,
            created_by_id=actor.user_id,
            created_at=at,
            finished_at=None if is_open else at + timedelta(days=3),
            finished_by_id=None if is_open else actor.user_id,
        )


def highest(model: type[Run] | type[Finding], actor: Actor) -> int:
    """The highest number in use."""
    rows = model._default_manager.filter(workspace_id=actor.workspace_id)
    return int(rows.aggregate(highest=Max("number"))["highest"] or 0)


def make_ties(runs: list[Run], connectors: list[Connector], random: Random) -> Iterator[RunConnector]:
    for run in runs:
        for connector in random.sample(connectors, min(3, len(connectors))):
            yield RunConnector(workspace_id=run.workspace_id, run=run, connector=connector)


def make_items(actor: Actor, runs: list[Run], random: Random) -> Iterator[RunItem]:
    """As many checks of the library for each run as make the sum."""
    least, over = divmod(ITEMS, len(runs))
    checks = list(library.checks().values())
    for place, run in enumerate(runs):
        for position, check in enumerate(checks[: least + (place < over)]):
            yield made_item(actor, run, check, position, random)


def made_item(actor: Actor, run: Run, check: Check, position: int, random: Random) -> RunItem:
    """With its result when the run is finished, else for two items in five."""
    item = new_item(run, check, "all", position, owner_id=actor.user_id)
    if run.is_open and random.random() > 0.4:
        return item
    item.status = random.choices(STATUSES, (90, 4, 6))[0]
    item.note = "None of ours." if item.status == ItemStatus.NOT_APPLICABLE else ""
    item.version, item.saved_at, item.saved_by_id = 1, run.created_at, actor.user_id
    return item


def make_findings(actor: Actor, items: list[RunItem]) -> Iterator[Finding]:
    """A complete record for every failed item."""
    failed = [item for item in items if item.status == ItemStatus.FAIL]
    severities, before = Severity.values, highest(Finding, actor)
    for number, item in enumerate(failed, 1):
        is_open = item.run.is_open
        yield Finding(
            id=uuid7(),
            workspace_id=actor.workspace_id,
            number=before + number,
            title=item.title,
            run=item.run,
            item=item,
            check_slug=item.slug,
            state=FindingState.OPEN if is_open else FindingState.RESOLVED,
            severity=severities[number % len(severities)],
            mitigation=Mitigation.NONE_YET,
            owner_id=actor.user_id,
            fix="" if is_open else "Mapping corrected and the affected records repaired.",
            resolved_at=None if is_open else item.run.finished_at,
            resolved_by_id=None if is_open else actor.user_id,
            version=1,
            saved_by_id=actor.user_id,
            created_by_id=actor.user_id,
            **record(item),
        )


def record(item: RunItem) -> dict[str, Any]:
    return {
        "occurred_at": item.saved_at,
        "steps": "Carried out as the check says.",
        "expected": item.expects or item.title,
        "observed": "It did not arrive within the limit.",
    }


def make_events(actor: Actor, items: list[RunItem]) -> Iterator[Event]:
    """One event for every result, as saving them one by one would have left."""
    for item in items:
        if item.status in DONE:
            yield new_event(
                workspace_id=actor.workspace_id,
                actor_id=actor.user_id,
                kind="item.saved",
                subject=item.run_id,
                part=item.slug,
                after={"status": item.status, "note": item.note},
                version=1,
            )
