"""How firm the lead is, in words on the comparison, and other weights as a what-if."""

from typing import Any

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.panel import save_own
from audits.evaluations.models import Evaluation, Score
from audits.evaluations.views.compare_weights import offers
from audits.people.actor import Actor
from audits.people.roles import Role
from audits.scoring.parts import Weighting
from tests import factories
from tests.evaluations.test_compare_page import give
from tests.pages import Pages

pytestmark = pytest.mark.django_db
ALPHA, BETA = [5, 4, 5, 4, 4, 4, 5, 4], [4, 5, 4, 4, 5, 4, 4, 3]


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def scored(lead: Actor, **points: list[int]) -> Evaluation:
    names = {name.title(): row for name, row in points.items()}
    evaluation = factories.make_evaluation(lead, vendors=list(names))
    for name, row in names.items():
        give(lead, factories.candidate_of(evaluation, name), [*row])
    return evaluation


@pytest.fixture
def two(lead: Actor) -> Evaluation:
    """Alpha 35 and Beta 33."""
    return scored(lead, alpha=ALPHA, beta=BETA)


def said(pages: Pages, evaluation: Evaluation, **query: str) -> dict[str, str]:
    found = pages.open("compare", evaluation.pk, **query).context["firmness"]
    return {title: " ".join(sentences) for title, sentences in found.lines}


def test_the_smallest_changes_of_weight_are_told_in_words(pages: Pages, two: Evaluation) -> None:
    assert said(pages, two)["Other weights"] == (
        "Beta draws level once Object coverage or Error handling counts 3 times as much as the rest, "
        "and leads above that. No smaller change of one weight does it. "
        "Over several weights, 12% of the whole is enough: moved from Sync direction to Object coverage, "
        "it makes Beta level."
    )


def test_a_lead_of_two_points_says_what_makes_it_level(pages: Pages, two: Evaluation) -> None:
    assert said(pages, two)["One point either way"] == (
        "No single point changes who leads. "
        "One point off the leader and one onto the next one makes them level."
    )


def test_a_lead_of_one_point_names_the_changes_that_turn_it(pages: Pages, lead: Actor) -> None:
    evaluation = scored(lead, alpha=[4] * 8, beta=[4] * 7 + [3])
    words = said(pages, evaluation)["One point either way"]
    assert "One less for Alpha in any dimension: Alpha and Beta share the lead." in words
    assert "One more for Beta in any dimension: Alpha and Beta share the lead." in words


def test_changes_that_leave_the_lead_alone_are_listed_below(pages: Pages, two: Evaluation) -> None:
    found = pages.open("compare", two.pk).context["firmness"].more
    assert "One more for Beta in any of 6 dimensions: the band of Beta is Strong integration." in found


def test_the_share_of_weightings_is_told_with_how_sure_it_is(
    pages: Pages, lead: Actor, two: Evaluation
) -> None:
    page = pages.text("compare", two.pk)
    assert "81%" in page and "19%" in page and "Exact." in page
    three = scored(lead, gamma=ALPHA, delta=BETA, epsilon=[3, 3, 3, 5, 3, 5, 3, 5])
    assert "Counted over 2,500 fixed ones; in 19 of 20 cases off by at most 2% of the whole." in pages.text(
        "compare", three.pk
    )


def test_a_vendor_that_is_better_nowhere_cannot_be_put_ahead(pages: Pages, lead: Actor) -> None:
    evaluation = scored(lead, alpha=[5] * 8, beta=[3] * 8)
    assert said(pages, evaluation)["Other weights"].startswith("No weights put anybody else ahead")


def test_a_level_lead_says_that_any_weight_decides(pages: Pages, lead: Actor) -> None:
    evaluation = scored(lead, alpha=[4, 3] * 4, beta=[3, 4] * 4)
    words = said(pages, evaluation)["Other weights"]
    assert words == "They are level on points, so the smallest shift of weight decides between them."


def test_one_that_alone_may_lead_has_no_firmness_to_tell(pages: Pages, lead: Actor) -> None:
    evaluation = scored(lead, alpha=ALPHA)
    page = pages.text("compare", evaluation.pk)
    assert said(pages, evaluation) == {} and "Share of weightings" not in page
    assert "What if the dimensions counted differently?" not in page


def test_a_panel_before_its_reveal_shows_nothing_of_it(lead: Actor) -> None:
    evaluation = factories.make_evaluation(lead, vendors=["Alpha", "Beta"], mode="panel")
    for name, row in (("Alpha", ALPHA), ("Beta", BETA)):
        for dimension, points in zip(evaluation.document.dimensions, row, strict=True):
            save_own(
                actor=lead,
                candidate=factories.candidate_of(evaluation, name),
                dimension=dimension.slug,
                values={"points": points},
                version=None,
            )
    reader = Pages.of(factories.make_actor(evaluation.workspace, Role.PROCUREMENT))
    context = reader.open("compare", evaluation.pk, **weights(error_handling="4")).context
    assert context["firmness"].lines == () and context["firmness"].more == () and context["whatif"] is None


def weights(**changed: str) -> dict[str, str]:
    return {f"weight-{slug.replace('_', '-')}": value for slug, value in changed.items()}


def what_if(pages: Pages, evaluation: Evaluation, **query: str) -> Any:
    return pages.open("compare", evaluation.pk, **query).context["whatif"]


def test_other_weights_are_shown_and_change_nothing(pages: Pages, two: Evaluation) -> None:
    stored = list(Score.objects.order_by("pk").values())
    found = what_if(pages, two, **weights(error_handling="4"))
    assert found.headline == "With these weights Beta leads by 0.7."
    assert [(row.name, row.points, row.weighed) for row in found.rows] == [
        ("Beta", 33, "34.9"),
        ("Alpha", 35, "34.2"),
    ]
    page = pages.text("compare", two.pk, **weights(error_handling="4"))
    assert "the 40-point score never changes with it, and nothing is stored" in page
    assert "Alpha leads Beta by 2 points" in page and list(Score.objects.order_by("pk").values()) == stored


def test_weights_that_level_the_points_say_so(pages: Pages, two: Evaluation) -> None:
    found = what_if(pages, two, **weights(error_handling="3"))
    assert found.headline == "With these weights Alpha and Beta stand level."


def test_equal_weights_of_any_size_are_the_score(pages: Pages, two: Evaluation) -> None:
    slugs = [dimension.slug for dimension in two.document.dimensions]
    found = what_if(pages, two, **{f"weight-{slug}": "7" for slug in slugs})
    assert [row.weighed for row in found.rows] == ["35", "33"]


@pytest.mark.parametrize("given", ["-1", "101", "NaN", "1e9", "x", "9" * 5000, "1.5"])
def test_bad_weights_are_said_at_their_field(pages: Pages, two: Evaluation, given: str) -> None:
    page = pages.open("compare", two.pk, **weights(error_handling=given))
    assert page.status_code == 200 and page.context["whatif"] is None
    assert list(page.context["weights"].errors) == ["weight-error-handling"]


def test_no_weight_at_all_is_refused_in_words(pages: Pages, two: Evaluation) -> None:
    slugs = [dimension.slug for dimension in two.document.dimensions]
    page = pages.text("compare", two.pk, **{f"weight-{slug}": "0" for slug in slugs})
    assert "At least one dimension must count." in page


def test_the_form_keeps_sort_and_filter_of_the_address(pages: Pages, two: Evaluation) -> None:
    page = pages.text("compare", two.pk, sort="name")
    assert '<input type="hidden" name="sort" value="name">' in page


def test_a_decided_evaluation_tells_of_what_was_decided_on(
    pages: Pages, lead: Actor, two: Evaluation
) -> None:
    before = said(pages, two)
    decide(actor=lead, evaluation=two, candidate_id=None, reason="Too close.")
    assert said(pages, two) == before
    assert what_if(pages, two, **weights(error_handling="4")).headline.startswith("With these weights Beta")


def test_weights_that_the_framework_offers_are_links(two: Evaluation) -> None:
    weighting = Weighting(slug="errors", title="Errors & repair", weights={"error-handling": 4})
    framework = two.document.model_copy(update={"weightings": (weighting,)})
    assert offers(framework, [("sort", "name")]) == [("Errors & repair", "sort=name&weight-error-handling=4")]


@pytest.mark.covers("R058")
def test_the_decision_says_where_a_cost_sheet_is_due_and_does_not_wait_for_it(
    pages: Pages, lead: Actor
) -> None:
    evaluation = scored(lead, alpha=[2] * 8, beta=[4] * 8)
    page = pages.text("decide", evaluation.pk)
    assert page.count("The band asks for a cost sheet before signature. There is none yet.") == 1
