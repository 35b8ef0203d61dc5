"""Plays one candidate's story: every step by the person and at the moment it tells of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import cast
from uuid import UUID

from audits.evaluations.actions import captures, demos, objects, trial
from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.cost import save_cost
from audits.evaluations.actions.demos_plan import DemoValues, plan_demo
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.actions.gap_values import GapValues
from audits.evaluations.actions.gaps import open_gap
from audits.evaluations.actions.objects import ObjectValues
from audits.evaluations.actions.panel import OwnValues, save_own
from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.actions.scores import ScoreValues, save_score
from audits.evaluations.actions.sla import save_sla
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.models import Candidate, Capture, TrialTask
from audits.evaluations.views.sla_shown import offered
from audits.operations.demo import pictures
from audits.operations.demo.people import Cast
from audits.operations.demo.stories import (
    CandidateStory,
    CaptureStory,
    CostStory,
    DemoStory,
    EvidenceStory,
    GapStory,
    ObjectsStory,
    PlanStory,
    SlaStory,
    TaskStory,
    TrialStory,
)
from audits.scoring.facts import Duration

Step = tuple[datetime, Callable[[], object]]


@dataclass
class Player:
    """One candidate of an evaluation, the people, and who leads."""

    candidate: Candidate
    people: Cast
    lead: str
    crm: str

    def steps(self, story: CandidateStory) -> list[Step]:
        """Everything the story tells, by time."""
        found: list[Step] = []
        planned = self.candidate.created_at + timedelta(minutes=20)
        if story.plan:
            found.append((planned, partial(self.plan, story.plan)))
        if story.demo:
            found.append((planned, partial(self.plan, story.demo)))
            found += self.timer(story.demo)
            found += self.recorded(story, story.demo)
            found += self.panel(story, story.demo)
        found += self.afterwards(story)
        return sorted(found, key=lambda step: step[0])

    def plan(self, plan: PlanStory) -> None:
        values = DemoValues(
            held_at=plan.held_at,
            environment=plan.environment,
            attendees=plan.attendees,
            vendor_people=plan.vendor_people,
            recorder=self.people[plan.recorder].user_id if plan.recorder else None,
            recording_url=plan.recording_url,
            planned_minutes=plan.planned_minutes,
        )
        plan_demo(actor=self.people[self.lead], candidate=self.candidate, values=values)

    def timer(self, demo: DemoStory) -> Iterator[Step]:
        lead = self.people[self.lead]
        yield demo.at(0), partial(demos.start, actor=lead, candidate=self.candidate)
        end = partial(demos.end, actor=lead, candidate=self.candidate, dimension_seconds=demo.seconds)
        yield demo.at(demo.minutes * 60), end

    def recorded(self, story: CandidateStory, demo: DemoStory) -> Iterator[Step]:
        """What was written down while the demo ran."""
        for question, answer in story.answers.items():
            values = cast(AnswerValues, answer.values)
            yield demo.at(answer.second), partial(self.answer, answer.by, question, values)
        for dimension, score in story.scores.items():
            given = ScoreValues(points=score.points, rationale=score.reason, demo_second=score.second)
            yield demo.at(score.second), partial(self.score, dimension, given)
        for line in story.captures:
            yield demo.at(line.second), partial(self.capture, line)
        if story.objects:
            yield demo.at(story.objects.second), partial(self.objects, story.objects)

    def panel(self, story: CandidateStory, demo: DemoStory) -> Iterator[Step]:
        """What each gave alone, and where the story goes that far, the reveal and the meeting."""
        if not story.panel:
            return
        for name, given in story.panel.own.items():
            for dimension, score in given.items():
                values = ScoreValues(points=score.points, rationale=score.reason, demo_second=score.second)
                yield demo.at(score.second), partial(self.own, name, dimension, values)
        if story.panel.revealed_at:
            lead = self.people[self.lead]
            yield story.panel.revealed_at, partial(reveal, actor=lead, candidate=self.candidate)
        for each in story.panel.agreed:
            agreed = ScoreValues(points=each.points, rationale=each.reason)
            yield each.at, partial(self.agree, each.dimension, agreed)

    def afterwards(self, story: CandidateStory) -> Iterator[Step]:
        """What came later, and evidence whenever it was taken."""
        for seen in story.later:
            yield seen.at, partial(self.answer, seen.by, seen.question, cast(AnswerValues, seen.values))
        for score in story.rescored:
            given = ScoreValues(points=score.points, rationale=score.reason)
            yield score.at, partial(self.score, score.dimension, given)
        for piece in story.evidence:
            at = piece.at or (story.demo and piece.second is not None and story.demo.at(piece.second))
            if not at:
                raise ValueError(f"{piece.name}: neither a moment nor a second of a demo")
            yield at, partial(self.evidence, piece)
        if story.cost:
            yield story.cost.at, partial(self.cost, story.cost)
        for gap in story.gaps:
            yield gap.at, partial(self.gap, gap)
        if story.sla:
            yield story.sla.at, partial(self.sla, story.sla)
        if story.trial:
            yield story.trial.planned_at, partial(self.trial, story.trial)
            # Tasks come from what is still unproven once the own org was tried.
            last = max([story.trial.planned_at, *(seen.at for seen in story.later)])
            yield last, partial(self.tasks, story.trial)
            for task in story.trial.tasks:
                if task.done_at:
                    yield task.done_at, partial(self.finish, task)

    def answer(self, by: str, question: str, values: AnswerValues) -> None:
        actor = self.people[by]
        save_answer(actor=actor, candidate=self.candidate, question=question, values=values, version=None)

    def score(self, dimension: str, values: ScoreValues) -> None:
        actor = self.people[self.lead]
        save_score(actor=actor, candidate=self.candidate, dimension=dimension, values=values, version=None)

    def own(self, name: str, dimension: str, values: ScoreValues) -> None:
        actor, own = self.people[name], cast(OwnValues, values)
        save_own(actor=actor, candidate=self.candidate, dimension=dimension, values=own, version=None)

    def agree(self, dimension: str, values: ScoreValues) -> None:
        actor = self.people[self.lead]
        agree(actor=actor, candidate=self.candidate, dimension=dimension, values=values, version=None)

    def objects(self, story: ObjectsStory) -> None:
        actor = self.people[story.by]
        for name, values in story.checks.items():
            objects.save_object(
                actor=actor,
                candidate=self.candidate,
                crm=self.crm,
                name=name,
                values=cast(ObjectValues, values),
                version=None,
            )
        objects.confirm_all(actor=actor, candidate=self.candidate, crm=self.crm)

    def evidence(self, piece: EvidenceStory) -> None:
        attach_exhibit(
            actor=self.people[piece.by],
            candidate=self.candidate,
            dimension="",
            question=piece.question,
            file=pictures.upload(piece.picture, piece.name) if piece.picture else None,
            url=piece.url,
            name=piece.name,
            proof=piece.proof,
            demo_second=piece.second,
        )

    def capture(self, line: CaptureStory) -> None:
        actor, candidate = self.people[line.by], self.candidate
        kept = captures.capture(actor=actor, candidate=candidate, text=line.text, demo_second=line.second)
        row = Capture.objects.get(pk=UUID(kept["id"]))
        if line.filed:
            captures.file_capture(actor=actor, candidate=candidate, row=row, question=line.filed)
        if line.dropped:
            captures.drop_capture(actor=actor, candidate=candidate, row=row)

    def cost(self, story: CostStory) -> None:
        lead = self.people[self.lead]
        save_cost(actor=lead, candidate=self.candidate, values=story.values, version=0)

    def gap(self, story: GapStory) -> None:
        values = cast(GapValues, {**story.values, "owner": self.people[story.owner].user_id})
        open_gap(actor=self.people[self.lead], candidate=self.candidate, values=values)

    def sla(self, story: SlaStory) -> None:
        """The record as the page offers it, completed."""
        answers = load_candidate(self.candidate, whole=False).answers
        terms = offered(self.candidate.evaluation.document, answers)
        lines = tuple(
            replace(line, percentile=story.percentile, measured_at=story.measured_at) for line in terms.lines
        )
        notice = Duration(story.notice_minutes, "min")
        whole = replace(terms, lines=lines, notice=notice, breach=story.breach)
        save_sla(actor=self.people[self.lead], candidate=self.candidate, terms=whole, version=0)

    def trial(self, story: TrialStory) -> None:
        trial.plan_trial(
            actor=self.people[self.lead],
            candidate=self.candidate,
            starts_on=story.starts_on,
            ends_on=story.ends_on,
        )

    def tasks(self, story: TrialStory) -> None:
        lead = self.people[self.lead]
        trial.make_tasks(actor=lead, candidate=self.candidate)
        for each in story.tasks:
            task = self.task(each)
            owner = self.people[each.owner].user_id
            trial.edit_task(
                actor=lead, task=task, values={"text": task.text, "owner": owner, "due_on": each.due_on}
            )

    def finish(self, story: TaskStory) -> None:
        trial.finish_task(actor=self.people[story.owner], task=self.task(story), outcome=story.outcome)

    def task(self, story: TaskStory) -> TrialTask:
        key = self.candidate.evaluation.catalog.question_ids[story.question]
        rows = TrialTask.objects.select_related("trial__candidate__evaluation", "owner")
        return rows.get(trial__candidate=self.candidate, question=key)
