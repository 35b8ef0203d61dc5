"""A framework without CRMs, facts and warnings carries an evaluation from its start to its decision."""

from typing import Any
from uuid import UUID

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.models import FrameworkVersion
from audits.people.actor import Actor
from tests.evaluations.scoring_client import page, save
from tests.factories import make_vendor
from tests.frameworks.drafting import make_version
from tests.pages import Pages
from tests.scoring.framework_examples import document

pytestmark = pytest.mark.django_db


def plain(name: str) -> dict[str, Any]:
    question = {"slug": f"{name}-1", "text": f"What of {name}?", "short": name, "origin": "proposed"}
    found = next(each for each in document()["dimensions"] if each["slug"] == name)
    return found | {"questions": [question], "core": False}


@pytest.fixture
def version(lead: Actor) -> FrameworkVersion:
    lists: dict[str, Any] = {name: [] for name in ("crms", "figures", "warnings", "blind_spots")}
    dimensions = [plain("width"), plain("depth")]
    return make_version(lead, objects_dimension=None, dimensions=dimensions, **lists)


@pytest.fixture
def candidate(lead: Actor, version: FrameworkVersion) -> Candidate:
    """Begun by the form of a new evaluation."""
    make_vendor(lead, "Relay")
    pages = Pages.of(lead)
    sent = pages.client.post(
        pages.address("evaluation-new", framework="sample"), {"title": "Plain", "new_vendors": "Northwind"}
    )
    assert sent.status_code == 302, sent.context["form"].errors
    return Evaluation.objects.get().candidates.with_parents().get()


def test_it_is_scored_and_decided(lead: Actor, candidate: Candidate, sign_in: Any) -> None:
    pages, client = Pages.of(lead), sign_in(lead)
    assert page(client, candidate).count('<article class="q"') == 2
    assert save(client, candidate, "answers/width-1", verdict="strong", proof="own-org").status_code == 200
    for slug in ("width", "depth"):
        save_score(actor=lead, candidate=candidate, dimension=slug, values={"points": 4}, version=0)
    evaluation = candidate.evaluation_id
    for name in ("evaluation", "compare", "decide"):
        assert "Northwind" in pages.text(name, evaluation)
    decide(
        actor=lead, evaluation=candidate.evaluation, candidate_id=candidate.pk, reason="The one that fits."
    )
    assert Evaluation.objects.get(pk=evaluation).status == "decided"


@pytest.mark.parametrize("name", ["candidate-brief", "candidate-follow-ups", "trial"])
def test_its_pages_open(lead: Actor, candidate: Candidate, name: str) -> None:
    assert "Northwind" in Pages.of(lead).text(name, candidate.pk)


def test_it_is_the_version_that_was_published(candidate: Candidate, version: FrameworkVersion) -> None:
    assert candidate.evaluation.framework == version and isinstance(candidate.pk, UUID)
