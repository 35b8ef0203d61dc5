"""The pages of declaring an interest and of ruling on it."""

import pytest
from django.urls import reverse

from tests.evaluations.declaring import clear, excluded, in_panel_mode, interested, panelist

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya(workspace):
    return panelist(workspace)


def own(evaluation):
    return reverse("declaration", args=[evaluation.workspace.slug, evaluation.pk])


def ruling(row):
    return reverse("declaration-rule", args=[row.workspace.slug, row.pk])


def test_the_page_names_the_vendors_and_no_answer(priya, evaluation, sign_in):
    html = sign_in(priya).get(own(in_panel_mode(evaluation))).content.decode()
    assert "Pipetap" in html and "Nothing to declare" in html


def test_an_interest_without_words_is_refused_at_its_field(priya, evaluation, sign_in):
    response = sign_in(priya).post(own(evaluation), {"interest": "declared", "note": ""})
    assert response.status_code == 422
    assert "Say what it is" in response.content.decode()
    assert not evaluation.declarations.exists()


def test_an_interest_leads_to_the_page_that_says_it_waits(priya, evaluation, sign_in):
    response = sign_in(priya).post(own(evaluation), {"interest": "declared", "note": "Shares."}, follow=True)
    html = response.content.decode()
    assert "waiting for a lead" in html and "Shares." in html


def test_no_other_site_is_gone_on_to(priya, evaluation, sign_in):
    response = sign_in(priya).post(f"{own(evaluation)}?next=https://evil.example/", {"interest": "none"})
    assert response["Location"] == reverse("evaluation", args=[evaluation.workspace.slug, evaluation.pk])


def test_whoever_is_excluded_reads_why_and_finds_no_form(lead, priya, evaluation, sign_in):
    excluded(priya, evaluation, by=lead)
    html = sign_in(priya).get(own(evaluation)).content.decode()
    assert "Owns a part of it." in html and 'name="interest"' not in html


def test_the_list_shows_everybody_and_who_is_missing(lead, workspace, priya, evaluation, sign_in):
    panelist(workspace, "marek")
    clear(lead, in_panel_mode(evaluation))
    interested(priya, evaluation, "Shares in Pipetap.")
    html = (
        sign_in(lead).get(reverse("declaration-list", args=[workspace.slug, evaluation.pk])).content.decode()
    )
    assert "Shares in Pipetap." in html
    assert "Marek" in html.split("Not declared yet")[1]


def test_the_list_costs_the_same_with_many(
    lead, workspace, evaluation, sign_in, django_assert_max_num_queries
):
    for number in range(12):
        excluded(panelist(workspace, f"p{number}"), evaluation, by=lead)
    client = sign_in(lead)
    with django_assert_max_num_queries(8):
        client.get(reverse("declaration-list", args=[workspace.slug, evaluation.pk]))


def test_a_lead_rules_on_the_page(lead, priya, evaluation, sign_in):
    row = interested(priya, evaluation)
    client = sign_in(lead)
    assert "Shares in Pipetap." in client.get(ruling(row)).content.decode()
    response = client.post(ruling(row), {"ruling": "excluded", "reason": "Too close."}, follow=True)
    assert "Too close." in response.content.decode()
    row.refresh_from_db()
    assert row.ruling == "excluded"


def test_a_ruling_without_reason_is_refused_and_what_was_chosen_stays(lead, priya, evaluation, sign_in):
    row = interested(priya, evaluation)
    response = sign_in(lead).post(ruling(row), {"ruling": "excluded", "reason": " "})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="excluded"' in html and "checked" in html.split('value="excluded"')[1].split(">")[0]


def test_nobody_rules_on_their_own_page(lead, evaluation, sign_in):
    row = interested(lead, evaluation)
    assert sign_in(lead).post(ruling(row), {"ruling": "waived", "reason": "Mine."}).status_code == 403


def test_whoever_waits_for_a_ruling_reads_what_comes_next(priya, evaluation, sign_in):
    interested(priya, in_panel_mode(evaluation))
    html = sign_in(priya).get(own(evaluation)).content.decode()
    assert "open to you once one of them has ruled" in html


def test_who_only_looked_is_not_told_of_what_they_typed(lead, priya, evaluation, sign_in):
    excluded(priya, in_panel_mode(evaluation), by=lead)
    page = reverse("evaluation", args=[evaluation.workspace.slug, evaluation.pk])
    answer = sign_in(priya).get(page)
    html = answer.content.decode()
    assert answer.status_code == 403 and "To the start page" in html and "what you typed" not in html
