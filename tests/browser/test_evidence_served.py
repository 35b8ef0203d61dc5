"""Hostile files opened in a real browser: nothing in them runs (T6)."""

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evidence.actions import take_file
from audits.evidence.models import Evidence
from audits.evidence.storage import new_key, put
from audits.kit import clock
from audits.kit.refusals import Invalid
from tests.browser.scoring import Desk
from tests.evidence.conftest import folder as folder
from tests.evidence.crafted import CANARY
from tests.evidence.files import picture, upload
from tests.evidence.hostile import MARKUP, corpus

SCRIPT = b"canary()\n"


@pytest.fixture
def desk(page, live_server, transactional_db, lead, candidate):
    """A signed-in lead whose browser tells when a planted script ran."""
    rang: list[tuple[object, ...]] = []
    page.context.expose_function("canary", lambda *args: rang.append(args))
    desk = Desk(page, live_server.url, candidate).sign_in(lead)
    desk.rang = rang
    yield desk
    page.goto("about:blank")
    assert rang == []


def address(desk, actor, evidence, name="evidence-file"):
    return desk.server + reverse(name, args=[actor.workspace_slug, evidence.pk])


def visit(page, url):
    """Opens an address as a person would; a download leaves the page where it is."""
    try:
        assert page.goto(url).status == 200
    except Error as error:
        assert "Download is starting" in error.message
        return "saved"
    return "shown"


def taken(lead):
    """What the intake lets pass of the polyglots and of markup, under its own names."""
    for file in corpus():
        if file.label.startswith(("polyglot", "text-as", "pdf-as", "zip-slip")):
            try:
                yield take_file(lead, upload(file.data, file.name))
            except Invalid:
                continue


def smuggled(lead, media_type, data):
    """Evidence as a hole in the intake would leave it: the way out must hold alone."""
    key = new_key(lead.workspace_id)
    put(key, data)
    return Evidence.objects.create(
        workspace_id=lead.workspace_id,
        name="smuggled",
        storage_key=key,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        effective_on=clock.now().date(),
        uploaded_by_id=lead.user_id,
    )


def test_the_canary_sings_where_a_script_may_run(desk):
    desk.page.set_content(f"<html><body>{CANARY.decode()}</body></html>")
    expect(desk.page.locator("body")).to_be_attached()
    assert desk.rang.pop() == ()


def test_nothing_runs_in_what_the_intake_lets_pass(desk, lead):
    evidence = list(taken(lead))
    assert len(evidence) > 15
    ways = [visit(desk.page, address(desk, lead, each)) for each in evidence]
    assert set(ways) == {"shown", "saved"}


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html"])
def test_nothing_runs_even_in_markup_that_slipped_in(desk, lead, media_type):
    for data in MARKUP.values():
        visit(desk.page, address(desk, lead, smuggled(lead, media_type, data)))
        desk.page.wait_for_timeout(20)


def test_a_text_file_is_no_script_for_our_own_pages(desk, lead):
    script = address(desk, lead, take_file(lead, upload(SCRIPT, "run.js")))
    desk.page.goto(f"{desk.server}/")
    outcome = desk.page.evaluate(
        """(source) => new Promise((resolve) => {
          const script = document.createElement('script');
          script.onload = () => resolve('ran');
          script.onerror = () => resolve('refused');
          script.src = source;
          document.head.append(script);
        })""",
        script,
    )
    assert outcome == "refused"


def test_the_page_of_a_piece_of_evidence_shows_its_picture(desk, lead, candidate, violations):
    result = attach_exhibit(
        actor=lead,
        candidate=candidate,
        dimension="",
        question="eh-1",
        file=upload(picture(size=(900, 500)), "sync log.png"),
    )
    evidence = Evidence.objects.get(pk=result["evidence"])
    desk.page.goto(address(desk, lead, evidence, "evidence"))
    shown = desk.page.get_by_role("img", name="sync log.png")
    expect(shown).to_have_js_property("naturalWidth", 900)
    assert violations(desk.page) == []
    desk.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(desk.page, "color-contrast") == []
