"""A vendor that was asked in writing, and its own browser."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.test import Client

from audits.evaluations.actions import clarifications as buyer
from audits.evaluations.actions import clarified as vendor
from audits.evaluations.models import Candidate, Clarification, ClarificationItem
from audits.journal.models import OutboxMessage
from audits.notices.letters import letter
from audits.people.actor import Actor

EMAIL = "sales@pipetap.example"
SITE = "http://127.0.0.1:8000"
QUESTIONS = {"sd-1": "Which objects do you write back?", "eh-3": "What happens when a write fails?"}


def request_of(actor: Actor, **values: Any) -> buyer.Request:
    made = buyer.Request(
        questions=QUESTIONS,
        email=EMAIL,
        due_on=actor.today + timedelta(days=7),
        language="en",
        message="",
    )
    made.update(values)  # type: ignore[typeddict-item]
    return made


def ask(actor: Actor, candidate: Candidate, **values: Any) -> Clarification:
    made = buyer.ask_vendor(actor=actor, candidate=candidate, values=request_of(actor, **values))
    return fresh(UUID(made["id"]))


def fresh(row: Clarification | UUID) -> Clarification:
    key = row if isinstance(row, UUID) else row.pk
    return Clarification.objects.with_parts().get(pk=key)


def item_of(row: Clarification, slug: str = "sd-1") -> ClarificationItem:
    return row.items.select_related("question").get(question__slug=slug)


def drafts(row: Clarification, *, page: str = "", **texts: str) -> dict[UUID, vendor.Draft]:
    """Texts by slug with a low line, on the versions that stand: `sd_1="…"`."""
    found = {name: item_of(row, name.replace("_", "-")) for name in texts}
    return {item.pk: vendor.Draft(texts[name], item.version, page) for name, item in found.items()}


def send(row: Clarification, **texts: str) -> bool:
    return vendor.send(clarification=fresh(row), drafts=drafts(row, **texts))


def mailed(kind: str) -> EmailMessage:
    """The newest mail of a kind."""
    rows = OutboxMessage.objects.select_related("workspace", "recipient").filter(kind=kind)
    return letter(rows.latest("pk"))


@dataclass(frozen=True)
class Visitor:
    """The browser of somebody at the vendor."""

    client: Client
    row: Clarification

    @classmethod
    def of(cls, row: Clarification) -> "Visitor":
        """Comes in by the link, as it is now."""
        client = Client()
        answer = client.post(path_of(row))
        assert answer.status_code == 302, answer.status_code
        return cls(client, row)

    def address(self, rest: str = "") -> str:
        return f"/clarifications/{self.row.pk}/{rest}"

    def open(self) -> Any:
        return self.client.get(self.address())

    @property
    def text(self) -> str:
        return str(self.open().content.decode())

    def sends(self, rest: str, **data: Any) -> Any:
        return self.client.post(self.address(rest), data)

    def fields(self, **texts: Any) -> dict[str, Any]:
        """What the page sends after these texts were typed."""
        form = self.open().context["form"]
        found = {"page": str(form["page"].value())}
        for row in form.rows:
            name, slug = row.item.pk.hex, row.item.question.slug.replace("-", "_")
            found[f"text_{name}"] = texts.get(slug, row.item.draft)
            found[f"version_{name}"] = str(row.item.version)
        return found


def path_of(row: Clarification) -> str:
    return fresh(row).address.removeprefix(SITE)
