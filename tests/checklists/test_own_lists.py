"""Own checklists: copied, edited, published as versions, archived; two writers never overwrite each other."""

from uuid import UUID

import pytest

from audits.checklists import library
from audits.checklists.actions import own_checks, own_lists, own_parts
from audits.checklists.actions.library import latest, load_built_in
from audits.checklists.actions.runs import start_run
from audits.checklists.document import Group
from audits.checklists.exchange import written
from audits.checklists.models import ChecklistVersion, Draft, Run
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.checklists.drafting import (
    make_copy,
    make_empty,
    outline_of,
    own_check,
    own_checklist,
    slugs_of,
    version_of,
)
from tests.factories import make_actor, make_workspace

pytestmark = pytest.mark.django_db
QT = library.checks()["qt-01"]
CHECKS = Group(slug="checks", title="Checks")
VALUES = {"title": "Lag", "group": "checks", "test": "Whether it lags.", "how": ()}


def published(actor: Actor, draft: Draft) -> ChecklistVersion:
    made = own_lists.publish_draft(actor=actor, draft=draft)
    return version_of(actor, made["slug"], made["version"])


@pytest.fixture
def draft(lead: Actor) -> Draft:
    """An empty checklist with a check of the library and what it is for."""
    draft = make_empty(lead)
    own_checks.add_checks(actor=lead, draft=draft, checks=[(QT, CHECKS)])
    own_parts.edit_head(actor=lead, draft=draft, values={"title": "Ours", "intro": "What for."})
    draft.refresh_from_db()
    return draft


def test_a_copy_holds_what_its_original_holds(lead: Actor) -> None:
    draft = make_copy(lead, "quick-triage", "Our triage")
    assert slugs_of(draft) == ["qt-01", "qt-02", "qt-03", "qt-04", "qt-05"]
    assert (draft.slug, draft.copied_from, outline_of(draft).minutes) == (
        "our-triage",
        "quick-triage",
        (10, 30),
    )
    version = published(lead, draft)
    assert (version.kind, version.version, version.title) == ("triage", 1, "Our triage")


@pytest.mark.parametrize("title", ["Quick triage", "email", "New", "Kit", "Checks", "Import"])
def test_the_name_of_a_built_in_checklist_or_page_is_refused(lead: Actor, title: str) -> None:
    with pytest.raises(Invalid, match="built-in"):
        own_lists.begin(actor=lead, title=title)
    assert not Draft.objects.exists() and not Event.objects.exists()


def test_a_name_is_taken_once_in_a_workspace(lead: Actor, draft: Draft) -> None:
    with pytest.raises(Invalid, match="already"):
        own_lists.begin(actor=lead, title="OURS!")
    other = make_actor(make_workspace("rival"))
    assert own_lists.begin(actor=other, title="Ours")["id"]


def test_a_title_in_another_script_gets_a_slug(lead: Actor) -> None:
    assert make_empty(lead, "夜間点検").slug == "checklist"
    with pytest.raises(Invalid):
        own_lists.begin(actor=lead, title="昼間点検")


def test_a_repeated_request_makes_one(lead: Actor) -> None:
    first, second = (own_lists.begin(actor=lead, title="Ours", key="k") for _turn in range(2))
    assert first == second and Draft.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT, Role.OWNER])
def test_only_leads_write(workspace: Workspace, lead: Actor, draft: Draft, role: str) -> None:
    reader = make_actor(workspace, role)
    with pytest.raises(Denied):
        own_lists.begin(actor=reader, title="Theirs")
    with pytest.raises(Denied):
        own_checks.remove_check(actor=reader, draft=draft, check="qt-01")
    with pytest.raises(Denied):
        own_lists.publish_draft(actor=reader, draft=draft)


def test_publishing_makes_version_after_version_and_changes_none(lead: Actor, draft: Draft) -> None:
    first = published(lead, draft)
    before = first.document
    own_checks.write_check(actor=lead, draft=draft, values=VALUES)
    second = published(lead, draft)
    first.refresh_from_db()
    assert (first.version, second.version, first.document) == (1, 2, before)
    assert latest("ours", workspace_id=lead.workspace_id) == second
    assert second.published_by_id == lead.user_id


def test_nothing_new_is_not_published_again(lead: Actor, draft: Draft) -> None:
    published(lead, draft)
    with pytest.raises(Blocked, match="Nothing has changed"):
        own_lists.publish_draft(actor=lead, draft=draft)
    assert ChecklistVersion.objects.owned_by(lead.workspace_id).count() == 1


def test_publishing_twice_under_one_key_makes_one_version(lead: Actor, draft: Draft) -> None:
    first, second = (
        own_lists.publish_draft(actor=lead, draft=draft, seen=draft.version, key="k") for _ in "ab"
    )
    assert first == second == {"slug": "ours", "version": 1}


def test_what_is_missing_is_named_and_nothing_is_published(lead: Actor) -> None:
    draft = make_empty(lead)
    with pytest.raises(Invalid) as caught:
        own_lists.publish_draft(actor=lead, draft=draft)
    said = caught.value.fields["document"]
    assert [line.partition(":")[0] for line in said] == ["Introduction", "Checks", "Group “Checks”"]
    draft.refresh_from_db()
    assert draft.version == 0 and not ChecklistVersion.objects.exists()


def test_a_run_under_way_keeps_its_copy_and_the_next_takes_the_newest(lead: Actor, draft: Draft) -> None:
    published(lead, draft)
    run = Run.objects.get(pk=UUID(start_run(actor=lead, checklist="ours")["id"]))
    own_checks.remove_check(actor=lead, draft=draft, check="qt-01")
    own_checks.write_check(actor=lead, draft=draft, values=VALUES)
    published(lead, draft)
    later = Run.objects.get(pk=UUID(start_run(actor=lead, checklist="ours")["id"]))
    assert [item.slug for item in run.items.all()] == ["qt-01"]
    assert [item.slug for item in later.items.all()] == ["own-lag"]


def test_an_archived_checklist_starts_no_run_and_publishes_nothing(lead: Actor, draft: Draft) -> None:
    version = published(lead, draft)
    own_lists.archive_checklist(actor=lead, version=version, archived=True)
    assert latest("ours", workspace_id=lead.workspace_id) is None
    own_checks.write_check(actor=lead, draft=draft, values=VALUES)
    with pytest.raises(Blocked, match="archived"):
        own_lists.publish_draft(actor=lead, draft=draft)
    own_lists.archive_checklist(actor=lead, version=version, archived=False)
    assert published(lead, draft).version == 2


def test_archiving_twice_is_one_event(lead: Actor, draft: Draft) -> None:
    version = published(lead, draft)
    for _turn in range(2):
        own_lists.archive_checklist(actor=lead, version=version, archived=True)
    assert Event.objects.filter(kind="checklist.archived").count() == 1


def test_a_built_in_checklist_is_neither_edited_nor_archived(lead: Actor) -> None:
    load_built_in()
    version = latest("email", workspace_id=lead.workspace_id)
    assert version is not None
    with pytest.raises(Blocked):
        own_lists.archive_checklist(actor=lead, version=version, archived=True)
    with pytest.raises(Blocked):
        own_lists.draft_for(actor=lead, version=version)
    assert not ChecklistVersion.objects.exclude(archived_at=None).exists()


def test_discarding_goes_back_to_the_version_or_away(lead: Actor, draft: Draft) -> None:
    published(lead, draft)
    own_checks.remove_check(actor=lead, draft=draft, check="qt-01")
    own_lists.discard(actor=lead, draft=draft)
    assert slugs_of(draft) == ["qt-01"]
    other = make_empty(lead, "Other")
    own_lists.discard(actor=lead, draft=other)
    assert not Draft.objects.filter(pk=other.pk).exists()


def test_a_file_becomes_a_draft_and_no_version(lead: Actor) -> None:
    made = own_lists.import_checklist(actor=lead, data=written(own_checklist()).encode())
    draft = Draft.objects.get(pk=made["id"])
    assert (draft.slug, slugs_of(draft)) == ("ours", ["own-lag"])
    assert not ChecklistVersion.objects.exists()


def test_a_file_becomes_what_comes_next_of_a_checklist(lead: Actor, draft: Draft) -> None:
    version = published(lead, draft)
    changed = own_checklist(title="Ours, revised", checks=(own_check(), own_check("own-b")))
    own_lists.import_checklist(actor=lead, data=written(changed).encode(), into=draft)
    assert slugs_of(draft) == ["own-lag", "own-b"] and draft.title == "Ours, revised"
    assert published(lead, draft).version == version.version + 1


def test_a_file_overwrites_nothing_that_is_not_published(lead: Actor, draft: Draft) -> None:
    with pytest.raises(Blocked, match="not published"):
        own_lists.import_checklist(actor=lead, data=written(own_checklist()).encode(), into=draft)
    assert slugs_of(draft) == ["qt-01"]


def test_a_refused_file_leaves_nothing(lead: Actor) -> None:
    with pytest.raises(Invalid):
        own_lists.import_checklist(actor=lead, data=b"title = 3")
    assert not Draft.objects.exists() and not Event.objects.exists()


def test_a_checklist_without_a_draft_gets_one_from_its_version(lead: Actor, draft: Draft) -> None:
    version = published(lead, draft)
    draft.delete()
    made = own_lists.draft_for(actor=lead, version=version)
    assert slugs_of(made) == ["qt-01"] and own_lists.is_published(made, version)
