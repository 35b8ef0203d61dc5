"""A panel that was far apart: what would change if one of its marks were right."""

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.reveal import reveal
from audits.evaluations.models import Evaluation
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.evaluations.panel_points import DIMENSION, fresh, give, give_all, make_panel, panel_evaluation
from tests.pages import Pages

pytestmark = pytest.mark.django_db
SAID = (
    "For Alpha in Error handling the panel gave 5 and 2, and agreed on 4. "
    "If the 2 is right: Beta leads, the band of Alpha is Partial integration."
)


@pytest.fixture
def apart(lead: Actor, workspace: Workspace) -> Evaluation:
    """Alpha 4 everywhere and 34 in all, Beta 33; on Alpha's error handling one gave 5 and one 2."""
    evaluation = panel_evaluation(lead, "Alpha", "Beta")
    first, second = make_panel(workspace, "priya", "marek")
    for name in ("Alpha", "Beta"):
        for actor in (first, second):
            give_all(actor, factories.candidate_of(evaluation, name), 4)
    alpha, beta = (factories.candidate_of(evaluation, name) for name in ("Alpha", "Beta"))
    for actor in (first, second):
        give(actor, alpha, 5, dimension="sync-direction")
        give(actor, alpha, 5, dimension="field-mapping")
        give(actor, beta, 5, dimension="sync-direction")
    give(first, alpha, 5)
    give(second, alpha, 2)
    for candidate in (alpha, beta):
        reveal(actor=lead, candidate=fresh(candidate))
    return evaluation


def line(workspace: Workspace, evaluation: Evaluation) -> str:
    reader = factories.make_actor(workspace, Role.PROCUREMENT)
    lines = dict(Pages.of(reader).open("compare", evaluation.pk).context["firmness"].lines)
    return " ".join(lines["Panel disagreement"])


def test_the_mark_that_would_turn_the_lead_is_told(workspace: Workspace, apart: Evaluation) -> None:
    assert DIMENSION == "error-handling" and line(workspace, apart) == SAID


def test_it_is_told_of_the_decision_as_well(lead: Actor, workspace: Workspace, apart: Evaluation) -> None:
    decide(actor=lead, evaluation=apart, candidate_id=None, reason="Too close.")
    assert line(workspace, apart) == SAID


def test_before_the_reveal_nothing_is_told(lead: Actor, workspace: Workspace) -> None:
    evaluation = panel_evaluation(lead, "Alpha", "Beta")
    for actor, points in zip(make_panel(workspace, "priya", "marek"), (5, 1), strict=True):
        for name in ("Alpha", "Beta"):
            give_all(actor, factories.candidate_of(evaluation, name), points)
    reader = factories.make_actor(workspace, Role.PROCUREMENT)
    page = Pages.of(reader).open("compare", evaluation.pk)
    assert page.context["firmness"].lines == () and "the panel gave" not in page.content.decode()
