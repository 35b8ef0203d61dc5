"""Who is in a demo, and who of the panel has scored: whether, and never how."""

from datetime import timedelta

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Presence
from audits.people.roles import Role
from tests.evaluations.declaring import clear, excluded, panelist
from tests.evaluations.panel_points import abstain, give, panel_evaluation, revealed
from tests.evaluations.scoring_client import address, post, save
from tests.factories import candidate_of, make_actor

pytestmark = pytest.mark.django_db
ERRORS = "error-handling"


@pytest.fixture
def evaluation(lead):
    return panel_evaluation(lead)


@pytest.fixture
def candidate(evaluation):
    return candidate_of(evaluation)


@pytest.fixture
def priya(workspace, evaluation):
    actor = panelist(workspace)
    clear(actor, evaluation)
    return actor


@pytest.fixture
def chair(lead, evaluation, sign_in):
    clear(lead, evaluation)
    return sign_in(lead)


def be_here(client, candidate, dimension=ERRORS):
    return post(client, candidate, "presence", {"values": {"dimension": dimension}})


def text(response):
    return " ".join(response.content.decode().split())


def line_of(html, name, dimension=ERRORS):
    """What the list beside a dimension says of somebody."""
    block = html.split(f'data-panel-on="{dimension}"')[1].split("</section>")[0]
    return next(each for each in block.split("<li>") if name in each)


def test_whoever_has_the_screen_open_is_shown_to_the_others(priya, chair, candidate, sign_in):
    be_here(sign_in(priya), candidate)
    html = text(be_here(chair, candidate))
    assert 'title="Priya, scored 0 of 8"' in html
    assert 'title="Lead (you), scored 0 of 8"' in html


def test_saying_so_again_keeps_one_row_and_writes_nothing_into_the_record(chair, candidate):
    be_here(chair, candidate)
    be_here(chair, candidate, "sync-timing")
    row = Presence.objects.get()
    before = candidate.change
    candidate.refresh_from_db()
    assert (row.dimension, candidate.change) == ("sync-timing", before)


def test_whoever_has_not_said_so_for_a_while_is_gone(priya, chair, candidate, sign_in):
    be_here(sign_in(priya), candidate)
    Presence.objects.update(seen_at=Presence.objects.get().seen_at - timedelta(minutes=2))
    assert 'title="Priya' not in text(be_here(chair, candidate))


def test_the_list_says_scored_choosing_or_not_yet(workspace, priya, chair, candidate, sign_in):
    panelist(workspace, "marek")
    give(priya, candidate, 4)
    html = text(be_here(chair, candidate))
    assert "Scored" in line_of(html, "Priya")
    assert "Choosing" in line_of(html, "You")
    assert "Not yet" in line_of(html, "Marek")
    assert "Not yet" in line_of(html, "Priya", "sync-timing")


def test_an_abstention_looks_like_points(workspace, priya, chair, candidate):
    give(panelist(workspace, "marek"), candidate, 5)
    abstain(priya, candidate)
    html = text(be_here(chair, candidate))
    state = line_of(html, "Priya").split("push muted")[1]
    assert state == line_of(html, "Marek").split("push muted")[1]


def test_whoever_is_excluded_is_not_on_the_list(lead, workspace, chair, evaluation, candidate):
    marek = panelist(workspace, "marek")
    give(marek, candidate, 5)
    excluded(marek, evaluation, by=lead)
    assert "Marek" not in text(be_here(chair, candidate))


def test_after_the_reveal_the_list_is_gone(lead, priya, chair, candidate):
    revealed(lead, candidate, {priya: 4})
    assert "data-panel-on" not in text(be_here(chair, candidate))


def test_who_reads_along_is_shown_and_is_not_of_the_panel(workspace, chair, candidate, sign_in):
    be_here(sign_in(make_actor(workspace, Role.PROCUREMENT)), candidate)
    assert 'title="Procurement"' in text(be_here(chair, candidate))


def test_own_points_answer_with_the_list_as_it_stands(priya, candidate, sign_in):
    response = save(sign_in(priya), candidate, f"scores/{ERRORS}", points=4)
    assert "Scored" in line_of(text(response), "You")


@pytest.mark.parametrize("dimension", ["no-such", 3, ["error-handling"]])
def test_a_dimension_that_is_none_is_refused(chair, candidate, dimension):
    assert be_here(chair, candidate, dimension).status_code == 422
    assert not Presence.objects.exists()


def test_it_costs_the_same_with_a_panel_of_ten(
    workspace, chair, candidate, sign_in, django_assert_max_num_queries
):
    for number in range(10):
        actor = panelist(workspace, f"p{number}")
        clear(actor, candidate.evaluation)
        give(actor, candidate, 3)
        be_here(sign_in(actor), candidate)
    with django_assert_max_num_queries(11):
        be_here(chair, candidate)


def test_a_decided_evaluation_awaits_nobody(lead, evaluation, chair, candidate):
    be_here(chair, candidate)
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    shown = chair.get(address(candidate)).content.decode().split('id="presence"')[1]
    assert "<li>" not in shown.split("</ul>")[0]
