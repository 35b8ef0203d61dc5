"""Recording answers."""

from typing import Any, cast

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Answer, Candidate
from audits.journal.models import Event
from audits.kit.refusals import Conflict, Decided, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def save(
    actor: Actor, candidate: Candidate, version: int | None = 0, key: str | None = None, **values: Any
) -> dict[str, Any]:
    return save_answer(
        actor=actor,
        candidate=candidate,
        question="eh-1",
        values=cast(AnswerValues, values),
        version=version,
        key=key,
    )


def stored(candidate: Candidate) -> Answer:
    return Answer.objects.get(candidate=candidate, question__slug="eh-1")


@pytest.mark.covers("R020")
def test_an_answer_is_kept_with_author_and_time(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong", proof="sandbox", note="Seen in settings.")
    row = stored(candidate)
    assert (row.verdict, row.proof, row.note) == ("strong", "sandbox", "Seen in settings.")
    assert row.saved_by_id == lead.user_id and row.saved_at is not None


def test_a_field_left_out_keeps_its_value(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong")
    save(lead, candidate, version=1, note="later")
    assert stored(candidate).verdict == "strong"


def test_every_save_counts_on_row_and_candidate(lead: Actor, candidate: Candidate) -> None:
    assert save(lead, candidate, verdict="strong")["version"] == 1
    result = save(lead, candidate, version=1, verdict="partial")
    candidate.refresh_from_db()
    assert (result["version"], result["change"], candidate.change) == (2, 2, 2)


def test_a_stale_version_is_a_conflict_and_changes_nothing(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong")
    with pytest.raises(Conflict) as caught:
        save(lead, candidate, version=0, verdict="none")
    assert caught.value.yours == {"verdict": "none"}
    assert caught.value.theirs["verdict"] == "strong" and caught.value.version == 1
    candidate.refresh_from_db()
    assert stored(candidate).verdict == "strong" and candidate.change == 1


def test_without_a_version_the_save_overwrites(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong")
    save(lead, candidate, version=None, verdict="none")
    assert stored(candidate).verdict == "none"


def test_the_journal_shows_before_and_after(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong")
    save(lead, candidate, version=1, verdict="none")
    event = Event.objects.filter(kind="answer.saved").latest("pk")
    assert (event.part, event.actor_id) == ("eh-1", lead.user_id)
    assert event.payload["before"] == {"verdict": "strong"}
    assert event.payload["after"] == {"verdict": "none"}


def test_the_same_operation_twice_happens_once(lead: Actor, candidate: Candidate) -> None:
    first = save(lead, candidate, key="op-1", verdict="strong")
    again = save(lead, candidate, key="op-1", verdict="strong")
    assert first["version"] == again["version"] == 1
    assert Event.objects.filter(kind="answer.saved").count() == 1


def test_the_same_key_for_other_content_is_refused(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, key="op-1", verdict="strong")
    with pytest.raises(Invalid):
        save(lead, candidate, key="op-1", verdict="none")


def test_a_refused_operation_may_be_tried_again(lead: Actor, candidate: Candidate) -> None:
    with pytest.raises(Invalid):
        save(lead, candidate, key="op-1", verdict="excellent")
    assert save(lead, candidate, key="op-1", verdict="strong")["version"] == 1


@pytest.mark.covers("R021")
def test_no_specific_answer_leaves_the_question_unanswered(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, verdict="strong")
    save(lead, candidate, version=1, is_vague=True)
    row = stored(candidate)
    assert (row.verdict, row.is_vague) == ("", True)


def test_a_verdict_takes_the_vague_mark_away(lead: Actor, candidate: Candidate) -> None:
    save(lead, candidate, is_vague=True)
    save(lead, candidate, version=1, verdict="partial")
    assert stored(candidate).is_vague is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verdict", "excellent"),
        ("proof", "hearsay"),
        ("note", "a\x00b"),
        ("note", "\ud800"),
        ("note", "x" * 20_001),
        ("red_flags", ["no-such-flag"]),
        ("follow_up", "yes"),
        ("facts", {"unknown": 1}),
        ("demo_second", -1),
    ],
)
def test_wrong_values_are_refused_by_field(lead: Actor, candidate: Candidate, field: str, value: Any) -> None:
    given: dict[str, Any] = {field: value}
    with pytest.raises(Invalid) as caught:
        save(lead, candidate, **given)
    assert next(iter(caught.value.fields)).split(".")[0] == field
    assert stored(candidate).version == 0


def test_a_decided_evaluation_refuses(lead: Actor, candidate: Candidate) -> None:
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    with pytest.raises(Decided):
        save(lead, candidate, verdict="strong")
    assert stored(candidate).version == 0


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.OWNER])
def test_roles_that_only_read_are_denied(workspace: Workspace, candidate: Candidate, role: Role) -> None:
    with pytest.raises(Denied):
        save(make_actor(workspace, role), candidate, verdict="strong")
