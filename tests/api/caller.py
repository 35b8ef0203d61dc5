"""Calls the API with a token, as a script would."""

import json
from typing import Any

from django.test import Client

from audits.people.actor import Actor
from audits.people.models import ApiToken, Membership

PROBLEM = "application/problem+json"


class Caller:
    """Every call answers Django's test response; `body` is sent as JSON, text and bytes as they are."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more["data"] = body if isinstance(body, str | bytes) else json.dumps(body)
            more.setdefault("content_type", "application/json")
        return self.client.generic(method, f"/api/v1{path}", headers=headers, **more)

    def get(self, path: str, **more: Any) -> Any:
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.call("POST", path, body, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.call("PUT", path, body, **more)


def caller_for(actor: Actor) -> Caller:
    membership = Membership.objects.get(user_id=actor.user_id, workspace_id=actor.workspace_id)
    return Caller(ApiToken.issue(membership=membership, name="script")[1])


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The error as read, after checking that it is one of that status in the form agreed."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    found: dict[str, Any] = response.json()
    assert {"title", "status", "detail"} <= set(found) and found["status"] == status
    assert found["title"] and found["detail"]
    return found


def refused(response: Any) -> set[str]:
    """The fields a body was refused for."""
    return set(problem_of(response, 422)["errors"])
