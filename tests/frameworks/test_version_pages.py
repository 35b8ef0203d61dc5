"""The pages of published versions: side by side, as a file, archived; and where evaluations tell of them."""

import pytest

from audits.evaluations.actions.setup import create_evaluation
from audits.frameworks.actions import drafts, load_built_in, parts
from audits.frameworks.exchange import taken
from audits.frameworks.models import FrameworkVersion
from audits.frameworks.spots import Spot
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor, make_vendor, make_workspace
from tests.frameworks.drafting import document_of, framework_of, make_version, published
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.fixture
def versions(lead: Actor) -> tuple[FrameworkVersion, FrameworkVersion]:
    """Two versions of one framework: the second words a question otherwise."""
    first = make_version(lead)
    draft = drafts.draft_for(actor=lead, version=first)
    spot = Spot("question", "w-1")
    content = spot.read(document_of(draft)) | {"text": "What else?"}
    parts.edit_part(actor=lead, draft=draft, spot=spot, content=content)
    return first, published(lead, draft)


def test_the_list_names_every_version_and_whose_it_is(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    text = pages.text("framework-list")
    assert text.count("Sample") == 2 and text.count("Built in") == 1
    assert text.count("This workspace's") == 2


def test_an_older_version_leads_to_the_newest_and_to_what_differs(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    first, second = versions
    text = pages.text("framework", first.pk)
    assert "The newest is version 2" in text and pages.address("framework", second.pk) in text
    assert f"{pages.address('framework-changes', second.pk)}?before={first.pk}" in text
    assert pages.address("framework-edit", first.pk) not in text
    assert pages.address("framework-edit", second.pk) in pages.text("framework", second.pk)


def test_two_versions_are_held_against_each_other(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    first, second = versions
    text = pages.text("framework-changes", second.pk)
    assert "From version 1 to version 2" in text
    assert "What about w-1?" in text and "What else?" in text
    other = pages.text("framework-changes", second.pk, before=load_built_in().pk)
    assert "From CRM integration v1 to Sample v2" in other


@pytest.mark.parametrize("before", ["", "x", "0", "9" * 30])
def test_a_version_that_cannot_be_found_is_as_if_not_asked_for(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion], before: str
) -> None:
    assert "From version 1" in pages.text("framework-changes", versions[1].pk, before=before)


def test_nobody_compares_with_a_version_of_another_workspace(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    foreign = make_version(make_actor(make_workspace("rival")), slug="foreign", title="Foreign")
    text = pages.text("framework-changes", versions[1].pk, before=foreign.pk)
    assert "From version 1" in text and "Foreign" not in text
    assert pages.open("framework-changes", foreign.pk).status_code == 404


def test_the_file_of_a_version_reads_back(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    sent = pages.open("framework-export", versions[1].pk)
    assert sent["Content-Disposition"] == 'attachment; filename="sample-v2.toml"'
    assert taken(sent.content) == framework_of(versions[1])


def test_an_archived_framework_is_listed_apart_and_taken_back(
    pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    assert pages.send("framework-archive", versions[1].pk).status_code == 302
    assert "2 archived versions" in pages.text("framework-list")
    assert "No new evaluation is started" in pages.text("framework", versions[0].pk)
    assert "?framework=sample" not in pages.text("evaluation-new")
    assert pages.open("evaluation-new", framework="sample").status_code == 404
    pages.send("framework-unarchive", versions[1].pk)
    assert "?framework=sample" in pages.text("evaluation-new")


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_read_and_find_no_button(
    workspace: Workspace, pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion], role: str
) -> None:
    reader = Pages.of(make_actor(workspace, role))
    text = reader.text("framework", versions[1].pk) + reader.text("framework-list")
    for name in ("framework-edit", "framework-copy", "framework-archive"):
        assert reader.address(name, versions[1].pk) not in text
    assert reader.address("framework-new") not in text


def test_a_running_evaluation_tells_of_a_newer_version_and_leads_to_what_differs(
    lead: Actor, pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    second = versions[1]
    evaluation = create_evaluation(actor=lead, title="One", framework="sample")["id"]
    assert "There is a newer version" not in pages.text("evaluation", evaluation)
    draft = drafts.draft_for(actor=lead, version=second)
    parts.remove_question(actor=lead, draft=draft, question="w-2")
    newest = published(lead, draft)
    text = pages.text("evaluation", evaluation)
    assert f"{pages.address('framework-changes', newest.pk)}?before={second.pk}" in text


def test_a_vendors_evaluations_on_different_versions_say_so(
    lead: Actor, pages: Pages, versions: tuple[FrameworkVersion, FrameworkVersion]
) -> None:
    vendor = make_vendor(lead, "Relay")
    for framework in ("sample", "sample"):
        create_evaluation(actor=lead, title="Alike", framework=framework, vendors=[vendor.pk])
    assert "do not ask the same" not in pages.text("vendor-evaluations", vendor.pk)
    create_evaluation(actor=lead, title="Other", vendors=[vendor.pk])
    text = pages.text("vendor-evaluations", vendor.pk)
    assert (
        "do not ask the same" in text and "Sample, version 2" in text and "CRM integration, version 1" in text
    )


def test_the_list_costs_the_same_however_many_there_are(lead: Actor, pages: Pages) -> None:
    before = pages.queries("framework-list")
    for number in range(5):
        drafts.begin(actor=lead, title=f"Draft {number}")
        make_version(lead, version=number + 1)
    assert pages.queries("framework-list") == before
