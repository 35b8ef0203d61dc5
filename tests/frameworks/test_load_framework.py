"""The command that takes a framework file."""

from importlib.resources import files
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audits.evaluations.models import Evaluation
from audits.frameworks.actions import load_built_in
from audits.frameworks.models import FrameworkVersion
from audits.people.actor import Actor
from audits.people.models import Workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    text = files("audits.frameworks").joinpath("crm_integration.toml").read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text(text.replace('slug = "crm-integration"', 'slug = "our-own"', 1), encoding="utf-8")
    return path


def test_a_file_is_published_for_its_workspace_once(workspace: Workspace, file: Path) -> None:
    for _turn in range(2):
        call_command("load_framework", str(file), workspace="halden")
    version = FrameworkVersion.objects.get(slug="our-own")
    assert version.workspace_id == workspace.pk and version.dimensions.count() == 8


def test_a_published_version_never_changes(workspace: Workspace, file: Path) -> None:
    call_command("load_framework", str(file), workspace="halden")
    file.write_text(file.read_text().replace("Sync direction", "Direction of sync", 1))
    with pytest.raises(CommandError, match="raise the version"):
        call_command("load_framework", str(file), workspace="halden")
    assert "Sync direction" in FrameworkVersion.objects.get(slug="our-own").document


def test_a_broken_file_is_refused_with_the_place_of_each_fault(workspace: Workspace, file: Path) -> None:
    file.write_text(file.read_text().replace("min = 34", "min = 35", 1))
    with pytest.raises(CommandError, match="bands") as caught:
        call_command("load_framework", str(file), workspace="halden")
    assert "34" in str(caught.value) and not FrameworkVersion.objects.filter(slug="our-own").exists()


def test_checking_publishes_nothing(
    workspace: Workspace, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_framework", str(file), check=True)
    assert "Nothing is wrong" in capsys.readouterr().out
    assert not FrameworkVersion.objects.filter(slug="our-own").exists()


@pytest.mark.parametrize("slug", [None, "nowhere"])
def test_a_workspace_must_be_named(workspace: Workspace, file: Path, slug: str | None) -> None:
    with pytest.raises(CommandError, match="workspace"):
        call_command("load_framework", str(file), workspace=slug)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_framework", str(tmp_path / "none.toml"))


def test_an_evaluation_is_started_on_it(lead: Actor, file: Path) -> None:
    load_built_in()
    call_command("load_framework", str(file), workspace="halden")
    pages = Pages.of(lead)
    assert "?framework=our-own" in pages.text("evaluation-new")
    address = pages.address("evaluation-new", framework="our-own")
    pages.client.post(address, {"title": "Q1", "crms": ["hubspot"], "new_vendors": "Relay"})
    assert Evaluation.objects.get().framework.slug == "our-own"
