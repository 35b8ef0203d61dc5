"""Plays an incident of the demo: opened from a failed check, walked step by step, closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import partial
from typing import Any

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.incident_steps import StepValues, save_step
from audits.checklists.actions.incidents import close_incident, open_incident
from audits.checklists.actions.timeline import add_line
from audits.checklists.catalog import check_of
from audits.checklists.document import RecordField
from audits.checklists.models import Incident, IncidentStep
from audits.operations.demo.afterwards.shapes import (
    DeedStory,
    IncidentStory,
    LineStory,
    LinkStory,
    Moment,
    StepStory,
)
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.play import Step


@dataclass
class IncidentPlayer:
    """One incident; its moments count from the day it was opened on."""

    stage: Stage
    story: IncidentStory

    @property
    def base(self) -> date:
        return self.stage.today + timedelta(days=self.story.at.days)

    def steps(self) -> Iterator[Step]:
        story = self.story
        yield story.at.on(self.stage.today), self.open
        for link in story.links:
            yield link.at.on(self.base), partial(self.attach, link)
        for line in story.lines:
            yield line.at.on(self.base), partial(self.write, line)
        for slug, step in story.steps.items():
            yield step.at.on(self.base), partial(self.do, slug, step)
        yield story.closed.at.on(self.base), partial(self.close, story.closed)

    def open(self) -> None:
        story = self.story
        open_incident(
            actor=self.stage.people[story.by],
            finding=self.stage.finding(story.run, story.item),
            values={
                "title": story.title,
                "severity": story.severity,
                "owner": self.stage.person(story.owner),
                "vendor": None,
            },
        )

    def attach(self, link: LinkStory) -> None:
        actor = self.stage.people[link.by]
        attach(actor=actor, place=self.incident(), url=link.url, name=link.name)

    def write(self, line: LineStory) -> None:
        actor = self.stage.people[line.by]
        add_line(actor=actor, incident=self.incident(), text=line.text, step=line.step)

    def do(self, slug: str, story: StepStory) -> None:
        step = IncidentStep.objects.select_related("incident").get(incident=self.incident(), slug=slug)
        fields = {field.slug: field for field in check_of(step.document).record}
        captured = {name: self.value(fields[name], value) for name, value in story.captured.items()}
        values = StepValues(captured=captured, note=story.note)
        save_step(actor=self.stage.people[story.by], step=step, values=values, finish=True)

    def value(self, field: RecordField, told: Any) -> Any:
        """A run by the name of its file, somebody by name, a moment as the instant it is, lines of a log."""
        match field.kind:
            case "run":
                return self.stage.runs[told]
            case "person":
                return self.stage.people[told].name
            case "time":
                days, at = told
                return Moment(days, at).on(self.base)
            case "text" if isinstance(told, list):
                return "\n".join(self.logged(Moment(days, at), words) for days, at, words in told)
        return told

    def logged(self, at: Moment, words: str) -> str:
        return f"{at.on(self.base).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC: {words}"

    def close(self, story: DeedStory) -> None:
        close_incident(actor=self.stage.people[story.by], incident=self.incident())

    def incident(self) -> Incident:
        """As it stands now."""
        return Incident.objects.get(finding=self.stage.finding(self.story.run, self.story.item))
