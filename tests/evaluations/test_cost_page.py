"""The page of a cost sheet, and the costs of all vendors on the comparison."""

from decimal import Decimal
from typing import Any

import pytest

from audits.evaluations.actions.cost import save_cost
from audits.evaluations.actions.decide import decide
from audits.evaluations.models import Candidate, CostSheet, Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.test_save_cost import values
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def three(lead: Actor) -> Evaluation:
    return factories.make_evaluation(lead, vendors=["Alpha", "Beta", "Gamma"])


def filled(pages: Pages, candidate: Candidate, **changed: Any) -> dict[str, Any]:
    return {
        **pages.fields("candidate-cost", candidate.pk),
        "currency": "EUR",
        "licence_year": "19,200",
        "hour_rate": "70",
        **changed,
    }


def give(lead: Actor, evaluation: Evaluation, vendor: str, **changed: Any) -> None:
    candidate = factories.candidate_of(evaluation, vendor)
    save_cost(actor=lead, candidate=candidate, values=values(**changed), version=0)


@pytest.mark.covers("R058", "R060")
def test_a_new_sheet_offers_the_reported_range_and_says_it_is_uncited(
    pages: Pages, candidate: Candidate
) -> None:
    page = pages.open("candidate-cost", candidate.pk)
    form = page.context["form"]
    assert (form["hours_low"].value(), form["hours_high"].value()) == (Decimal(10), Decimal(15))
    assert form["weeks"].value() == 52
    assert "without saying where it comes from" in page.content.decode()


@pytest.mark.covers("R058", "R060", "R061")
def test_a_saved_sheet_is_worked_out_beside_the_score(pages: Pages, candidate: Candidate) -> None:
    sent = filled(pages, candidate, repair_base="1,000")
    assert pages.send("candidate-cost", candidate.pk, **sent).status_code == 302
    page = pages.text("candidate-cost", candidate.pk)
    assert "EUR 55,600 to 73,800" in page, "19,200 and 10 to 15 hours a week at 70 for 52 weeks"
    assert "EUR 166,800 to 221,400" in page and "Over 3 years" in page
    assert "Not entered, so in no total: Middleware licence" in page
    assert "EUR 3,000 to 5,000" in page and "names nobody for" in page


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("licence_year", "-5"),
        ("licence_year", "NaN"),
        ("licence_year", "12,50"),
        ("licence_year", "9" * 20),
        ("licence_year", "1\x00"),
        ("hours_low", "NaN"),
        ("hours_high", "1e9"),
        ("hours_high", "2"),
        ("term", "0"),
        ("term", "21"),
        ("weeks", "99"),
        ("currency", "XXX"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_typed_is_lost(
    pages: Pages, candidate: Candidate, field: str, text: str
) -> None:
    answer = pages.send(
        "candidate-cost", candidate.pk, **filled(pages, candidate, note="Kept.", **{field: text})
    )
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["note"].value() == "Kept." and not CostSheet.objects.exists()


def test_somebody_quicker_is_shown_with_their_amounts_and_nothing_is_lost(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    sent = filled(pages, candidate)
    save_cost(actor=lead, candidate=candidate, values=values(licence_year=999_950), version=0)
    answer = pages.send("candidate-cost", candidate.pk, **sent)
    assert answer.status_code == 409 and "It now says: 9999.50" in answer.content.decode()
    again = {**sent, "seen": answer.context["form"]["seen"].value()}
    assert pages.send("candidate-cost", candidate.pk, **again).status_code == 302
    assert CostSheet.objects.get().licence_year == 1_920_000


def test_a_sheet_reads_back_as_it_was_typed(pages: Pages, candidate: Candidate) -> None:
    sent = filled(pages, candidate, licence_year="19,200.50", term="18", unit="months", hours_low="7.5")
    pages.send("candidate-cost", candidate.pk, **sent)
    form = pages.open("candidate-cost", candidate.pk).context["form"]
    shown = [str(form[name].value()) for name in ("licence_year", "term", "unit", "hours_low")]
    assert shown == ["19200.50", "18", "months", "7.5"]


def test_readers_see_it_without_a_form(lead: Actor, candidate: Candidate, workspace: Workspace) -> None:
    save_cost(actor=lead, candidate=candidate, values=values(), version=0)
    page = Pages.of(factories.make_actor(workspace, Role.PROCUREMENT)).text("candidate-cost", candidate.pk)
    assert "EUR 24,000" in page and "cost-form" not in page


def test_a_decided_evaluation_shows_it_frozen_and_gives_back_what_was_typed(
    pages: Pages, lead: Actor, candidate: Candidate
) -> None:
    sent = filled(pages, candidate, note="Typed in vain.")
    decide(actor=lead, evaluation=candidate.evaluation, candidate_id=None, reason="None fits.")
    answer = pages.send("candidate-cost", candidate.pk, **sent)
    page = answer.content.decode()
    assert answer.status_code == 423 and "frozen with it" in page and "Typed in vain." in page


def test_it_is_reached_from_the_overview_and_from_the_comparison(pages: Pages, candidate: Candidate) -> None:
    for name, leads_to in (("evaluation", "candidate-asks"), ("compare", "candidate-cost")):
        address = pages.address(leads_to, candidate.pk)
        assert f'href="{address}"' in pages.text(name, candidate.evaluation_id)


@pytest.mark.covers("R058", "R059")
def test_the_comparison_says_who_costs_least_beside_the_points(
    pages: Pages, lead: Actor, three: Evaluation
) -> None:
    give(lead, three, "Alpha", hours_high=Decimal(10))
    give(lead, three, "Beta", hours_high=Decimal(10), licence_year=3_000_000)
    page = pages.text("compare", three.pk)
    assert "Alpha costs least to own over 3 years: EUR 18,000 less than Beta." in page
    assert "No cost sheet yet" in page and "reject" not in page.casefold().replace("no rejection", "")


@pytest.mark.covers("R060")
def test_nothing_entered_of_a_kind_is_a_dash_and_no_zero(
    pages: Pages, lead: Actor, three: Evaluation
) -> None:
    give(lead, three, "Alpha", middleware_build=None, services=None, cleanup=None)
    text = pages.text("compare", three.pk)
    assert "EUR 0" not in text
    assert '<td class="num">–</td>' in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": "USD"}, "Amounts of two currencies are not added or compared here."),
        ({"term_months": 12}, "The sheets cover different terms"),
        ({"licence_year": None}, "One sheet leaves out what another counts"),
        ({"licence_year": 2_500_000}, "The estimates overlap"),
    ],
)
def test_unlike_sheets_are_not_held_against_each_other(
    pages: Pages, lead: Actor, three: Evaluation, changed: dict[str, Any], said: str
) -> None:
    give(lead, three, "Alpha")
    give(lead, three, "Beta", **changed)
    page = pages.text("compare", three.pk)
    assert said in page and "costs least" not in page


def test_a_new_sheet_offers_the_currency_of_the_others(pages: Pages, lead: Actor, three: Evaluation) -> None:
    give(lead, three, "Alpha", currency="CHF")
    page = pages.open("candidate-cost", factories.candidate_of(three, "Beta").pk)
    assert page.context["form"]["currency"].value() == "CHF"


def test_the_comparison_asks_no_more_queries_for_costs(pages: Pages, lead: Actor, three: Evaluation) -> None:
    before = pages.queries("compare", three.pk)
    for vendor in ("Alpha", "Beta", "Gamma"):
        give(lead, three, vendor)
    assert pages.queries("compare", three.pk) == before


def test_the_journal_shows_amounts_in_words(pages: Pages, lead: Actor, candidate: Candidate) -> None:
    give(lead, candidate.evaluation, "Pipetap")
    page = pages.text("evaluation-journal", candidate.evaluation_id)
    assert "Cost sheet" in page and "licence a year" in page and "24000" in page
