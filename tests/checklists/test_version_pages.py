"""Own checklists become versions: preview, publish, compare, save as a file, bring back, archive, discard."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.checklists.actions import own_checks, own_parts
from audits.checklists.actions.library import load_built_in
from audits.checklists.exchange import taken, written
from audits.checklists.models import ChecklistVersion, Draft
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.checklists.drafting import (
    make_copy,
    make_empty,
    outline_of,
    own_checklist,
)
from tests.factories import make_actor
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.fixture
def draft(lead: Actor, pages: Pages) -> Draft:
    return make_copy(lead, "quick-triage", "Our triage")


def publish(pages: Pages, draft: Draft) -> ChecklistVersion:
    draft.refresh_from_db()
    assert pages.send("draft-publish", draft.pk, seen=draft.version).status_code == 302
    return ChecklistVersion.objects.filter(slug=draft.slug).latest("version")


def test_the_preview_says_what_is_wrong_and_publishing_too(lead: Actor, pages: Pages) -> None:
    draft = make_empty(lead)
    text = pages.text("draft-preview", draft.pk)
    assert "Introduction: say what the checklist is for." in text and "Publish version" not in text
    sent = pages.send("draft-publish", draft.pk, seen=0)
    assert sent.status_code == 422 and "Checks: there is none yet." in sent.content.decode()
    assert not ChecklistVersion.objects.filter(workspace_id=lead.workspace_id).exists()


def test_the_preview_shows_the_version_and_what_it_changes(lead: Actor, pages: Pages, draft: Draft) -> None:
    assert "Publish version 1" in pages.text("draft-preview", draft.pk)
    publish(pages, draft)
    own_checks.remove_check(actor=lead, draft=draft, check="qt-05")
    text = pages.text("draft-preview", draft.pk)
    assert "Publish version 2" in text and "What changes from version 1" in text and "QT-05" in text


def test_what_changed_between_versions_is_shown(lead: Actor, pages: Pages, draft: Draft) -> None:
    publish(pages, draft)
    own_checks.remove_check(actor=lead, draft=draft, check="qt-05")
    own_checks.edit_check(actor=lead, draft=draft, check="qt-02", values={"title": "Queues"})
    values = {"title": "Our triage", "intro": "Shorter.", "minutes": (5, 15)}
    own_parts.edit_head(actor=lead, draft=draft, values=values)
    publish(pages, draft)
    found = pages.open("checklist-changes", "our-triage").context["difference"]
    assert [check.slug for check in found.removed] == ["qt-05"] and not found.added
    assert [(each.code, [change.after for change in each.changes]) for each in found.changed] == [
        ("QT-02", ["Queues"])
    ]
    assert [change.field for change in found.head] == ["introduction", "minutes"]
    assert pages.open("checklist-changes", "our-triage", before=2, after=1).context["difference"].added
    assert pages.open("checklist-changes", "our-triage", before=9).status_code == 404


def test_a_first_version_has_nothing_to_compare(pages: Pages) -> None:
    assert "Nothing differs" in pages.text("checklist-changes", "email")


def test_a_version_is_saved_as_a_file_and_brought_back(pages: Pages, draft: Draft) -> None:
    publish(pages, draft)
    sent = pages.open("checklist-export", "our-triage", 1)
    assert sent["Content-Disposition"] == 'attachment; filename="our-triage-v1.toml"'
    assert taken(sent.content).outline == outline_of(draft)
    text = sent.content.decode().replace("Noisy automations paused", "Noise paused")
    file = SimpleUploadedFile("x.toml", text.encode())
    back = pages.send("checklist-import", file=file, into=str(draft.pk))
    assert back["Location"] == pages.address("draft", draft.pk)
    assert "Noise paused" in pages.text("draft", draft.pk)


def test_a_file_with_a_fault_is_refused_at_its_field(pages: Pages) -> None:
    text = written(own_checklist()).replace('slug = "own-lag"', 'slug = "lag"')
    sent = pages.send("checklist-import", file=SimpleUploadedFile("x.toml", text.encode()))
    assert sent.status_code == 422
    assert "checks lag: the slug of a check of your own" in str(sent.context["form"].errors["file"])
    assert not Draft.objects.exists()


def test_a_large_file_is_refused(pages: Pages) -> None:
    sent = pages.send("checklist-import", file=SimpleUploadedFile("x.toml", b"#" * 1_100_000))
    assert sent.status_code == 413 and "1 MB" in sent.content.decode()


def test_archiving_and_back(pages: Pages, draft: Draft) -> None:
    publish(pages, draft)
    pages.send("checklist-archive", "our-triage")
    assert "1 archived" in pages.text("checklist-list")
    assert "Archived on" in pages.text("checklist", "our-triage")
    pages.send("checklist-unarchive", "our-triage")
    assert "archived" not in pages.text("checklist-list")


def test_discarding_leads_back(pages: Pages, draft: Draft) -> None:
    assert pages.send("draft-discard", draft.pk, seen=0)["Location"] == pages.address("checklist-list")
    assert not Draft.objects.exists()


def test_readers_see_own_checklists_and_no_drafts(workspace: Workspace, pages: Pages, draft: Draft) -> None:
    reader = Pages.of(make_actor(workspace, Role.OWNER))
    assert "Our triage" not in reader.text("checklist-list")
    assert reader.open("draft", draft.pk).status_code == 403
    publish(pages, draft)
    assert "Our triage" in reader.text("checklist-list")
    assert pages.address("checklist-copy", "our-triage", 1) not in reader.text("checklist", "our-triage")
