"""The scoring screen and the comparison in panel mode, before and after the reveal."""

import pytest
from django.urls import reverse

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.demos import start
from audits.evaluations.actions.proposals import ProposalValues, save_proposal
from audits.evaluations.models import PanelScore
from audits.people.roles import Role
from tests.evaluations.declaring import clear, panelist
from tests.evaluations.panel_points import abstain, give, give_all, panel_evaluation, revealed
from tests.evaluations.scoring_client import address, page, save, write
from tests.factories import candidate_of, make_actor

pytestmark = pytest.mark.django_db
ERRORS = "error-handling"


@pytest.fixture
def evaluation(lead):
    found = panel_evaluation(lead)
    clear(lead, found)
    return found


@pytest.fixture
def candidate(evaluation):
    return candidate_of(evaluation)


@pytest.fixture
def priya(workspace, evaluation):
    actor = panelist(workspace)
    clear(actor, evaluation)
    return actor


def part(html, identity):
    return " ".join(html.split(f'id="{identity}"')[1].split("</section>")[0].split())


def test_own_points_are_dotted_and_ones_own_view(priya, candidate, sign_in):
    give(priya, candidate, 4)
    html = page(sign_in(priya), candidate)
    assert "rail__pts--own" in part(html, f"rail-{ERRORS}")
    strip = part(html, "strip")
    assert "Your view, only you" in strip and "Blind" in strip and "1 of 8 scored by you" in strip
    assert "You gave 4." in part(html, f"dim-state-{ERRORS}")


def test_nobody_elses_points_move_ones_view(lead, priya, candidate, sign_in):
    give_all(priya, candidate, 5)
    html = page(sign_in(lead), candidate)
    assert "0 of 8 scored by you" in part(html, "strip")
    assert "rail__pts--own" not in html


def test_whoever_gives_no_points_reads_that_they_are_hidden(workspace, priya, candidate, sign_in):
    give_all(priya, candidate, 5)
    html = page(sign_in(make_actor(workspace, Role.ADMIN)), candidate)
    strip = part(html, "strip")
    assert "The panel scores blind" in strip and "Your view" not in strip
    assert "Not revealed yet." in part(html, f"dim-state-{ERRORS}")


def test_a_suggestion_shows_after_ones_own_points(lead, priya, candidate, sign_in):
    for question in ("eh-1", "eh-2", "eh-3"):
        save_answer(
            actor=lead, candidate=candidate, question=question, values={"verdict": "strong"}, version=None
        )
    client = sign_in(priya)
    assert "shows once you have given points" in part(page(client, candidate), f"dim-state-{ERRORS}")
    give(priya, candidate, 4)
    assert "answers suggest 3" in part(page(client, candidate), f"dim-state-{ERRORS}")


def test_abstaining_comes_through_the_queue_and_is_no_blank(priya, candidate, sign_in):
    client = sign_in(priya)
    response = save(client, candidate, f"scores/{ERRORS}", is_abstained=True, points=None)
    assert response.status_code == 200
    row = PanelScore.objects.get()
    assert (row.points, row.is_abstained) == (None, True)
    assert "You abstain here." in part(page(client, candidate), f"dim-state-{ERRORS}")


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_an_abstention_is_true_or_false(priya, candidate, sign_in, value):
    response = save(sign_in(priya), candidate, f"scores/{ERRORS}", is_abstained=value, points=3)
    if value is None:
        assert response.status_code == 200
    else:
        assert response.status_code == 422 and "is_abstained" in response.json()["errors"]


def test_points_and_an_abstention_at_once_are_refused(priya, candidate, sign_in):
    response = save(sign_in(priya), candidate, f"scores/{ERRORS}", is_abstained=True, points=3)
    assert response.status_code == 422
    assert not PanelScore.objects.exists()


def test_points_end_an_abstention(priya, candidate, sign_in):
    abstain(priya, candidate)
    save(sign_in(priya), candidate, f"scores/{ERRORS}", version=1, points=3)
    row = PanelScore.objects.get()
    assert (row.points, row.is_abstained) == (3, False)


def test_after_the_reveal_the_screen_leads_to_the_meeting(lead, priya, candidate, sign_in):
    revealed(lead, candidate, {priya: 4})
    client = sign_in(priya)
    banner = part(page(client, candidate), "banner")
    assert reverse("meeting", args=[candidate.workspace.slug, candidate.pk]) in banner
    assert save(client, candidate, f"scores/{ERRORS}", version=1, points=1).status_code == 423


def test_while_somebody_records_the_others_verdict_is_closed_and_theirs_is_open(
    lead, priya, candidate, sign_in
):
    start(actor=lead, candidate=candidate)
    card = page(sign_in(priya), candidate).split('id="q-eh-1"')[1].split("</article>")[0]
    assert "recorded by Lead" in card
    assert 'class="seg seg--verdict" disabled' in card
    assert ' hidden><div class="q__ans">' not in card
    own = page(sign_in(lead), candidate).split('id="q-eh-1"')[1].split("</article>")[0]
    assert "recorded by" not in own and ' hidden><div class="q__ans">' in own


def test_the_recorder_is_offered_what_differs(lead, priya, candidate, sign_in):
    start(actor=lead, candidate=candidate)
    values: ProposalValues = {"verdict": "partial", "note": "Only <b>mail</b>."}
    save_proposal(actor=priya, candidate=candidate, question="eh-1", values=values, version=0)
    client = sign_in(lead)
    card = page(client, candidate).split('id="q-eh-1"')[1].split("</article>")[0]
    assert "Only &lt;b&gt;mail&lt;/b&gt;." in card
    key = card.split('data-propose-take="')[1].split('"')[0]
    assert write(client, candidate, f"proposals/{key}/take").status_code == 200
    assert "data-propose-take" not in page(client, candidate)


def test_a_poll_brings_a_card_once_however_often_it_was_written_to(lead, priya, candidate, sign_in):
    client = sign_in(lead)
    since = candidate.change
    start(actor=lead, candidate=candidate)
    values: ProposalValues = {"verdict": "partial"}
    save_proposal(actor=priya, candidate=candidate, question="eh-1", values=values, version=0)
    html = client.get(f"{address(candidate, 'changes')}?since={since}").content.decode()
    assert html.count('id="q-eh-1"') == 1


def test_the_comparison_says_not_revealed_instead_of_points(lead, priya, evaluation, candidate, sign_in):
    give_all(priya, candidate, 5)
    path = reverse("compare", args=[evaluation.workspace.slug, evaluation.pk])
    client = sign_in(lead)
    html = client.get(path).content.decode()
    assert html.count("Not revealed yet") == 8
    assert "of 40, not revealed yet" in html and "<b>40</b>" not in html
    revealed(lead, candidate, {})
    html = client.get(path).content.decode()
    assert "evealed yet" not in html and "<b>40</b>" in html


def test_the_overview_leads_to_the_meeting_and_says_blind(lead, evaluation, candidate, sign_in):
    html = sign_in(lead).get(reverse("evaluation", args=[evaluation.workspace.slug, evaluation.pk])).content
    text = html.decode()
    assert reverse("meeting", args=[evaluation.workspace.slug, candidate.pk]) in text
    assert "not revealed yet" in text and "Blind" in text


def test_a_panels_page_costs_a_constant_number_of_queries(
    lead, workspace, evaluation, candidate, sign_in, django_assert_max_num_queries
):
    for number in range(8):
        give_all(panelist(workspace, f"p{number}"), candidate, 3)
    client = sign_in(lead)
    client.get(address(candidate))
    with django_assert_max_num_queries(20):
        client.get(address(candidate))
