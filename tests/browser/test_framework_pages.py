"""Frameworks in a real browser: pages fit, axe finds nothing, and what is written is kept."""

import pytest
from playwright.sync_api import expect

from audits.frameworks.actions import load_built_in, parts
from audits.frameworks.models import FrameworkVersion
from audits.frameworks.spots import Spot
from tests.browser.test_library_pages import looked_at
from tests.frameworks.drafting import document_of, make_copy, published

pytestmark = pytest.mark.django_db(transaction=True)
SD_1 = Spot("question", "sd-1")


@pytest.fixture
def draft(lead, floor):
    """A copy of the built-in framework in its second version, with a change that is not published."""
    draft = make_copy(lead, "Our own questions")
    published(lead, draft)
    long = {"title": "A dimension whose title goes on for as long as a title may, x"[:60]}
    parts.add_dimension(actor=lead, draft=draft, title=long["title"])
    content = SD_1.read(document_of(draft)) | {"text": "x" * 160}
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content)
    return draft


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("framework-draft", []),
        ("framework-preview", []),
        ("framework-dimension-add", []),
        ("framework-head-edit", []),
        ("framework-dimension-edit", ["sync-direction"]),
        ("framework-question-edit", ["sd-1"]),
        ("framework-bands-edit", []),
        ("framework-crms-edit", []),
        ("framework-figures-edit", []),
        ("framework-weightings-edit", []),
    ],
)
def test_pages_of_a_draft_have_no_faults(floor, draft, violations, name, slugs):
    assert looked_at(floor.goto(name, draft.pk, *slugs).page, violations) == []


def test_pages_of_versions_have_no_faults(floor, lead, violations):
    whole = make_copy(lead, "Our own questions")
    parts.remove_question(actor=lead, draft=whole, question="sd-1")
    version = published(lead, whole)
    found = []
    for name, *keys in [
        ("framework-list",),
        ("framework", version.pk),
        ("framework-import",),
        ("framework-changes", version.pk),
        ("framework-screen", whole.pk),
    ]:
        found += looked_at(floor.goto(name, *keys).page, violations)
    assert found == []


def test_what_is_typed_is_saved_without_a_button(floor, draft):
    page = floor.goto("framework-question-edit", draft.pk, "sd-1").page
    page.get_by_label("Question", exact=True).fill("Does it log by itself?")
    expect(page.locator("#saved-words")).to_contain_text("Saved")
    page.get_by_label("In short").fill("")
    expect(page.locator("#saved")).to_contain_text("short is blank")
    assert SD_1.read(document_of(draft))["text"] == "Does it log by itself?"
    expect(page.get_by_label("Question", exact=True)).to_have_value("Does it log by itself?")


def test_what_cannot_be_taken_is_told_at_its_field_and_stays(floor, draft):
    page = floor.goto("framework-bands-edit", draft.pk).page
    field = page.locator("#id_bands-0-min")
    field.fill("-4")
    expect(page.locator("#id_bands-0-min_error")).to_contain_text("greater than or equal to 0")
    expect(field).to_have_value("-4")
    field.fill("34")
    expect(page.locator("#id_bands-0-min_error")).to_be_empty()
    expect(page.locator("#saved-words")).to_contain_text("Saved")


def test_what_somebody_else_wrote_is_shown_and_overwritten_only_knowingly(floor, lead, draft):
    page = floor.goto("framework-question-edit", draft.pk, "sd-1").page
    content = SD_1.read(document_of(draft)) | {"text": "Theirs?"}
    parts.edit_part(actor=lead, draft=draft, spot=SD_1, content=content)
    page.get_by_label("Question", exact=True).fill("Mine?")
    expect(page.locator("#saved-words")).to_contain_text("Theirs?")
    page.get_by_label("In short").fill("Mine in short")
    assert SD_1.read(document_of(draft))["text"] == "Theirs?"
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator("#saved-words")).to_contain_text("Saved")
    found = SD_1.read(document_of(draft))
    assert (found["text"], found["short"]) == ("Mine?", "Mine in short")


def test_words_that_could_not_be_sent_are_kept_and_sent_with_the_next_change(floor, draft):
    page = floor.goto("framework-question-edit", draft.pk, "sd-1").page
    page.context.set_offline(True)
    page.get_by_label("Question", exact=True).fill("Written on a train?")
    expect(page.locator("#saved-words")).to_contain_text("Not saved: the server does not answer")
    page.context.set_offline(False)
    page.get_by_label("In short").fill("On a train")
    expect(page.locator("#saved-words")).to_contain_text("Saved")
    assert SD_1.read(document_of(draft))["text"] == "Written on a train?"


def test_a_question_that_was_taken_out_meanwhile_leaves_the_words(floor, lead, draft):
    page = floor.goto("framework-question-edit", draft.pk, "sd-1").page
    parts.remove_question(actor=lead, draft=draft, question="sd-1")
    page.get_by_label("Question", exact=True).fill("Too late?")
    expect(page.locator("#saved-words")).to_contain_text("this part was taken out")
    expect(page.get_by_label("Question", exact=True)).to_have_value("Too late?")


def test_a_framework_is_copied_changed_and_published(floor):
    page = floor.goto("framework", load_built_in().pk).page
    page.get_by_role("link", name="Copy to change it").click()
    page.get_by_label("Title").fill("By hand")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Down : SD-1").click()
    expect(page.locator("#draft li").first).to_contain_text("SD-2")
    page.locator("#sync-timing").get_by_role("link", name="Add a question").click()
    page.get_by_label("Question").fill("What of time zones?")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/edit/", wait_until="load")
    page.get_by_label("To dig deeper").fill("Ask for a record of last night.")
    expect(page.locator("#saved-words")).to_contain_text("Saved")
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("link", name="Preview and publish").click()
    page.get_by_role("link", name="As the scoring page shows it").click()
    page.get_by_role("link", name="Sync timing").first.click()
    expect(page.get_by_text("What of time zones?")).to_be_visible()
    page.get_by_role("link", name="Preview").click()
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By hand")
    version = FrameworkVersion.objects.get(slug="by-hand")
    assert version.version == 1
