"""Signing in by hand, and what is wrong with how a page looks."""

from playwright.sync_api import expect

from tests.factories import PASSWORD

WIDTHS = [390, 900, 1440]


def sign_in(page, live_server, actor):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill(actor.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evaluations")


def faults(page, violations):
    """What is wrong with a page at three widths, in the light and in the dark."""
    # A colour on its way from light to dark has neither's contrast.
    page.emulate_media(reduced_motion="reduce")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} scrolls sideways at {width}")
    found += violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += violations(page, rule="color-contrast")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found
