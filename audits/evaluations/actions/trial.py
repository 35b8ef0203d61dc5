"""The trial after a demo: its dates, and tasks made from the unproven answers."""

from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.actions.demos_plan import clean_member
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.followups import unproven
from audits.evaluations.models import Candidate, Trial, TrialTask
from audits.frameworks.catalog import Catalog
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import clean_text
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.kit.state import state_number
from audits.people import roles
from audits.people.actor import Actor

LONGEST_TASK = 1000


class TaskValues(TypedDict):
    """A task: what to see, who looks, until when."""

    text: str
    owner: UUID | None
    due_on: date | None


def plan_trial(*, actor: Actor, candidate: Candidate, starts_on: date, ends_on: date) -> None:
    """Sets the trial's dates, the first time or again."""
    actor.require(roles.LEADS)
    if ends_on < starts_on:
        raise Invalid({"ends_on": [_("The trial ends before it starts.")]})

    def do() -> dict[str, Any]:
        candidate.touch()
        trial = Trial.objects.filter(candidate=candidate).first()
        before = {"starts_on": trial.starts_on, "ends_on": trial.ends_on} if trial else None
        after = {"starts_on": starts_on, "ends_on": ends_on}
        if trial:
            Trial.objects.filter(pk=trial.pk).update(**after)
        else:
            own = {"workspace_id": actor.workspace_id, "created_by_id": actor.user_id}
            Trial.objects.create(candidate=candidate, **own, **after)
        journal.record(actor, "trial.planned", subject=candidate.pk, before=before, after=after)
        return {}

    journal.once(actor, None, "", do)


def make_tasks(*, actor: Actor, candidate: Candidate) -> int:
    """A task for every unproven answer that has none yet; answers how many were made."""
    actor.require(roles.LEADS)
    catalog = candidate.evaluation.catalog

    def do() -> dict[str, Any]:
        candidate.touch()
        trial = Trial.objects.filter(candidate=candidate).first()
        if trial is None:
            raise Blocked(_("Give the trial its dates first."))
        present = set(trial.tasks.values_list("question_id", flat=True))
        open_answers = unproven(load_candidate(candidate, whole=False).answers)
        slugs = [one.question for one in open_answers if catalog.question_ids[one.question] not in present]
        TrialTask.objects.bulk_create(new_task(trial, slug, catalog) for slug in slugs)
        if slugs:
            journal.record(actor, "trial.tasks", subject=candidate.pk, after=slugs)
        return {"made": len(slugs)}

    return int(journal.once(actor, None, "", do)["made"])


def new_task(trial: Trial, slug: str, catalog: Catalog) -> TrialTask:
    """An unsaved task to see one answer for ourselves until the trial ends."""
    question = catalog.framework.question(slug)
    return TrialTask(
        workspace_id=trial.workspace_id,
        trial=trial,
        question_id=catalog.question_ids[slug],
        text=_("See for ourselves: %(question)s") % {"question": question.text},
        due_on=trial.ends_on,
    )


def edit_task(*, actor: Actor, task: TrialTask, values: TaskValues, seen: int | None = None) -> None:
    """Saves a task's words, owner and due date; `seen` is the `state_of` what was shown."""
    actor.require(roles.LEADS)
    owner = clean_member(actor, values["owner"], "owner")
    words = clean_text("text", values["text"], limit=LONGEST_TASK)
    if not words:
        raise Invalid({"text": [_("Say what is to be seen.")]})
    after = {"text": words, "owner": str(owner.user) if owner else "", "due_on": values["due_on"]}

    def do() -> dict[str, Any]:
        task.trial.candidate.touch()
        row = TrialTask.objects.select_related("owner").get(pk=task.pk)
        before = told(row)
        if seen is not None and seen != state_of(row):
            message = _("Somebody changed this task since you opened it. Look again, then save.")
            raise Conflict(message, yours=after, theirs=before, version=state_of(row))
        owner_id = owner.user_id if owner else None
        TrialTask.objects.filter(pk=task.pk).update(text=words, owner_id=owner_id, due_on=values["due_on"])
        record(actor, "task.edited", task, before, after)
        return {}

    journal.once(actor, None, "", do)


def told(task: TrialTask) -> dict[str, Any]:
    """A task as the journal tells it, its owner by name."""
    return {"text": task.text, "owner": str(task.owner) if task.owner else "", "due_on": task.due_on}


def state_of(task: TrialTask) -> int:
    return state_number(*told(task).values())


def finish_task(*, actor: Actor, task: TrialTask, outcome: str) -> None:
    """Marks a task done with what was seen. `Blocked` when it is done already."""
    actor.require(roles.ANSWERS)
    seen = clean_text("outcome", outcome)
    if not seen:
        raise Invalid({"outcome": [_("Say what was seen; it stays on the record.")]})
    done = {"outcome": seen, "done_at": clock.now(), "done_by_id": actor.user_id}
    turn(actor, task, "task.done", done, is_done=False)


def reopen_task(*, actor: Actor, task: TrialTask) -> None:
    """Opens a done task again; what was seen stays in its field."""
    actor.require(roles.ANSWERS)
    turn(actor, task, "task.reopened", {"done_at": None, "done_by_id": None}, is_done=True)


def turn(actor: Actor, task: TrialTask, kind: str, values: dict[str, Any], *, is_done: bool) -> None:
    """From open to done or back; `is_done` is how the task must stand before."""

    def do() -> dict[str, Any]:
        task.trial.candidate.touch()
        rows = TrialTask.objects.filter(pk=task.pk, done_at__isnull=not is_done)
        if not rows.update(**values):
            raise Blocked(_("This task is open already.") if is_done else _("This task is done already."))
        record(actor, kind, task, {"outcome": task.outcome}, {"outcome": values.get("outcome", task.outcome)})
        return {}

    journal.once(actor, None, "", do)


def record(actor: Actor, kind: str, task: TrialTask, before: Any, after: Any) -> None:
    candidate = task.trial.candidate
    slug = candidate.evaluation.catalog.question_slugs[task.question_id]
    journal.record(actor, kind, subject=candidate.pk, part=slug, before=before, after=after)
