"""A real browser: the system's own Chromium or Chrome, which never looks beyond this machine."""

import os
import shutil
from pathlib import Path

import pytest

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
    """What axe-core finds wrong on a page, by WCAG 2.2 A and AA and its best practices: one line each."""

    def look(page):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{found['id']}: {found['help']} ({'; '.join(str(node['target']) for node in found['nodes'])})"
            for found in result["violations"]
        ]

    return look
