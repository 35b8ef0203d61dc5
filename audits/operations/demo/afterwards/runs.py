"""Plays one run of the demo: started, shared out, worked through, finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from audits.checklists.actions.acceptance import start_acceptance
from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.items import assign_items, save_item
from audits.checklists.actions.pausing import pause_automation, resume_automation
from audits.checklists.actions.propose import propose_items
from audits.checklists.actions.runs import StartValues, finish_run, start_run, turn_clock
from audits.checklists.models import PausedAutomation, RunItem
from audits.operations.demo.afterwards import findings
from audits.operations.demo.afterwards.shapes import (
    AssignedStory,
    DeedStory,
    ItemStory,
    PauseStory,
    ProposedStory,
    ResumedStory,
    RunStory,
)
from audits.operations.demo.afterwards.stage import Stage
from audits.operations.demo.play import Step


@dataclass
class RunPlayer:
    """One run by the name of its file; its moments count from the day `base`."""

    stage: Stage
    name: str
    story: RunStory
    base: date

    def steps(self) -> Iterator[Step]:
        story = self.story
        if story.starts:
            yield story.starts.on(self.stage.today), self.start
        for shared in story.assigned:
            yield shared.at.on(self.base), partial(self.assign, shared)
        for proposed in story.proposed:
            yield proposed.at.on(self.base), partial(self.propose, proposed)
        for slug, item in story.items.items():
            yield item.at.on(self.base), partial(self.save, slug, item)
            if item.finding:
                yield from findings.steps(self.stage, self.name, slug, item.finding, self.base)
        for held in story.pauses:
            yield held.at.on(self.base), partial(self.pause, held)
            if held.resumed:
                yield held.resumed.at.on(self.base), partial(self.resume, held.name, held.resumed)
        if story.finished:
            yield story.finished.at.on(self.base), partial(self.finish, story.finished)

    def start(self) -> None:
        actor, given = self.stage.people[self.story.by], self.given()
        if self.story.repeats:
            made = start_acceptance(actor=actor, given=given, months=self.story.repeats)
        else:
            made = start_run(actor=actor, **given)
        self.stage.runs[self.name] = UUID(made["id"])
        if self.story.is_timed:
            turn_clock(actor=actor, run=self.stage.run(self.name), runs=True)

    def given(self) -> StartValues:
        """What it is started from."""
        stage, story, actor = self.stage, self.story, self.stage.people[self.story.by]
        return StartValues(
            checklist=story.checklist,
            title=story.title,
            due_on=stage.day(story.due),
            owner=stage.person(story.owner),
            vendor=stage.vendor(actor, story.vendor).pk if story.vendor else None,
            connectors=stage.connectors(actor, story.connectors),
            groups=frozenset(story.groups) or None,
            commitments=[stage.commitment(actor, story.vendor, code).pk for code in story.commitments],
        )

    def assign(self, shared: AssignedStory) -> None:
        run = self.stage.run(self.name)
        items = RunItem.objects.filter(run=run, slug__in=shared.items)
        assign_items(
            actor=self.stage.people[shared.by],
            run=run,
            items=list(items.values_list("pk", flat=True)),
            owner=self.stage.person(shared.to),
            due_on=self.stage.day(shared.due),
            keeps_due=shared.due is None,
        )

    def propose(self, story: ProposedStory) -> None:
        propose_items(
            actor=self.stage.people[story.by],
            run=self.stage.run(self.name),
            slugs=story.checks,
            by=story.failed,
        )

    def save(self, slug: str, story: ItemStory) -> None:
        actor, item = self.stage.people[story.by], self.stage.item(self.name, slug)
        values = story.model_dump(include={"status", "note", "record"}, exclude_unset=True)
        if story.finding:
            finding = findings.values_of(self.stage, actor, story.finding, self.base)
            if not story.status:
                save_draft(actor=actor, item=item, values=finding)
                return
            values["finding"] = finding
        save_item(actor=actor, item=item, values=values)

    def pause(self, story: PauseStory) -> None:
        actor, item = self.stage.people[story.by], self.stage.item(self.name, story.item)
        pause_automation(
            actor=actor,
            name=story.name,
            connector=self.stage.connector(actor, story.connector),
            reason=story.reason,
            run=item.run,
            item=item,
        )

    def resume(self, name: str, story: ResumedStory) -> None:
        pause = PausedAutomation.objects.get(run=self.stage.runs[self.name], name=name)
        resume_automation(actor=self.stage.people[story.by], pause=pause, note=story.note)

    def finish(self, story: DeedStory) -> None:
        finish_run(actor=self.stage.people[story.by], run=self.stage.run(self.name))


def player(stage: Stage, name: str, story: RunStory) -> RunPlayer:
    """Of a run that somebody starts by hand."""
    if story.starts is None:
        raise ValueError(f"{name}: nothing says when it starts")
    return RunPlayer(stage, name, story, stage.today + timedelta(days=story.starts.days))
