"""Frameworks of one's own: copied, edited, published as versions, archived."""

import json

import pytest

from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.models import Evaluation
from audits.frameworks.actions import drafts, latest, load_built_in, offered, parts
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.spots import Spot
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import make_actor, make_workspace
from tests.frameworks.drafting import (
    document_of,
    framework_of,
    make_copy,
    make_empty,
    make_version,
    published,
)
from tests.scoring.framework_examples import band

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(lead: Actor) -> DraftFramework:
    return make_copy(lead)


@pytest.mark.covers("R009")
def test_a_copy_becomes_a_version_that_says_the_same(lead: Actor, draft: DraftFramework) -> None:
    original, version = load_built_in(), published(lead, draft)
    assert (version.slug, version.version, version.title) == ("ours", 1, "Ours")
    assert version.workspace_id == lead.workspace_id and version.published_by_id == lead.user_id
    same = framework_of(version).model_copy(update={"slug": original.slug, "title": original.title})
    assert same.digest() == original.digest
    assert draft.copied_from == original


def test_publishing_makes_version_after_version_and_changes_none(lead: Actor, draft: DraftFramework) -> None:
    first = published(lead, draft)
    before = first.document
    parts.remove_question(actor=lead, draft=draft, question="sd-1")
    second = published(lead, draft)
    first.refresh_from_db()
    assert (first.version, second.version, first.document) == (1, 2, before)
    assert len(framework_of(second).questions) == 30
    assert latest("ours", workspace_id=lead.workspace_id) == second


def test_nothing_new_is_not_published_again(lead: Actor, draft: DraftFramework) -> None:
    published(lead, draft)
    with pytest.raises(Blocked, match="Nothing has changed"):
        drafts.publish_draft(actor=lead, draft=draft)
    assert FrameworkVersion.objects.owned_by(lead.workspace_id).count() == 1


def test_publishing_twice_under_one_key_makes_one_version(lead: Actor, draft: DraftFramework) -> None:
    first, second = (drafts.publish_draft(actor=lead, draft=draft, seen=0, key="k") for _turn in "ab")
    assert first == second and FrameworkVersion.objects.owned_by(lead.workspace_id).count() == 1


def test_an_incomplete_draft_is_kept_and_not_published(lead: Actor) -> None:
    draft = make_empty(lead)
    parts.add_dimension(actor=lead, draft=draft, title="Data model")
    with pytest.raises(Invalid) as caught:
        drafts.publish_draft(actor=lead, draft=draft)
    said = caught.value.fields["document"]
    assert "Heading: provenance is missing" in said
    assert "Dimension “Data model”: rubric[3] is blank" in said
    assert "Dimension “Data model”: questions needs at least 1, has 0" in said
    assert "Bands: bands needs at least 1, has 0" in said
    assert not FrameworkVersion.objects.owned_by(lead.workspace_id).exists()
    assert document_of(draft)["dimensions"][0]["slug"] == "data-model"


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([band("high", 20, 40), band("low", 0, 23)], "low and high both hold 20"),
        ([band("high", 24, 40), band("low", 0, 20)], "no band holds 21 to 23"),
        ([band("high", 24, 41), band("low", 0, 23)], "the bands reach 41"),
    ],
)
def test_bands_that_overlap_or_leave_a_gap_are_refused(
    lead: Actor, draft: DraftFramework, bands: list[dict[str, object]], said: str
) -> None:
    parts.edit_part(actor=lead, draft=draft, spot=Spot("bands"), content={"bands": bands})
    with pytest.raises(Invalid, match=said):
        drafts.publish_draft(actor=lead, draft=draft)
    assert not FrameworkVersion.objects.owned_by(lead.workspace_id).exists()


def test_overlapping_bands_are_told_beside_whatever_else_is_missing(lead: Actor) -> None:
    draft = make_empty(lead)
    parts.add_dimension(actor=lead, draft=draft, title="Depth")
    bands = [band("high", 2, 5), band("low", 0, 3)]
    parts.edit_part(actor=lead, draft=draft, spot=Spot("bands"), content={"bands": bands})
    with pytest.raises(Invalid, match="low and high both hold 2"):
        drafts.publish_draft(actor=lead, draft=draft)


@pytest.mark.parametrize("title", ["CRM integration", "Sample", "crm-INTEGRATION!"])
def test_a_name_that_is_taken_is_refused(lead: Actor, title: str) -> None:
    load_built_in()
    make_version(lead)
    with pytest.raises(Invalid, match="already"):
        drafts.begin(actor=lead, title=title)
    assert not DraftFramework.objects.exists() and not Event.objects.exists()


def test_names_are_told_apart_by_workspace(lead: Actor, draft: DraftFramework) -> None:
    other = make_actor(make_workspace("rival"))
    assert make_empty(other, "Ours").slug == draft.slug == "ours"
    assert latest("ours", workspace_id=other.workspace_id) is None


def test_a_title_in_another_script_gets_a_slug(lead: Actor) -> None:
    assert make_empty(lead, "統合監査").slug == "framework"


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_write(workspace: Workspace, lead: Actor, draft: DraftFramework, role: str) -> None:
    reader = make_actor(workspace, role)
    spot = Spot("question", "sd-1")
    for do in (
        lambda: drafts.begin(actor=reader, title="Theirs"),
        lambda: drafts.copy_framework(actor=reader, version=load_built_in(), title="Theirs"),
        lambda: parts.edit_part(actor=reader, draft=draft, spot=spot, content={"text": "Mine?"}),
        lambda: parts.remove_dimension(actor=reader, draft=draft, dimension="sync-timing"),
        lambda: drafts.publish_draft(actor=reader, draft=draft),
        lambda: drafts.discard(actor=reader, draft=draft),
    ):
        with pytest.raises(Denied):
            do()
    assert document_of(draft) == draft.document and DraftFramework.objects.count() == 1


def test_a_draft_of_another_workspace_is_out_of_reach(draft: DraftFramework) -> None:
    other = make_actor(make_workspace("rival"))
    with pytest.raises(Blocked):
        parts.remove_question(actor=other, draft=draft, question="sd-1")
    with pytest.raises(Blocked):
        parts.edit_part(actor=other, draft=draft, spot=Spot("question", "sd-1"), content={"text": "Mine?"})


def test_a_running_evaluation_keeps_its_version_and_the_next_takes_the_newest(
    lead: Actor, draft: DraftFramework
) -> None:
    published(lead, draft)
    running = Evaluation.objects.get(pk=create_evaluation(actor=lead, title="One", framework="ours")["id"])
    parts.remove_question(actor=lead, draft=draft, question="sd-1")
    published(lead, draft)
    later = Evaluation.objects.get(pk=create_evaluation(actor=lead, title="Two", framework="ours")["id"])
    assert [running.document.version, later.document.version] == [1, 2]
    assert "sd-1" in running.document.questions_by_slug and "sd-1" not in later.document.questions_by_slug


def test_an_archived_framework_starts_no_evaluation_and_publishes_nothing(
    lead: Actor, draft: DraftFramework
) -> None:
    version = published(lead, draft)
    drafts.archive_framework(actor=lead, version=version, archived=True)
    assert [slug for slug, _title in offered(workspace_id=lead.workspace_id)] == ["crm-integration"]
    with pytest.raises(Invalid, match="no framework"):
        create_evaluation(actor=lead, title="Three", framework="ours")
    parts.remove_question(actor=lead, draft=draft, question="sd-1")
    with pytest.raises(Blocked, match="archived"):
        drafts.publish_draft(actor=lead, draft=draft)
    drafts.archive_framework(actor=lead, version=version, archived=False)
    assert published(lead, draft).version == 2


def test_archiving_twice_is_one_event(lead: Actor, draft: DraftFramework) -> None:
    version = published(lead, draft)
    for _turn in range(2):
        drafts.archive_framework(actor=lead, version=version, archived=True)
    assert Event.objects.filter(kind="framework.archived").count() == 1


def test_the_built_in_framework_is_neither_edited_nor_archived(lead: Actor) -> None:
    version = load_built_in()
    with pytest.raises(Blocked):
        drafts.draft_for(actor=lead, version=version)
    with pytest.raises(Blocked):
        drafts.archive_framework(actor=lead, version=version, archived=True)
    version.refresh_from_db()
    assert version.archived_at is None


def test_a_version_that_came_without_a_draft_gets_one(lead: Actor) -> None:
    version = make_version(lead)
    draft = drafts.draft_for(actor=lead, version=version)
    assert drafts.is_published(draft, version)
    assert drafts.draft_for(actor=lead, version=version) == draft


def test_discarding_goes_back_to_the_version_or_away(lead: Actor, draft: DraftFramework) -> None:
    version = published(lead, draft)
    parts.remove_dimension(actor=lead, draft=draft, dimension="sync-timing")
    drafts.discard(actor=lead, draft=draft)
    document_of(draft)
    assert drafts.is_published(draft, version)
    other = make_empty(lead, "Other")
    drafts.discard(actor=lead, draft=other)
    assert not DraftFramework.objects.filter(pk=other.pk).exists()


def test_a_draft_never_grows_beyond_what_a_file_may_hold(lead: Actor, draft: DraftFramework) -> None:
    content = {"text": "x" * 1_000_001}
    with pytest.raises(Blocked, match="too large"):
        parts.edit_part(actor=lead, draft=draft, spot=Spot("question", "sd-1"), content=content)
    assert len(json.dumps(document_of(draft))) < 100_000
