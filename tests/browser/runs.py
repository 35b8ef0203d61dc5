"""A run as a person works through it: with keys, with fingers, and with the line cut."""

import re

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from audits.checklists.models import Run
from tests import factories

SAVES = re.compile(r"/items/[^/]+/(save|record|draft|fail)/")


class Floor:
    """One person at the runs of a workspace."""

    def __init__(self, page, server, actor):
        self.page, self.server, self.actor = page, server, actor
        client = Client()
        client.force_login(factories.user_of(actor))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])

    def address(self, name, *args):
        return f"{self.server}{reverse(name, args=[self.actor.workspace_slug, *args])}"

    def goto(self, name, *args):
        self.page.goto(self.address(name, *args))
        return self

    def open(self, run):
        self.goto("run", run.pk)
        self.expect_ready()
        return self

    def expect_ready(self):
        expect(self.page.locator("#run")).to_have_attribute("data-ready", "true")

    def started(self):
        """The run whose page this is."""
        self.expect_ready()
        return Run.objects.get()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def row(self, slug):
        return self.page.locator(f"#row-{slug}")

    def panel(self, slug):
        return self.page.locator(f"#panel-{slug}")

    def expect_status(self, slug, word):
        expect(self.row(slug).locator(".status")).to_have_text(word)

    def cut(self):
        self.page.route(SAVES, lambda route: route.abort())

    def mend(self):
        self.page.unroute(SAVES)
        self.page.evaluate("() => window.dispatchEvent(new Event('online'))")
