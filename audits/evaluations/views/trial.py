"""The trial of a candidate: dates, tasks from the unproven answers, what was seen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import trial as actions
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.followups import unproven
from audits.evaluations.forms.setup import member_choices
from audits.evaluations.forms.trial import OutcomeForm, TaskForm, TrialForm
from audits.evaluations.models import Candidate, Trial, TrialTask
from audits.evaluations.views.found import candidate_of, crumbs_of, form_page, task_of, to_page, trial_of
from audits.evaluations.views.promises import ledger_context
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def trial_page(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    trial = trial_of(found)
    tasks = tasks_of(trial)
    view = load_candidate(found, whole=False)
    context = {
        "candidate": found,
        "evaluation": found.evaluation,
        "trial": trial,
        "tasks": tasks,
        "addable": addable(found, view, tasks),
        "today": localdate(),
        "can_edit": found.is_open,
        "may_answer": request.actor.can(roles.ANSWERS),
        **ledger_context(view, found.evaluation.document),
        "crumbs": crumbs_of(request, found.evaluation, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/trial.html", context)


def tasks_of(trial: Trial | None) -> list[TrialTask]:
    """Open tasks first, each by due date."""
    if trial is None:
        return []
    tasks = trial.tasks.select_related("owner", "done_by", "question")
    return sorted(tasks, key=lambda task: (task.done_at is not None, task.due_on or trial.ends_on, task.pk))


def addable(candidate: Candidate, view: CandidateView, tasks: list[TrialTask]) -> int:
    """Unproven answers without a task."""
    present = {task.question_id for task in tasks}
    ids = candidate.evaluation.catalog.question_ids
    return sum(ids[answer.question] not in present for answer in unproven(view.answers))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def trial_plan(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    form = TrialForm(posted(request), trial=trial_of(found))
    if form.carries_out(
        lambda: actions.plan_trial(actor=request.actor, candidate=found, **form.cleaned_data)
    ):
        return to_page(request, "trial", candidate)
    title = _("Trial of %(vendor)s") % {"vendor": found.vendor.name}
    crumbs = crumbs_of(request, found.evaluation, found)
    return form_page(request, form, title=title, submit=_("Save the dates"), crumbs=crumbs)


@member(roles.LEADS)
@require_POST
def trial_tasks(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    made = actions.make_tasks(actor=request.actor, candidate=found)
    said = ngettext("%(made)d task was made.", "%(made)d tasks were made.", made) % {"made": made}
    messages.success(request, said)
    return to_page(request, "trial", candidate)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def task_edit(request: MemberRequest, task: UUID) -> HttpResponse:
    found = task_of(request, task)
    form = TaskForm(posted(request), task=found, members=member_choices(request.actor))
    if form.carries_out(
        lambda: actions.edit_task(
            actor=request.actor, task=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        return to_page(request, "trial", found.trial.candidate_id)
    return task_form(request, form, found, _("Edit the task"), _("Save"))


@member(roles.ANSWERS)
@require_http_methods(["GET", "POST"])
def task_done(request: MemberRequest, task: UUID) -> HttpResponse:
    found = task_of(request, task)
    form = OutcomeForm(posted(request), initial={"outcome": found.outcome})
    if form.carries_out(
        lambda: actions.finish_task(actor=request.actor, task=found, outcome=form.cleaned_data["outcome"])
    ):
        return to_page(request, "trial", found.trial.candidate_id)
    return task_form(request, form, found, _("Done: what was seen?"), _("Mark as done"))


@member(roles.ANSWERS)
@require_POST
def task_reopen(request: MemberRequest, task: UUID) -> HttpResponse:
    found = task_of(request, task)
    actions.reopen_task(actor=request.actor, task=found)
    return to_page(request, "trial", found.trial.candidate_id)


def task_form(
    request: MemberRequest, form: TaskForm | OutcomeForm, task: TrialTask, title: str, submit: str
) -> HttpResponse:
    candidate = task.trial.candidate
    crumbs = crumbs_of(request, candidate.evaluation, candidate)
    return form_page(request, form, title=title, submit=submit, crumbs=crumbs, intro=task.text)
