"""The trial: dates, tasks from unproven answers, what was seen."""

from datetime import date

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Candidate, Trial, TrialTask
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
DATES = {"starts_on": "2026-12-01", "ends_on": "2026-12-14"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def answered(lead: Actor, candidate: Candidate) -> Candidate:
    """Five answers, of which three are to be seen for ourselves."""
    given: dict[str, AnswerValues] = {
        "sd-1": {"verdict": "strong", "proof": "claimed"},
        "sd-2": {"verdict": "strong", "proof": "production"},
        "sd-3": {"verdict": "none", "proof": "claimed"},
        "sd-4": {"is_vague": True},
        "eh-5": {"verdict": "partial", "proof": "own-org", "follow_up": True},
    }
    for question, values in given.items():
        save_answer(actor=lead, candidate=candidate, question=question, values=values, version=0)
    return candidate


@pytest.fixture
def task(answered: Candidate, pages: Pages) -> TrialTask:
    pages.send("trial-plan", answered.pk, **DATES)
    pages.send("trial-tasks", answered.pk)
    return TrialTask.objects.get(question__slug="sd-1")


def test_tasks_are_made_from_unproven_answers_in_one_action(answered: Candidate, pages: Pages) -> None:
    pages.send("trial-plan", answered.pk, **DATES)
    assert "Make 3 tasks from unproven answers" in pages.text("trial", answered.pk)
    pages.send("trial-tasks", answered.pk)
    slugs = TrialTask.objects.values_list("question__slug", flat=True)
    assert sorted(slugs) == ["eh-5", "sd-1", "sd-4"]
    assert set(TrialTask.objects.values_list("due_on", flat=True)) == {date(2026, 12, 14)}


def test_making_them_again_adds_only_what_is_new(
    lead: Actor, answered: Candidate, task: TrialTask, pages: Pages
) -> None:
    save_answer(actor=lead, candidate=answered, question="ps-1", values={"verdict": "strong"}, version=0)
    pages.send("trial-tasks", answered.pk)
    assert TrialTask.objects.count() == 4


def test_tasks_need_the_trials_dates_first(answered: Candidate, pages: Pages) -> None:
    assert pages.send("trial-tasks", answered.pk).status_code == 409
    assert not TrialTask.objects.exists()


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"starts_on": "2026-12-14", "ends_on": "2026-12-01"}, "ends_on"),
        ({"starts_on": "soon", "ends_on": "2026-12-01"}, "starts_on"),
        ({"starts_on": "2026-12-01"}, "ends_on"),
    ],
)
def test_bad_dates_are_answered_at_their_field(
    candidate: Candidate, pages: Pages, dates: dict[str, str], field: str
) -> None:
    sent = pages.send("trial-plan", candidate.pk, **dates)
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert not Trial.objects.exists()


def test_dates_are_changed_and_stay_one_trial(answered: Candidate, task: TrialTask, pages: Pages) -> None:
    pages.send("trial-plan", answered.pk, **{**DATES, "ends_on": "2026-12-20"})
    assert Trial.objects.get().ends_on == date(2026, 12, 20)
    assert Event.objects.filter(kind="trial.planned").count() == 2


def test_a_task_gets_words_owner_and_due_date(
    workspace: Workspace, answered: Candidate, task: TrialTask, pages: Pages
) -> None:
    owner = make_actor(workspace, Role.PANELIST)
    values = {
        **pages.fields("trial-task-edit", task.pk),
        "text": "Log a call",
        "owner": str(owner.user_id),
        "due_on": "2026-12-05",
    }
    assert pages.send("trial-task-edit", task.pk, **values).status_code == 302
    text = pages.text("trial", answered.pk)
    assert "Log a call" in text and owner.name in text and "5 Dec 2026" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", "x" * 1001), ("owner", "018f0000-0000-7000-8000-000000000000"), ("due_on", "x")],
)
def test_bad_input_is_answered_at_its_field(task: TrialTask, pages: Pages, field: str, value: str) -> None:
    values = {**pages.fields("trial-task-edit", task.pk), field: value}
    sent = pages.send("trial-task-edit", task.pk, **values)
    assert sent.status_code == 422 and field in sent.context["form"].errors


def test_an_edit_over_somebody_elses_keeps_what_was_typed(task: TrialTask, pages: Pages) -> None:
    values = {**pages.fields("trial-task-edit", task.pk), "text": "Mine"}
    TrialTask.objects.update(text="Theirs")
    sent = pages.send("trial-task-edit", task.pk, **values)
    assert sent.status_code == 409 and "It now says: Theirs" in sent.content.decode()


def test_a_task_is_done_with_what_was_seen_and_opened_again(
    workspace: Workspace, answered: Candidate, task: TrialTask
) -> None:
    panelist = Pages.of(make_actor(workspace, Role.PANELIST))
    assert panelist.send("trial-task-done", task.pk, outcome="").status_code == 422
    assert panelist.send("trial-task-done", task.pk, outcome="Two calls, logged.").status_code == 302
    assert "Two calls, logged." in panelist.text("trial", answered.pk)
    again = panelist.send("trial-task-done", task.pk, outcome="other words")
    assert again.status_code == 409 and "other words" in again.content.decode()
    panelist.send("trial-task-reopen", task.pk)
    task.refresh_from_db()
    assert task.done_at is None and task.outcome == "Two calls, logged."
    assert panelist.send("trial-task-reopen", task.pk).status_code == 409


def test_roles_are_kept(workspace: Workspace, answered: Candidate, task: TrialTask) -> None:
    reader = Pages.of(make_actor(workspace, Role.PROCUREMENT))
    panelist = Pages.of(make_actor(workspace, Role.PANELIST))
    assert reader.text("trial", answered.pk)
    assert reader.send("trial-task-done", task.pk, outcome="o").status_code == 403
    assert panelist.send("trial-task-edit", task.pk).status_code == 403
    assert panelist.send("trial-tasks", answered.pk).status_code == 403


def test_a_decided_evaluation_freezes_the_trial(
    lead: Actor, answered: Candidate, task: TrialTask, pages: Pages
) -> None:
    decide(actor=lead, evaluation=answered.evaluation, candidate_id=None, reason="r")
    assert pages.send("trial-task-done", task.pk, outcome="o").status_code == 423
    text = pages.text("trial", answered.pk)
    assert "read-only" in text and pages.address("trial-task-done", task.pk) not in text


def test_another_workspaces_task_is_not_found(task: TrialTask) -> None:
    rival = Pages.of(make_actor(make_workspace("rival"), Role.LEAD))
    for name in ("trial-task-edit", "trial-task-done"):
        assert rival.open(name, task.pk).status_code == 404


def test_the_page_needs_the_same_queries_however_many_tasks(
    lead: Actor, answered: Candidate, task: TrialTask, pages: Pages
) -> None:
    three = pages.queries("trial", answered.pk)
    bare = candidate_of(make_evaluation(lead, vendors=["Bare"]), "Bare")
    pages.send("trial-plan", bare.pk, **DATES)
    assert pages.queries("trial", bare.pk) == three <= 11
