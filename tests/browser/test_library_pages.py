"""The library and own checklists in a real browser: pages fit, axe finds nothing, one is written by hand."""

import pytest
from playwright.sync_api import expect

from audits.checklists.actions import own_checks, own_lists
from audits.checklists.models import ChecklistVersion, Draft
from tests.browser.looks import WIDTHS
from tests.checklists.drafting import make_copy, slugs_of

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "A check whose title goes on for as long as a title may, which is eighty signs, x"


@pytest.fixture
def draft(lead, floor):
    """A copy of the quick triage in its second version, with a change that is not published."""
    draft = make_copy(lead, "quick-triage", "Our own triage")
    own_lists.publish_draft(actor=lead, draft=draft)
    values = {"group": "triage", "test": "Look.", "how": ("Run:\nls " + "x" * 300,), "title": LONG}
    own_checks.write_check(actor=lead, draft=draft, values=values)
    own_checks.edit_check(actor=lead, draft=draft, check="qt-02", values={"remedy": "Ask around."})
    own_lists.publish_draft(actor=lead, draft=draft)
    own_checks.remove_check(actor=lead, draft=draft, check="qt-05")
    return draft


def looked_at(page, violations):
    """Everything wrong with the page at three widths in the light, and its contrast in the dark."""
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"scrolls sideways at {width}")
        found += violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + violations(page, "color-contrast")


LIBRARY = [
    ("checklist-list",),
    ("checklist", "thirty-point"),
    ("checklist-version", "our-own-triage", 1),
    ("checklist-check", "our-own-triage", 2, "qt-02"),
    ("checklist-changes", "our-own-triage"),
    ("checklist-check", "our-own-triage", 2, "own-a-check-whose-title-goes-o"),
    ("check", "rc-01"),
    ("check-list",),
    ("audit-kit",),
]
WRITING = ["draft", "draft-preview", "draft-edit", "draft-checks-add", "draft-check-new"]


@pytest.mark.parametrize("place", LIBRARY, ids=lambda place: place[0])
def test_pages_of_the_library_have_no_faults(floor, draft, violations, place):
    assert looked_at(floor.goto(*place).page, violations) == []


@pytest.mark.parametrize("name", WRITING)
def test_pages_of_a_draft_have_no_faults(floor, draft, violations, name):
    assert looked_at(floor.goto(name, draft.pk).page, violations) == []


def test_the_rest_of_the_forms_have_no_faults(floor, draft, violations):
    found = []
    for name, *keys in [("checklist-import",), ("draft-check-edit", draft.pk, "qt-03")]:
        found += looked_at(floor.goto(name, *keys).page, violations)
    assert found == []


@pytest.mark.covers("R127")
def test_a_command_is_copied_as_it_stands(floor):
    floor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    floor.goto("check", "rc-02").page.get_by_role("button", name="Copy").click()
    expect(floor.page.get_by_role("status")).to_have_text("Copied")
    copied = floor.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("curl ") and '"Authorization: Bearer ${TOKEN}"' in copied


def test_a_check_is_moved_by_keyboard_and_the_focus_stays(floor, draft):
    page = floor.goto("draft", draft.pk).page
    page.locator("#down-qt-01").focus()
    for place in (1, 2):
        floor.press("Enter")
        expect(page.locator("#draft .book__row").nth(place)).to_have_id("qt-01")
        expect(page.locator("#down-qt-01")).to_be_focused()
    assert slugs_of(draft)[:3] == ["qt-02", "qt-03", "qt-01"]


def test_two_writers_see_each_other(floor, second_floor, draft):
    floor.goto("draft", draft.pk)
    second_floor.goto("draft", draft.pk).page.locator("#qt-03").get_by_role("button", name="Remove").click()
    expect(second_floor.page.locator("#qt-03")).to_have_count(0)
    floor.page.locator("#down-qt-01").click()
    expect(floor.page.get_by_role("alert")).to_contain_text("Somebody changed this checklist")
    expect(floor.page.locator("#qt-03")).to_have_count(0)
    floor.page.locator("#down-qt-01").click()
    expect(floor.page.locator("#draft .book__row").first).to_have_id("qt-02")
    expect(floor.page.get_by_role("alert")).to_have_count(0)


def test_a_search_keeps_what_is_ticked(floor, draft):
    page = floor.goto("draft-checks-add", draft.pk).page
    page.locator("input[value=gv-01]").check()
    page.get_by_label("Words in a check").fill("backlog")
    page.get_by_role("button", name="Find checks").click()
    expect(page.locator("input[value=gv-02]")).to_have_count(0)
    expect(page.locator("input[value=gv-01]")).to_be_checked()
    page.locator("input[value=dx-api-03]").check()
    page.get_by_role("button", name="Take what is ticked").click()
    expect(page.get_by_role("heading", name="Governance")).to_be_visible()
    assert {"gv-01", "dx-api-03"} <= set(slugs_of(draft))


def test_a_checklist_is_written_and_published_by_hand(floor):
    page = floor.goto("checklist-new").page
    page.get_by_label("Title").fill("Nightly jobs")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Edit the heading").click()
    page.get_by_label("What it is for").fill("What runs while we sleep.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Write a check").click()
    page.get_by_label("Title").fill("Export arrives")
    page.get_by_label("What to test", exact=True).fill("Whether last night's export is there.")
    row = page.get_by_role("group", name="Figure 1")
    row.get_by_label("Figure").fill("Age of the newest file")
    row.get_by_label("It", exact=True).select_option("fails when")
    row.get_by_label("is", exact=True).select_option("over")
    row.get_by_label("Value").fill("24")
    row.get_by_label("Unit").fill("hours")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Preview and publish").click()
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nightly jobs")
    page.get_by_role("link", name="Export arrives").click()
    expect(page.get_by_role("cell", name="fails over 24 hours")).to_be_visible()
    assert ChecklistVersion.objects.get(slug="nightly-jobs").version == 1
    assert Draft.objects.get().slug == "nightly-jobs"
