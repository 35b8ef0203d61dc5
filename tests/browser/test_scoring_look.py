"""The scoring screen is within everybody's reach: axe finds nothing, at three widths, light and dark."""

import pytest
from playwright.sync_api import expect

EVERYTHING = """() => {
  document.querySelectorAll('section[data-dimension]').forEach((section) => { section.hidden = false; });
  document.querySelectorAll('details').forEach((details) => { details.open = true; });
}"""
# axe walks the whole page however small the part it judges.
ONE_DIMENSION = """() => document.querySelectorAll('section[data-dimension]:not(#dim-sync-direction)')
  .forEach((section) => section.remove())"""
WIDTHS = [(390, 844), (900, 800), (1440, 900)]


@pytest.mark.parametrize("width, height", WIDTHS)
def test_everything_expanded_has_no_fault(seat, violations, width, height):
    seat.page.set_viewport_size({"width": width, "height": height})
    seat.open("sync-direction")
    seat.page.evaluate(EVERYTHING)
    assert faults(seat.page, violations) == []


def faults(page, violations, within="html"):
    """In both colour schemes, without the transition from one to the other."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = violations(page, within=within)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + violations(page, "color-contrast", within)


def test_the_dialogs_have_no_fault(seat, violations):
    seat.open("sync-direction").page.evaluate(ONE_DIMENSION)
    for key, dialog in [("?", "#keys"), ("/", "#finder"), ("c", "#capture")]:
        seat.press(key)
        expect(seat.page.locator(dialog)).to_be_visible()
        assert faults(seat.page, violations, dialog) == []
        seat.press("Escape")


def answer_with(page, path, status, document):
    """The server's answer to every save of `path`."""
    kind = "application/problem+json"
    page.route(path, lambda route: route.fulfill(status=status, json=document, content_type=kind))


def test_trouble_has_no_fault(seat, violations):
    seat.open("sync-direction").page.evaluate(ONE_DIMENSION)
    theirs = {"note": "Hers", "saved_by": "Priya", "saved_at_text": "14:04"}
    answer_with(seat.page, "**/answers/sd-1", 409, {"theirs": theirs, "version": 4})
    answer_with(seat.page, "**/scores/*", 423, {"detail": "This evaluation is decided."})
    seat.write_note("sd-1", "Mine")
    seat.press("Escape", "4")
    expect(seat.page.locator("#unsaved")).to_be_visible()
    expect(seat.page.locator("#conflict-q-sd-1")).to_contain_text("Changed by Priya at 14:04", timeout=10_000)
    assert faults(seat.page, violations, "#unsaved") == []
    assert faults(seat.page, violations, "#q-sd-1") == []


def test_two_questions_are_in_view_beside_a_video_call(seat):
    seat.page.set_viewport_size({"width": 756, "height": 800})
    seat.open("sync-direction").press("4", "j", "j")
    boxes = [seat.page.locator(f"#q-{slug}").bounding_box() for slug in ("sd-1", "sd-2")]
    strip = seat.page.locator("#strip").bounding_box()
    assert boxes[0]["y"] >= strip["y"] + strip["height"] - 1
    assert boxes[1]["y"] + boxes[1]["height"] <= 800
    assert seat.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
