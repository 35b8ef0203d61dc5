"""The whole of it, by time."""

from collections.abc import Iterator
from datetime import date

from audits.operations.demo.afterwards import connectors, promises, runs, schedules, shapes
from audits.operations.demo.afterwards.incidents import IncidentPlayer
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.people import Cast
from audits.operations.demo.play import Step

RUNS = ("triage", "deep", "go-live", "rival")
"""Those that somebody starts by hand; a schedule names its own."""


def steps(people: Cast, today: date) -> list[Step]:
    """Everything that happened until that day."""
    return sorted(told(Stage(people, today)), key=lambda step: step[0])


def told(stage: Stage) -> Iterator[Step]:
    yield from connectors.steps(stage, shapes.connectors())
    for name in RUNS:
        yield from runs.player(stage, name, shapes.run(name)).steps()
    yield from IncidentPlayer(stage, shapes.incident("incident")).steps()
    yield from promises.steps(stage, shapes.ledger("tallyport"))
    for schedule in shapes.schedules():
        yield from schedules.steps(stage, schedule)
