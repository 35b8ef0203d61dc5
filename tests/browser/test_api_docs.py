"""The API's description to read: works without another host, fits, and axe finds nothing."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_everybody_reads_it_on_any_screen(page, live_server, violations):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}/api/v1/docs")
    for width in (390, 900, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page, rule="color-contrast") == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def test_a_call_leads_to_the_shape_of_its_answer(page, live_server):
    page.goto(f"{live_server.url}/api/v1/docs")
    page.get_by_role("article", name="GET /api/v1/vendors", exact=True).get_by_role("link").click()
    assert page.url.endswith("#shape-VendorList")
