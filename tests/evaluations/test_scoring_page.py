"""The scoring page: what it shows to whom, and what it costs."""

import re

import pytest

from audits.evaluations.actions.answers import AnswerValues, save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.actions.objects import save_object, waive
from audits.evaluations.actions.scores import save_score
from audits.people.roles import Role
from tests.evaluations.scoring_client import address, page
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R023", "R047")
def test_page_holds_every_dimension_question_and_level(lead, candidate, sign_in):
    html = page(sign_in(lead), candidate)
    assert html.count('class="dim"') == 8
    assert html.count('<article class="q"') == 31
    assert html.count('class="level"') == 48


def test_page_needs_at_most_ten_queries(lead, candidate, sign_in, django_assert_max_num_queries):
    client = sign_in(lead)
    client.get(address(candidate))
    with django_assert_max_num_queries(10):
        client.get(address(candidate))


def test_page_costs_the_same_with_forty_exhibits(lead, candidate, sign_in, django_assert_max_num_queries):
    client = sign_in(lead)
    for number in range(40):
        attach_exhibit(
            actor=lead,
            candidate=candidate,
            dimension="",
            question="eh-1",
            url=f"https://files.example/{number}",
        )
    client.get(address(candidate))
    with django_assert_max_num_queries(10):
        html = page(client, candidate)
    assert "40 files" in html


@pytest.mark.covers("R024", "R027")
def test_page_shows_what_was_answered(lead, candidate, sign_in):
    values: AnswerValues = {
        "verdict": "partial",
        "proof": "sandbox",
        "note": "Every <b>15</b> minutes.",
        "facts": {"opt-out-delay": {"value": "15", "unit": "min"}, "unsubscribed-at": "09:00"},
        "demo_second": 754,
        "follow_up": True,
    }
    save_answer(actor=lead, candidate=candidate, question="st-4", values=values, version=0)
    html = page(sign_in(lead), candidate)
    assert 'name="st-4-verdict" value="partial" checked' in html
    assert "Every &lt;b&gt;15&lt;/b&gt; minutes." in html
    for shown in (
        'value="15"',
        'value="09:00"',
        "12:34",
        "Follow-up",
        "Slowest delay measured: 15 min (ST-4)",
    ):
        assert shown in html


@pytest.mark.covers("R039")
def test_own_objects_to_be_shown_are_named(lead, candidate, sign_in):
    candidate.evaluation.custom_objects = ["Renewals"]
    candidate.evaluation.save()
    assert page(sign_in(lead), candidate).count("Renewals") == 2


@pytest.mark.covers("R064")
def test_high_points_without_anything_shown_are_warned_about(lead, candidate, sign_in):
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    html = page(sign_in(lead), candidate)
    assert "these points rest on claims alone" in html
    assert "High points on claims alone: Sync timing." in html


@pytest.mark.covers("R037")
def test_a_hard_stop_takes_the_advice_away(lead, candidate, sign_in):
    for slug in candidate.evaluation.catalog.dimension_ids:
        save_score(actor=lead, candidate=candidate, dimension=slug, values={"points": 5}, version=0)
    assert "Go on to the contract" in page(sign_in(lead), candidate)
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"write": False}, version=0
    )
    html = page(sign_in(lead), candidate)
    assert "Go on to the contract" not in html and "No advice to go on while a hard stop stands" in html


@pytest.mark.covers("R038")
def test_a_waiver_is_shown_with_its_author(lead, candidate, sign_in):
    waive(actor=lead, candidate=candidate, crm="salesforce", name="lead", reason="We use no leads.")
    assert f"We use no leads. ({lead.name})" in page(sign_in(lead), candidate)


def test_a_panelist_is_told_why_levels_are_closed(workspace, candidate, sign_in):
    html = page(sign_in(make_actor(workspace, Role.PANELIST)), candidate)
    assert html.count('aria-disabled="true"') == 48
    assert "Points are given by the lead." in html and 'data-readonly="false"' in html


def test_procurement_reads_the_page_without_controls(workspace, candidate, sign_in):
    html = page(sign_in(make_actor(workspace, Role.PROCUREMENT)), candidate)
    assert 'data-readonly="true"' in html and "You read along." in html
    assert 'data-action="demo-start"' not in html and 'data-evidence="file"' not in html


def test_an_owner_may_not_see_the_page(workspace, candidate, sign_in):
    client = sign_in(make_actor(workspace, Role.OWNER))
    assert client.get(address(candidate)).status_code == 403


def test_a_decided_evaluation_is_read_only_and_says_who_decided(
    lead, candidate, sign_in, django_assert_max_num_queries
):
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    client = sign_in(lead)
    page(client, candidate)
    with django_assert_max_num_queries(11):
        html = page(client, candidate)
    assert f"Decided by {lead.name}" in html and 'data-readonly="true"' in html


def test_nothing_is_styled_inline_and_geometry_is_in_attributes(lead, candidate, sign_in):
    html = page(sign_in(lead), candidate)
    assert " style=" not in html and 'width="57.5%"' not in html
    assert 'width="58.75%"' in html


def test_ids_are_single(lead, candidate, sign_in):
    ids = re.findall(r'\sid="([^"]+)"', page(sign_in(lead), candidate))
    assert len(ids) == len(set(ids))
