"""A real browser: the system's own Chromium or Chrome, which never looks beyond this machine."""

import os
import shutil
from pathlib import Path

import pytest

from audits.checklists.actions.library import load_built_in
from audits.people.roles import Role
from tests import factories
from tests.browser.runs import Floor
from tests.browser.scoring import Desk

HERE = Path(__file__).parent
AXE = HERE / "vendor" / "axe.min.js"
BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Chromium's sandbox does not start as root, which is what a container runs as.
    "--no-sandbox",
]

# Playwright keeps an event loop in the thread of the test, and Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        pytest.fail("Chromium or Chrome is missing; `make test` installs it or says how.", pytrace=False)
    return browser_type_launch_args | {"executable_path": found, "args": QUIET}


@pytest.fixture
def violations():
    """What axe-core finds wrong on a page, by WCAG 2.2 A and AA and its best practices: one line each.

    `rule` asks for that one alone, which is quicker: another colour scheme can only change contrast.
    `within` looks at a part of the page.
    """

    def look(page, rule=None, within="html"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"resultTypes": ["violations"]} | ({"runOnly": [rule]} if rule else {})
        result = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
        return [
            f"{found['id']}: {found['help']} ({'; '.join(str(node['target']) for node in found['nodes'])})"
            for found in result["violations"]
        ]

    return look


@pytest.fixture
def seat(page, live_server, transactional_db, workspace, lead, candidate):
    """The lead at the scoring screen; errors in the browser's console fail the test."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    desk = Desk(page, live_server.url, candidate).sign_in(lead)
    yield desk
    # The poll must not meet the emptied database.
    page.goto("about:blank")
    assert wrong == []


@pytest.fixture
def floor_of(page, live_server, transactional_db):
    """Somebody at the workspace's runs; errors in the browser's console fail the test."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    yield lambda actor: Floor(page, live_server.url, actor)
    page.goto("about:blank")
    assert wrong == []


@pytest.fixture
def floor(floor_of, lead):
    load_built_in()
    return floor_of(lead)


@pytest.fixture
def second_floor(browser, floor, priya):
    """Another lead's own browser, at the same time."""
    context = browser.new_context()
    yield Floor(context.new_page(), floor.server, priya)
    context.close()


@pytest.fixture
def owner(workspace):
    return factories.make_actor(workspace, Role.OWNER)


@pytest.fixture
def priya(workspace):
    """Another lead, who works at the same time."""
    return factories.make_actor(workspace, email="priya@halden.example")
