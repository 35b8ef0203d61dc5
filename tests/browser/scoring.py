"""The scoring screen as a person uses it: open, type, cut the line, look at what it says."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

SAVES = re.compile(r"/candidates/[^/]+/(answers|scores|objects|captures|evidence|demo)\b")
POLLS = re.compile(r"/candidates/[^/]+/changes\b")


class Desk:
    """One person at one candidate's scoring screen."""

    def __init__(self, page, server, candidate):
        self.page = page
        self.server = server
        self.candidate = candidate
        workspace = candidate.workspace.slug
        self.url = f"{server}{reverse('candidate-score', args=[workspace, candidate.pk])}"

    def sign_in(self, actor):
        """A session without the form, which has tests of its own."""
        client = Client()
        client.force_login(factories.user_of(actor))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server}]
        )
        return self

    def open(self, dimension=""):
        self.page.goto(self.url + (f"#dim-{dimension}" if dimension else ""))
        expect(self.page.locator("#scoring")).to_have_attribute("data-ready", "true")
        return self

    def reload(self):
        self.page.reload()
        expect(self.page.locator("#scoring")).to_have_attribute("data-ready", "true")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write_note(self, question, text):
        """Opens a question's note and types at its end."""
        self.page.locator(f"#q-{question} .q__more").evaluate("(details) => { details.open = true; }")
        self.page.locator(f"#note-{question}").focus()
        self.press("Control+End")
        self.page.keyboard.type(text)

    def note(self, question):
        return self.page.locator(f"#note-{question}")

    def verdict(self, question, value):
        return self.page.locator(f"input[name='{question}-verdict'][value='{value}']")

    def saving_of(self, name):
        return self.page.locator(f"#save-{name}")

    def expect_all_saved(self, timeout=10_000):
        # What was typed a moment ago is written to the device first; only then does the line say "Saving".
        self.page.wait_for_timeout(250)
        expect(self.page.locator("#net")).to_have_text("All saved", timeout=timeout)

    def cut(self):
        """No save and no poll gets through; pages still load, as from a browser's cache."""
        self.page.route(SAVES, lambda route: route.abort())
        self.page.route(POLLS, lambda route: route.abort())

    def mend(self):
        self.page.unroute(SAVES)
        self.page.unroute(POLLS)
        self.page.evaluate("() => window.dispatchEvent(new Event('online'))")

    def lose_answer(self, path):
        """The next save of `path` is committed, but its answer never comes."""

        def swallow(route):
            route.fetch()
            route.abort()

        self.page.route(re.compile(f"{path}$"), swallow, times=1)


def path_of(request):
    return urlsplit(request.url).path
