"""The pages of framework versions."""

import pytest

from audits.frameworks.actions import load_built_in, publish
from audits.frameworks.catalog import catalog
from audits.frameworks.models import FrameworkVersion
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db: None) -> FrameworkVersion:
    return load_built_in()


@pytest.fixture
def text(lead: Actor, version: FrameworkVersion) -> str:
    return Pages.of(lead).text("framework", version.pk)


def test_the_list_shows_what_may_be_used(lead: Actor, version: FrameworkVersion) -> None:
    foreign = catalog(version.pk).framework.model_copy(update={"slug": "foreign", "title": "Foreign"})
    publish(foreign, workspace_id=make_workspace("rival").pk)
    listed = Pages.of(lead).text("framework-list")
    assert "CRM integration" in listed and "Foreign" not in listed


@pytest.mark.covers("R006", "R007")
def test_every_dimension_is_shown_core_or_gap_with_its_definition(
    text: str, version: FrameworkVersion
) -> None:
    for dimension in catalog(version.pk).framework.dimensions:
        assert f'id="{dimension.slug}"' in text
    assert text.count("Gap category") == 3
    assert all(text.count(f"<dt>{word}</dt>") == 8 for word in ("Weak", "Medium", "Strong"))


@pytest.mark.covers("R010")
def test_origins_are_marked_apart(text: str, version: FrameworkVersion) -> None:
    origins = [question.origin for question in catalog(version.pk).framework.questions]
    assert text.count("Stated in the source") == origins.count("stated")
    assert text.count("Derived by us") == origins.count("derived") > 0
    assert len(origins) == 31


def test_levels_probes_flags_and_evidence_are_shown(text: str) -> None:
    assert text.count('class="rubric"') == 8
    for heading in ("To dig deeper", "Red flags", "Evidence to ask for"):
        assert heading in text


@pytest.mark.covers("R075")
def test_it_says_who_wrote_it_and_that_nobody_comes_with_points(text: str) -> None:
    assert "The Scorecard team" in text
    assert "Unify sells in this market" in text
    assert "Every vendor starts without points" in text


@pytest.mark.covers("R074")
def test_figures_name_their_source_or_are_uncited(text: str, version: FrameworkVersion) -> None:
    figures = catalog(version.pk).framework.figures
    assert text.count("Uncited") == sum(figure.source is None for figure in figures) > 0
    assert "Gartner Research, 2023" in text


def test_a_foreign_version_is_not_found(lead: Actor, version: FrameworkVersion) -> None:
    own = catalog(version.pk).framework.model_copy(update={"slug": "foreign"})
    foreign = publish(own, workspace_id=make_workspace("rival").pk)
    assert Pages.of(lead).open("framework", foreign.pk).status_code == 404


def test_owners_do_not_read_it(workspace: Workspace, version: FrameworkVersion) -> None:
    owner = Pages.of(make_actor(workspace, Role.OWNER))
    assert owner.open("framework", version.pk).status_code == 403
    assert owner.open("framework-list").status_code == 403
