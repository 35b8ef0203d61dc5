"""One id per request: on every log line, in the answer's header and on error pages."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdMiddleware:
    """Gives each request an id of our own making; a client's header is never trusted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current.set(uuid4().hex[:12])
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = current.get()
            return response
        finally:
            current.reset(token)


class RequestIdFilter(logging.Filter):
    """Puts the id on log records."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
