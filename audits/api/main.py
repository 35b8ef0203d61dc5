"""The API as one object: its routers, its errors, its description."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from audits.api import (
    candidates,
    checklists,
    commitments,
    connectors,
    declarations,
    describe,
    evaluations,
    evidence,
    files,
    findings,
    frameworks,
    incidents,
    problems,
    runs,
    vendors,
)
from audits.api.body import StrictParser
from audits.people.access import Policy, declare

PREFIX = "/api/v1/"
FOR_EVERYBODY = {"openapi", "docs"}


class Api(NinjaAPI):
    """django-ninja with our way of answering errors, and that described."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return problems.answer(request, exc)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        return describe.completed(super().get_openapi_schema(path_prefix=PREFIX))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(
    title="Scorecard",
    version="1",
    description=describe.INTRODUCTION,
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
description = Router()


@cache
def described() -> OpenAPISchema:
    """The description, which changes only with the code."""
    return api.get_openapi_schema()


@description.get("/openapi.json", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return JsonResponse(described())


@description.get("/docs", auth=None, include_in_schema=False)
def docs(request: HttpRequest) -> HttpResponse:
    """The description for people; it needs nothing from another host."""
    return render(request, "api/docs.html", describe.page(described()))


for router in (
    description,
    frameworks.router,
    vendors.router,
    commitments.router,
    evaluations.router,
    declarations.router,
    candidates.router,
    evidence.router,
    files.router,
    connectors.router,
    checklists.router,
    runs.router,
    findings.router,
    incidents.router,
):
    api.add_router("", router)


def patterns() -> list[URLPattern]:
    """Every address with its access policy: the description is for everybody, the rest for tokens."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for pattern in found:
        policy = Policy("public" if pattern.name in FOR_EVERYBODY else "token")
        pattern.callback = declare(refusing(pattern.callback), policy)
    return found


def refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with a wrong method answered as every other error is."""

    @wraps(view)
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return problems.method_not_allowed(", ".join(sorted(response["Allow"].split(", "))))
        return response

    return call
