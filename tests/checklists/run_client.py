"""The page of a run as htmx talks to it."""

from typing import Any

from django.test import Client

from audits.checklists.models import Finding, Run, RunItem
from audits.people.actor import Actor
from tests.checklists.scenes import RECORD, item_of
from tests.pages import Answer, Pages


class RunPage:
    """One person at one run; what is sent carries the versions that the row has now, unless given."""

    def __init__(self, actor: Actor, run: Run) -> None:
        self.pages, self.run = Pages.of(actor), run
        self.client: Client = self.pages.client
        self.headers = {
            "HX-Request": "true",
            "HX-Current-URL": f"http://x{self.pages.address('run', run.pk)}",
        }

    def item(self, slug: str) -> RunItem:
        return item_of(self.run, slug)

    def open(self, slug: str, **query: Any) -> str:
        response = self.client.get(
            self.pages.address("run-item", self.run.pk, slug, **query), headers=self.headers
        )
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())

    def values(self, slug: str, /, **values: Any) -> dict[str, Any]:
        """What the item's panel sends when nothing but `values` was changed in it."""
        item = self.item(slug)
        shown = {
            "version": item.version,
            "was": item.status,
            "initial-note": item.note,
            "initial-owner": item.owner_id or "",
            "initial-due_on": item.due_on or "",
        }
        return {**shown, "open": slug, "groups": "triage", **values}

    def post(self, view: str, slug: str, /, values: dict[str, Any]) -> Answer:
        return self.client.post(self.pages.address(view, self.run.pk, slug), values, headers=self.headers)

    def send(self, view: str, slug: str, /, **values: Any) -> Answer:
        return self.post(view, slug, self.values(slug, **values))

    def save(self, slug: str, **values: Any) -> Answer:
        return self.send("item-save", slug, **values)

    def failure(self, slug: str, /, **values: Any) -> dict[str, Any]:
        """The whole record of a failure as its form sends it."""
        finding = Finding.objects.filter(item=self.item(slug)).first()
        whole = {**RECORD, "occurred_at": "2026-01-05T09:38"}
        version = finding.version if finding else 0
        return self.values(slug, **{**whole, "finding_version": version, **values})

    def fail(self, slug: str, **values: Any) -> Answer:
        return self.post("item-fail", slug, self.failure(slug, **values))

    def draft(self, slug: str, **values: Any) -> Answer:
        return self.send("item-draft", slug, **values)


def text_of(answer: Answer) -> str:
    return " ".join(answer.content.decode().split())
