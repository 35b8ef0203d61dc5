"""The questions to come back to."""

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.followups import Owed
from audits.evaluations.models import Candidate
from audits.people.actor import Actor
from tests.factories import candidate_of, make_evaluation
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def answer(actor: Actor, candidate: Candidate, question: str, **values: object) -> None:
    given = AnswerValues(**values)  # type: ignore[typeddict-item]
    save_answer(actor=actor, candidate=candidate, question=question, values=given, version=None)


def owed(pages: Pages, candidate: Candidate) -> dict[str, Owed]:
    rows = pages.open("candidate-follow-ups", candidate.pk).context["rows"]
    return {row.question.slug: row.owed for row, _words in rows}


@pytest.mark.covers("R025")
def test_all_but_specific_answers_are_listed_with_why(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    answer(lead, candidate, "sd-1", verdict="strong", proof="production", note="Seen at 14:02.")
    answer(lead, candidate, "sd-2", verdict="partial", proof="claimed")
    answer(lead, candidate, "sd-3", is_vague=True)
    answer(lead, candidate, "sd-4", verdict="none", note="They said no.")
    listed = owed(pages, candidate)
    assert len(listed) == 30 and "sd-1" not in listed
    assert listed["sd-2"] is Owed.UNBACKED
    assert listed["sd-3"] is Owed.VAGUE
    assert listed["sd-4"] is Owed.UNSUPPORTED
    assert listed["eh-5"] is Owed.UNANSWERED


def test_a_marked_answer_is_listed_although_it_is_specific(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    answer(lead, candidate, "sd-1", verdict="strong", note="Seen.", follow_up=True)
    assert owed(pages, candidate)["sd-1"] is Owed.MARKED


def test_the_list_is_there_as_text(candidate: Candidate, pages: Pages) -> None:
    plain = pages.open("candidate-follow-ups", candidate.pk).context["plain"]
    assert len(plain.splitlines()) == 31 and plain.startswith("SD-1  ")
    assert 'data-copy="plain"' in pages.text("candidate-follow-ups", candidate.pk)


def test_the_page_needs_the_same_queries_however_many_candidates(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["A", "B", "C"])
    assert pages.queries("candidate-follow-ups", candidate_of(evaluation, "A").pk) <= 9
