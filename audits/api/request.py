"""The request of a token's bearer."""

from typing import Any

from django.http import HttpRequest

from audits.people.actor import Actor


class ApiRequest(HttpRequest):
    """`actor` is whom the token acts as; `document` is the body as read, for its fingerprint, or None."""

    actor: Actor
    document: Any
