"""The reveal and the meeting: who is asked, what the agenda says, how points are agreed on."""

from fractions import Fraction
from html import unescape

import pytest
from django.urls import reverse

from audits.evaluations.actions.reveal import agree
from audits.evaluations.models import Score
from audits.evaluations.screen.meeting import band_words, means_words
from audits.kit import clock
from audits.people.models import Membership
from audits.people.roles import Role
from audits.scoring.panel import PanelTotal
from tests.evaluations.declaring import clear
from tests.evaluations.panel_points import (
    DIMENSION,
    fresh,
    give,
    give_all,
    make_panel,
    panel_evaluation,
    revealed,
)
from tests.factories import candidate_of, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(workspace):
    return make_panel(workspace, "priya", "marek")


@pytest.fixture
def evaluation(lead):
    found = panel_evaluation(lead)
    clear(lead, found)
    return found


@pytest.fixture
def candidate(evaluation):
    return candidate_of(evaluation)


@pytest.fixture
def chair(lead, sign_in, evaluation):
    return sign_in(lead)


def at(candidate, name="meeting", *more):
    return reverse(name, args=[candidate.workspace.slug, candidate.pk, *more])


def text(response):
    return " ".join(response.content.decode().split())


def agreed(candidate):
    return Score.objects.get(candidate=candidate, dimension__slug=DIMENSION)


def form(candidate, points, rationale="", seen=None):
    version = agreed(candidate).version if seen is None else seen
    return {"points": points, "rationale": rationale, "seen": version}


def test_the_reveal_names_who_has_not_finished_and_asks(chair, panel, candidate):
    give_all(panel[0], candidate, 4)
    give(panel[1], candidate, 1)
    html = text(chair.get(at(candidate, "candidate-reveal")))
    assert "Marek: 1 of 8 scored" in html and "Priya:" not in html
    response = chair.post(at(candidate, "candidate-reveal"))
    assert response.status_code == 422
    assert fresh(candidate).is_blind


def test_what_was_confirmed_is_revealed_and_leads_to_the_meeting(chair, panel, candidate):
    give(panel[0], candidate, 4)
    response = chair.post(at(candidate, "candidate-reveal"), {"confirm": "yes"})
    assert response["Location"] == at(candidate)
    assert not fresh(candidate).is_blind


def test_when_everybody_has_finished_nothing_is_asked(chair, panel, candidate):
    for actor in panel:
        give_all(actor, candidate, 4)
    assert "Everybody has finished." in text(chair.get(at(candidate, "candidate-reveal")))
    chair.post(at(candidate, "candidate-reveal"))
    assert not fresh(candidate).is_blind


def test_a_second_reveal_is_refused(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4})
    assert chair.post(at(candidate, "candidate-reveal"), {"confirm": "yes"}).status_code == 409


def test_a_panelist_does_not_reveal(panel, evaluation, candidate, sign_in):
    clear(panel[0], evaluation)
    assert sign_in(panel[0]).post(at(candidate, "candidate-reveal"), {"confirm": "yes"}).status_code == 403
    assert fresh(candidate).is_blind


def test_before_the_reveal_the_meeting_shows_no_points(chair, panel, candidate):
    give(panel[0], candidate, 4, "Retries were shown.")
    html = text(chair.get(at(candidate)))
    assert "not revealed yet" in html
    assert "Retries" not in html and "Priya" not in html


@pytest.mark.covers("R066")
def test_the_agenda_has_the_far_apart_first_with_points_and_reasons(lead, chair, panel, candidate):
    give(panel[0], candidate, 3, dimension="sync-direction")
    give(panel[0], candidate, 4, "Retries were shown.")
    give(panel[1], candidate, 1, "Only on creates.")
    revealed(lead, candidate, {})
    html = text(chair.get(at(candidate)))
    assert html.index(f"agree-{DIMENSION}") < html.index("agree-sync-direction")
    item = html.split(f'id="agree-{DIMENSION}"')[1].split("</section>")[0]
    assert "Talk about it" in item and "1 to 4, 3 apart." in item
    assert "Retries were shown." in item and "Only on creates." in item
    assert "Mean 2.5, exactly a half: rounded up to 3." in item
    assert "Only one of the panel gave points: 3." in html


def test_points_are_agreed_on_and_the_sum_moves(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 2})
    response = chair.post(
        at(candidate, "meeting-agree", DIMENSION),
        form(candidate, 2, "It is not shown."),
        headers={"HX-Request": "true"},
    )
    html = text(response)
    assert 'id="meeting-sum"' in html and "<b>2</b>" in html
    assert "1 of 8 are agreed; the others stand at the panel's mean." in unescape(html)
    row = agreed(candidate)
    assert (row.points, row.rationale, row.saved_by_id) == (2, "It is not shown.", lead.user_id)


def test_without_htmx_it_leads_back_to_the_dimension(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 2})
    response = chair.post(at(candidate, "meeting-agree", DIMENSION), form(candidate, 3))
    assert response["Location"] == f"{at(candidate)}#agree-{DIMENSION}"


def test_points_outside_the_range_need_a_reason_and_nothing_typed_is_lost(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 2})
    response = chair.post(at(candidate, "meeting-agree", DIMENSION), form(candidate, 5))
    html = text(response)
    assert response.status_code == 422
    assert "The panel gave 2 to 4. Say why these points differ." in html
    assert 'value="5"' in html and "checked" in html.split('value="5"')[1].split(">")[0]
    assert agreed(candidate).points == 3


def test_a_stale_agreement_is_a_conflict_that_shows_what_stands(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4, panel[1]: 2})
    seen = agreed(candidate).version
    chair.post(at(candidate, "meeting-agree", DIMENSION), form(candidate, 4, "Seen again."))
    response = chair.post(at(candidate, "meeting-agree", DIMENSION), form(candidate, 2, "No.", seen))
    assert response.status_code == 409
    assert "It now says: Seen again." in text(response)


@pytest.mark.parametrize("points", [0, 1, 4, 5])
def test_very_low_and_very_high_points_invite_a_reason(lead, chair, panel, candidate, points):
    revealed(lead, candidate, {panel[0]: points})
    assert "deserve a word of explanation" in text(chair.get(at(candidate)))


def test_points_in_the_middle_invite_none(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 3})
    assert "deserve a word" not in text(chair.get(at(candidate)))


def test_others_read_what_was_agreed_and_find_no_form(lead, workspace, panel, candidate, sign_in):
    revealed(lead, candidate, {panel[0]: 4})
    html = text(sign_in(make_actor(workspace, Role.PROCUREMENT)).get(at(candidate)))
    assert "not agreed yet: 4" in html and 'name="points"' not in html
    assert "Mean 4." in html
    agree(actor=lead, candidate=fresh(candidate), dimension=DIMENSION, values={"points": 4}, version=None)
    assert "Agreed: 4" in text(
        sign_in(make_actor(workspace, Role.PROCUREMENT, "p2@halden.example")).get(at(candidate))
    )


def test_somebody_who_left_stays_on_the_agenda(lead, chair, panel, candidate):
    revealed(lead, candidate, {panel[0]: 4})
    Membership.objects.filter(user=panel[0].user_id).update(ended_at=clock.now())
    assert "Priya" in text(chair.get(at(candidate)))


def test_the_page_costs_the_same_with_a_panel_of_ten(
    lead, chair, workspace, candidate, django_assert_max_num_queries
):
    for actor in make_panel(workspace, *(f"p{number}" for number in range(10))):
        give_all(actor, candidate, 3)
    revealed(lead, candidate, {})
    chair.get(at(candidate))
    with django_assert_max_num_queries(14):
        chair.get(at(candidate))


def test_rounding_into_another_band_is_said_in_words(evaluation):
    total = PanelTotal(
        exact=Fraction(67, 2), rounded=34, halves=1, exact_band="partial", rounded_band="strong"
    )
    assert means_words(total) == "The unrounded means sum to 33.5, the rounded ones to 34; 1 was a half."
    said = band_words(total, evaluation.document)
    assert "34, “Strong integration”" in said and "33.5, “Partial integration”" in said


def test_rounding_within_a_band_is_not_talked_about(evaluation):
    total = PanelTotal(exact=Fraction(30), rounded=30, halves=0, exact_band="partial", rounded_band="partial")
    assert band_words(total, evaluation.document) == ""
