"""Addresses of setting evaluations up: overview, candidates, demos, brief, trial."""

from django.urls import path

from audits.evaluations.views import brief, candidates, demos_plan, promises, setup, trial

EVALUATIONS = "w/<slug:workspace>/evaluations"
ONE = f"{EVALUATIONS}/<uuid:evaluation>"
CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"
DEMO = "w/<slug:workspace>/demos/<uuid:demo>"
TASK = "w/<slug:workspace>/trial-tasks/<uuid:task>"

urlpatterns = [
    path(f"{EVALUATIONS}/", setup.evaluation_list, name="evaluation-list"),
    path(f"{EVALUATIONS}/new/", setup.evaluation_new, name="evaluation-new"),
    path(f"{ONE}/", setup.evaluation_page, name="evaluation"),
    path(f"{ONE}/edit/", setup.evaluation_edit, name="evaluation-edit"),
    path(f"{ONE}/archive/", setup.evaluation_archive, {"archived": True}, name="evaluation-archive"),
    path(f"{ONE}/unarchive/", setup.evaluation_archive, {"archived": False}, name="evaluation-unarchive"),
    path(f"{ONE}/candidates/", candidates.candidate_add, name="candidate-add"),
    path(f"{ONE}/unused/", candidates.object_unused, name="object-unused"),
    path(f"{ONE}/used/", candidates.object_used, name="object-used"),
    path(
        "w/<slug:workspace>/vendors/<uuid:vendor>/evaluations/",
        setup.vendor_evaluations,
        name="vendor-evaluations",
    ),
    path(f"{CANDIDATE}/withdraw/", candidates.candidate_withdraw, name="candidate-withdraw"),
    path(f"{CANDIDATE}/readmit/", candidates.candidate_readmit, name="candidate-readmit"),
    path(f"{CANDIDATE}/waive/", candidates.candidate_waive, name="candidate-waive"),
    path(f"{CANDIDATE}/brief/", brief.candidate_brief, name="candidate-brief"),
    path(f"{CANDIDATE}/follow-ups/", brief.candidate_follow_ups, name="candidate-follow-ups"),
    path(f"{CANDIDATE}/promises/", promises.candidate_promises, name="candidate-promises"),
    path(f"{CANDIDATE}/demos/new/", demos_plan.demo_new, name="demo-new"),
    path(f"{DEMO}/edit/", demos_plan.demo_edit, name="demo-edit"),
    path(f"{CANDIDATE}/trial/", trial.trial_page, name="trial"),
    path(f"{CANDIDATE}/trial/plan/", trial.trial_plan, name="trial-plan"),
    path(f"{CANDIDATE}/trial/tasks/", trial.trial_tasks, name="trial-tasks"),
    path(f"{TASK}/edit/", trial.task_edit, name="trial-task-edit"),
    path(f"{TASK}/done/", trial.task_done, name="trial-task-done"),
    path(f"{TASK}/reopen/", trial.task_reopen, name="trial-task-reopen"),
]
