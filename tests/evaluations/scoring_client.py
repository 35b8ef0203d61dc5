"""Driving the scoring screen as the browser's queue does."""

import json
from typing import Any
from uuid import uuid4

from django.test import Client

from audits.evaluations.models import Candidate

HEADERS = {"accept": "text/html, application/problem+json"}


def address(candidate: Candidate, path: str = "score") -> str:
    return f"/w/{candidate.workspace.slug}/candidates/{candidate.pk}/{path}"


def post(client: Client, candidate: Candidate, path: str, body: Any, **headers: str) -> Any:
    """Sends a JSON body as it is."""
    return client.post(
        address(candidate, path), json.dumps(body), content_type="application/json", headers=HEADERS | headers
    )


def save(
    client: Client,
    candidate: Candidate,
    path: str,
    version: int = 0,
    operation: str | None = None,
    **values: Any,
) -> Any:
    """Saves a row's values on top of a version."""
    operation = operation or str(uuid4())
    return post(client, candidate, path, {"operation": operation, "version": version, "values": values})


def write(client: Client, candidate: Candidate, path: str, **values: Any) -> Any:
    """A write without a version."""
    return post(client, candidate, path, {"operation": str(uuid4()), "values": values})


def page(client: Client, candidate: Candidate) -> str:
    return client.get(address(candidate)).content.decode()
