"""The decide page: what is open, what stands in the way, and what happens to typed words."""

import pytest

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all, save_object
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Decision, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import candidate_of, make_actor, make_evaluation
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def filled(pages: Pages, evaluation: Evaluation, **more: object) -> dict[str, object]:
    """The page's form as opened, with a choice and a reason."""
    values = {**pages.fields("decide", evaluation.pk), "choice": "none", "reason": "My reason."}
    return {**values, "acknowledged": "on", **more}


def test_open_points_are_listed_for_each_candidate(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    save_answer(actor=lead, candidate=candidate, question="sd-1", values={"verdict": "strong"}, version=0)
    row = pages.open("decide", candidate.evaluation_id).context["candidates"][0]
    assert len(row.unscored) == 7 and "Sync timing" not in row.unscored
    assert len(row.unanswered) == 30
    assert "30 questions not answered" in pages.text("decide", candidate.evaluation_id)


def test_open_points_must_be_acknowledged(evaluation: Evaluation, pages: Pages) -> None:
    sent = pages.send("decide", evaluation.pk, **filled(pages, evaluation, acknowledged=""))
    assert sent.status_code == 422 and "acknowledged" in sent.context["form"].errors
    assert "My reason." in sent.content.decode() and not Decision.objects.exists()


def test_nobody_is_chosen_with_a_reason(evaluation: Evaluation, pages: Pages) -> None:
    assert pages.send("decide", evaluation.pk, **filled(pages, evaluation)).status_code == 302
    decision = Decision.objects.get()
    assert (decision.candidate_id, decision.reason) == (None, "My reason.")
    text = pages.text("decide", evaluation.pk)
    assert "Decided: none of them" in text and "Revision 1" in text
    assert 'id="decide-form"' not in text


def test_a_candidate_is_chosen(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    values = filled(pages, candidate.evaluation, choice=str(candidate.pk))
    assert pages.send("decide", candidate.evaluation_id, **values).status_code == 302
    assert "Decided: Pipetap" in pages.text("evaluation", candidate.evaluation_id)


def test_nothing_open_asks_for_no_acknowledgement(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    framework = candidate.evaluation.document
    for dimension in framework.dimensions:
        save_score(actor=lead, candidate=candidate, dimension=dimension.slug, values={"points": 3}, version=0)
    for question in framework.questions:
        save_answer(
            actor=lead, candidate=candidate, question=question.slug, values={"verdict": "partial"}, version=0
        )
    page = pages.open("decide", candidate.evaluation_id)
    assert "acknowledged" not in page.context["form"].fields
    assert "Everything is scored and answered." in page.content.decode()


@pytest.mark.covers("R034", "R036", "R037")
def test_obstacles_are_told_with_links_to_mend_them(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"write": False}, version=None
    )
    text = pages.text("decide", candidate.evaluation_id)
    assert "Hard stop: Lead does not sync both ways." in text
    assert pages.address("candidate-waive", candidate.pk) + "?what=salesforce%2Flead" in text
    values = filled(pages, candidate.evaluation, choice=str(candidate.pk))
    sent = pages.send("decide", candidate.evaluation_id, **values)
    assert sent.status_code == 409 and "Pipetap cannot be chosen yet." in sent.content.decode()
    assert "My reason." in sent.content.decode() and candidate.evaluation.is_open


@pytest.mark.parametrize(
    ("field", "value"),
    [("choice", ""), ("choice", "018f0000-0000-7000-8000-000000000000"), ("reason", " "), ("reason", "\x00")],
)
def test_bad_input_is_answered_at_its_field(
    evaluation: Evaluation, pages: Pages, field: str, value: str
) -> None:
    sent = pages.send("decide", evaluation.pk, **{**filled(pages, evaluation), field: value})
    assert sent.status_code == 422 and field in sent.context["form"].errors
    assert not Decision.objects.exists()


def test_what_was_saved_since_is_shown_before_it_counts(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    values = filled(pages, candidate.evaluation)
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    sent = pages.send("decide", candidate.evaluation_id, **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "Something was saved since" in text and "My reason." in text
    # The lists are others now: they are acknowledged anew, then it goes through.
    form = sent.context["form"]
    assert not form["acknowledged"].value()
    again = {**values, "seen": form["seen"].value()}
    assert pages.send("decide", candidate.evaluation_id, **again).status_code == 302


def test_a_second_decision_keeps_the_words_of_the_second_lead(
    lead: Actor, evaluation: Evaluation, pages: Pages
) -> None:
    values = filled(pages, evaluation)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="First.")
    sent = pages.send("decide", evaluation.pk, **values)
    text = sent.content.decode()
    assert sent.status_code == 423 and "First." in text and "My reason." in text
    assert Decision.objects.count() == 1


def test_a_double_click_decides_once(evaluation: Evaluation, pages: Pages) -> None:
    values = filled(pages, evaluation)
    assert [pages.send("decide", evaluation.pk, **values).status_code for _turn in range(2)] == [302, 302]
    assert Decision.objects.count() == 1


def test_reopening_needs_a_reason_and_makes_a_new_revision(evaluation: Evaluation, pages: Pages) -> None:
    pages.send("decide", evaluation.pk, **filled(pages, evaluation))
    assert pages.send("evaluation-reopen", evaluation.pk, reason="").status_code == 422
    assert pages.send("evaluation-reopen", evaluation.pk, reason="New offer.").status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.is_open and evaluation.revision == 2
    text = pages.text("decide", evaluation.pk)
    assert "New offer." in text and "Revision 1" in text and 'id="decide-form"' in text


def test_reopening_an_open_evaluation_is_refused(evaluation: Evaluation, pages: Pages) -> None:
    sent = pages.send("evaluation-reopen", evaluation.pk, reason="kept words")
    assert sent.status_code == 409 and "kept words" in sent.content.decode()


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_read_and_do_not_decide(workspace: Workspace, evaluation: Evaluation, role: str) -> None:
    reader = Pages.of(make_actor(workspace, role))
    assert 'id="decide-form"' not in reader.text("decide", evaluation.pk)
    assert reader.send("decide", evaluation.pk, choice="none", reason="r").status_code == 403
    assert reader.send("evaluation-reopen", evaluation.pk, reason="r").status_code == 403
    assert not Decision.objects.exists()


def test_the_page_needs_the_same_queries_however_many_candidates(lead: Actor, pages: Pages) -> None:
    one = make_evaluation(lead, vendors=["A"])
    few = pages.queries("decide", one.pk)
    many = make_evaluation(lead, vendors=["B", "C", "D", "E"])
    assert candidate_of(many, "B").is_open
    assert pages.queries("decide", many.pk) == few <= 14
