"""Opening and sending the pages of a workspace as one of its members."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.people.actor import Actor
from tests import factories

Answer = Any
"""A response as the test client gives it, with its context."""


@dataclass(frozen=True)
class Pages:
    """A signed-in member's browser."""

    client: Client
    slug: str

    @classmethod
    def of(cls, actor: Actor) -> "Pages":
        client = Client()
        client.force_login(factories.user_of(actor))
        return cls(client, actor.workspace_slug)

    def address(self, name: str, /, *args: Any, **query: Any) -> str:
        return reverse(name, args=[self.slug, *args], query=query or None)

    def open(self, name: str, /, *args: Any, **query: Any) -> Answer:
        return self.client.get(self.address(name, *args, **query))

    def text(self, name: str, /, *args: Any, **query: Any) -> str:
        response = self.open(name, *args, **query)
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())

    def followed(self, name: str, /, *args: Any) -> str:
        """The page that this one leads to."""
        response = self.client.get(self.address(name, *args), follow=True)
        return str(response.content.decode())

    def send(self, name: str, /, *args: Any, **data: Any) -> Answer:
        return self.client.post(self.address(name, *args), data)

    def fields(self, name: str, /, *args: Any) -> dict[str, Any]:
        """What the page's form sends when nothing is typed into it."""
        form = self.open(name, *args).context["form"]
        return {bound.name: value for bound in form if (value := bound.value()) not in (None, "")}

    def queries(self, name: str, /, *args: Any, **query: Any) -> int:
        """How many queries the page needs once the framework is in the cache."""
        self.open(name, *args, **query)
        with CaptureQueriesContext(connection) as captured:
            assert self.open(name, *args, **query).status_code == 200
        return len(captured)
