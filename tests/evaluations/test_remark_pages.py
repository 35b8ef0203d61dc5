"""The pages of remarks, and the places that lead to them."""

import pytest

from audits.evaluations.models import Remark
from audits.evaluations.remarks import Line
from audits.people.roles import Role
from tests import factories
from tests.evaluations.declaring import excluded
from tests.evaluations.test_remarks import raised
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(workspace):
    return factories.make_actor(workspace, Role.PROCUREMENT)


def test_procurement_challenges_a_cell_of_the_comparison(petra, evaluation, candidate):
    pages = Pages.of(petra)
    html = pages.text("compare", evaluation.pk, open="sync-timing")
    assert f"place=question&amp;part=st-1&amp;candidate={candidate.pk}" in html
    where = {"place": "question", "part": "st-1", "candidate": str(candidate.pk)}
    answer = pages.client.post(
        pages.address("remark-new", evaluation.pk, **where), {"kind": "challenge", "text": "Says who?"}
    )
    row = Remark.objects.get()
    assert answer["Location"] == pages.address("remark", row.pk)
    assert (row.place, row.part, row.candidate_id) == ("question", "st-1", candidate.pk)


def test_a_row_of_the_comparison_shows_how_many_stand_on_it(petra, evaluation, candidate):
    raised(petra, evaluation, Line("dimension", "sync-timing", candidate.pk))
    assert "1 remark, 1 open" in Pages.of(petra).text("compare", evaluation.pk)


@pytest.mark.parametrize("page", ["evaluation", "compare", "decide"])
def test_pages_of_the_evaluation_lead_to_its_remarks(petra, evaluation, page):
    pages = Pages.of(petra)
    assert f'href="{pages.address("remark-list", evaluation.pk)}' in pages.text(page, evaluation.pk)


@pytest.mark.parametrize("page", ["candidate-cost", "clarification-list"])
def test_pages_of_the_candidate_lead_to_theirs(petra, evaluation, candidate, page):
    assert "remarks/?place=" in Pages.of(petra).text(page, candidate.pk)


def test_blank_words_are_refused_at_their_field(petra, evaluation):
    answer = Pages.of(petra).send("remark-new", evaluation.pk, kind="comment", text=" ")
    assert answer.status_code == 422 and 'id="id_text_error"' in answer.content.decode()


def test_a_line_there_is_not_is_said(petra, evaluation):
    assert Pages.of(petra).open("remark-new", evaluation.pk, place="weather").status_code == 422


def test_the_list_filters_by_state_kind_vendor_and_line(lead, petra, evaluation, candidate):
    raised(petra, evaluation, words="First words.")
    raised(petra, evaluation, Line("gaps", "", candidate.pk), kind="comment", words="Second words.")
    pages = Pages.of(lead)
    asked = {"state": "open"}, {"kind": "comment"}, {"candidate": str(candidate.pk)}, {"place": "evaluation"}
    shown = [pages.text("remark-list", evaluation.pk, **query) for query in asked]
    assert ["First words." in html for html in shown] == [True, False, False, True]
    assert ["Second words." in html for html in shown] == [True, True, True, False]


def test_the_list_needs_the_same_queries_for_many(lead, petra, evaluation):
    raised(petra, evaluation)
    pages = Pages.of(lead)
    few = pages.queries("remark-list", evaluation.pk)
    for _ in range(12):
        raised(petra, evaluation)
    assert pages.queries("remark-list", evaluation.pk) == few


def test_the_list_goes_on_behind_fifty(lead, petra, evaluation):
    for number in range(51):
        raised(petra, evaluation, kind="comment", words=f"Words {number}.")
    pages = Pages.of(lead)
    html = pages.text("remark-list", evaluation.pk)
    assert "Words 50." in html and "Words 0." not in html
    key = html.split("after=")[1].split('"')[0]
    assert "Words 0." in pages.text("remark-list", evaluation.pk, after=key)


def test_a_lead_answers_in_place(lead, petra, evaluation):
    row = raised(petra, evaluation)
    pages = Pages.of(lead)
    pages.send("remark", row.pk, **pages.fields("remark", row.pk), text="On 4 May.")
    html = Pages.of(petra).text("remark", row.pk)
    assert "On 4 May." in html and "Answer by" in html


def test_words_of_an_answer_that_came_too_late_are_shown_again(lead, petra, evaluation):
    row = raised(petra, evaluation)
    pages = Pages.of(lead)
    stale = pages.fields("remark", row.pk)
    pages.send("remark", row.pk, **stale, text="Once.")
    answer = pages.send("remark", row.pk, **stale, text="Twice.")
    html = answer.content.decode()
    assert answer.status_code == 409 and "Twice." in html and "Once." in html


def test_procurement_is_offered_no_answer(petra, evaluation):
    row = raised(petra, evaluation)
    pages = Pages.of(petra)
    assert 'id="answer"' not in pages.text("remark", row.pk)
    assert pages.send("remark", row.pk, text="Mine.").status_code == 403


def test_its_author_takes_it_back_on_the_page(petra, evaluation):
    row = raised(petra, evaluation)
    assert "Take it back" in Pages.of(petra).text("remark", row.pk)
    Pages.of(petra).send("remark-withdraw", row.pk)
    row.refresh_from_db()
    assert row.withdrawn_at


def test_whoever_is_excluded_sees_none(lead, petra, workspace, evaluation):
    row = raised(lead, evaluation)
    excluded(petra, evaluation, by=lead)
    pages = Pages.of(petra)
    assert pages.open("remark-list", evaluation.pk).status_code == 403
    assert pages.open("remark", row.pk).status_code == 403
