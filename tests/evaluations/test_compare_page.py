"""The comparison page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all, save_object
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]


def give(actor: Actor, candidate: Candidate, points: list[int | None]) -> None:
    dimensions = candidate.evaluation.document.dimensions
    for dimension, value in zip(dimensions, points, strict=True):
        save_score(
            actor=actor, candidate=candidate, dimension=dimension.slug, values={"points": value}, version=None
        )


def address(evaluation: Evaluation, **query: str) -> str:
    return reverse("compare", args=["halden", evaluation.pk], query=query or None)


@pytest.fixture
def three(lead: Actor) -> Evaluation:
    """Alpha 35, Beta 33 and stopped, Gamma 10 with six dimensions open."""
    evaluation = make_evaluation(lead, vendors=["Alpha", "Beta", "Gamma"])
    give(lead, candidate_of(evaluation, "Alpha"), [5, 5, 5, 4, 4, 4, 4, 4])
    give(lead, candidate_of(evaluation, "Beta"), [5, 5, 5, 4, 4, 4, 3, 3])
    give(lead, candidate_of(evaluation, "Gamma"), [5, 5, None, None, None, None, None, None])
    confirm_all(actor=lead, candidate=candidate_of(evaluation, "Alpha"), crm="salesforce")
    beta = candidate_of(evaluation, "Beta")
    save_object(actor=lead, candidate=beta, crm="salesforce", name="lead", values={"write": False}, version=0)
    return evaluation


def shown(client: Client, evaluation: Evaluation, **query: str) -> dict[str, Any]:
    response: Any = client.get(address(evaluation, **query))
    assert response.status_code == 200
    return {key: value for layer in response.context for each in layer.dicts for key, value in each.items()}


def names(context: dict[str, Any]) -> list[str]:
    return [column.candidate.vendor for column in context["columns"]]


@pytest.mark.covers("R067")
def test_vendors_stand_side_by_side_stopped_ones_last(
    lead: Actor, three: Evaluation, sign_in: SignIn
) -> None:
    assert names(shown(sign_in(lead), three)) == ["Alpha", "Gamma", "Beta"]


@pytest.mark.covers("R036", "R068")
def test_hard_stops_and_unanswered_questions_are_named(
    lead: Actor, three: Evaluation, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(address(three)).content.decode()
    assert "Hard stop: Lead" in page and "Not answered: SD-1, SD-2" in page


@pytest.mark.covers("R069")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "total"}, ["Alpha", "Beta", "Gamma"]),
        ({"sort": "name"}, ["Alpha", "Beta", "Gamma"]),
        ({"sort": "permission-scoping"}, ["Alpha", "Beta", "Gamma"]),
        ({"stops": "none"}, ["Alpha", "Gamma"]),
        ({"stops": "only"}, ["Beta"]),
        ({"least": "33"}, ["Alpha", "Beta"]),
        ({"within": "field-mapping", "least": "0"}, ["Alpha", "Beta"]),
    ],
)
def test_sort_and_filter_by_the_address(
    lead: Actor, three: Evaluation, sign_in: SignIn, query: dict[str, str], expected: list[str]
) -> None:
    found = names(shown(sign_in(lead), three, **query))
    assert (found if "sort" in query else sorted(found)) == expected


def test_an_unknown_sort_is_said_and_left_out(lead: Actor, three: Evaluation, sign_in: SignIn) -> None:
    context = shown(sign_in(lead), three, sort="beauty")
    assert names(context) == ["Alpha", "Gamma", "Beta"] and context["form"].errors


def test_only_a_fully_scored_vendor_without_hard_stop_leads(
    lead: Actor, three: Evaluation, sign_in: SignIn
) -> None:
    context = shown(sign_in(lead), three)
    assert context["lead"].headline == "Alpha alone can lead, and 35 of its 35 are unproven."


@pytest.mark.covers("R037", "R059")
def test_a_hard_stop_takes_the_place_of_the_advice(lead: Actor, three: Evaluation, sign_in: SignIn) -> None:
    advice = {ask.candidate.vendor: ask.advice for ask in shown(sign_in(lead), three)["asks"]}
    assert advice["Alpha"].startswith("Go on to the contract")
    assert advice["Beta"].startswith("Stopped")
    assert advice["Gamma"].startswith("No band yet")


def test_opened_rows_show_answers_with_their_notes(lead: Actor, three: Evaluation, sign_in: SignIn) -> None:
    alpha = candidate_of(three, "Alpha")
    values = {"verdict": "strong", "proof": "own-org", "note": "Opened by our admin."}
    save_answer(actor=lead, candidate=alpha, question="eh-1", values=values, version=0)  # type: ignore[arg-type]
    client = sign_in(lead)
    row = reverse("compare-questions", args=["halden", three.pk, "error-handling"])
    for url in (address(three, open="error-handling"), row):
        page = client.get(url).content.decode()
        assert "Opened by our admin." in page and "Own org" in page


def test_an_unknown_dimension_is_not_found(lead: Actor, three: Evaluation, sign_in: SignIn) -> None:
    row = reverse("compare-questions", args=["halden", three.pk, "beauty"])
    assert sign_in(lead).get(row).status_code == 404


@pytest.mark.parametrize("count", [2, 50])
def test_ten_queries_for_two_or_fifty_vendors(
    lead: Actor,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    evaluation = make_evaluation(lead, vendors=[f"Vendor {number}" for number in range(count)])
    client = sign_in(lead)
    with django_assert_num_queries(10):
        client.get(address(evaluation))


def test_a_decided_evaluation_shows_what_was_decided_on(
    lead: Actor, three: Evaluation, sign_in: SignIn
) -> None:
    alpha = candidate_of(three, "Alpha")
    decide(actor=lead, evaluation=three, candidate_id=alpha.pk, reason="Most proof.")
    context = shown(sign_in(lead), three)
    assert context["view"].decision.vendor == "Alpha"
    assert context["view"].decision.reason == "Most proof."


def test_an_owner_may_not_see_it(lead: Actor, three: Evaluation, sign_in: SignIn) -> None:
    owner = make_actor(three.workspace, Role.OWNER)
    assert sign_in(owner).get(address(three)).status_code == 403


def test_another_workspace_finds_nothing(three: Evaluation, sign_in: SignIn) -> None:
    stranger = make_actor(make_workspace("rival", name="Rival"))
    client = sign_in(stranger)
    assert client.get(address(three)).status_code == 404
    assert client.get(reverse("compare", args=["rival", three.pk])).status_code == 404
