"""Typed requests, and refusals rendered as a page, a fragment or problem+json."""

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from audits.kit.refusals import Blocked, Conflict, First, Invalid, Refusal
from audits.kit.request_id import current
from audits.people.actor import Actor
from audits.people.models import User

log = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
API_PREFIX = "/api/"


class Request(HttpRequest):
    """A signed-in person's request."""

    htmx: HtmxDetails
    user: User


class MemberRequest(Request):
    """A request under ``/w/<workspace>/``: `actor` is the person with their role there."""

    actor: Actor
    # Of hot views that fetch membership and object in one query.
    allowed_roles: frozenset[str]
    was_admitted: bool


class GuestRequest(HttpRequest):
    """A request of somebody who came by a guest link: `guest` is them in that workspace, no member."""

    htmx: HtmxDetails
    guest: Actor


def problem(status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    """An error as RFC 9457 problem+json."""
    body = {"title": title, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=PROBLEM)


def refusal_problem(refusal: Refusal) -> HttpResponse:
    """A refusal as problem+json with the parts its kind carries."""
    more: dict[str, Any] = {}
    if isinstance(refusal, Invalid):
        more["errors"] = refusal.fields
    if isinstance(refusal, Blocked) and refusal.reasons:
        more["reasons"] = refusal.reasons
    if isinstance(refusal, Conflict):
        more |= {"yours": refusal.yours, "theirs": refusal.theirs, "version": refusal.version}
    return problem(refusal.status, refusal.title, refusal.detail, **more)


def wants_json(request: HttpRequest) -> bool:
    """The API, and the scoring screen's own queue, are answered in JSON."""
    return request.path.startswith(API_PREFIX) or "json" in request.headers.get("Accept", "")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What the person sees of a refusal: the fragment alone when htmx asked, else a page."""
    if wants_json(request):
        return refusal_problem(refusal)
    is_fragment = bool(getattr(request, "htmx", False))
    if isinstance(refusal, First) and request.method == "GET" and not is_fragment:
        return redirect(f"{refusal.place}?{urlencode({'next': request.get_full_path()})}")
    template = "errors/_refusal.html" if is_fragment else "errors/refusal.html"
    return render(request, template, {"refusal": refusal}, status=refusal.status)


class RefusalMiddleware:
    """Turns refusals, a wrong method, and a database that is busy or gone, into clear answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own 405 is an empty page; the API's has its words already.
        is_wordless = isinstance(response, HttpResponseNotAllowed) and not response.content
        return wrong_method(request, response["Allow"]) if is_wordless else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return refused(request, exception)
        if isinstance(exception, OperationalError):
            log.exception("database unavailable")
            return busy(request)
        return None


def busy(request: HttpRequest) -> HttpResponse:
    """503: nothing was saved, trying again is safe."""
    detail = _("The database does not answer just now. Nothing was saved; try again in a moment.")
    if wants_json(request):
        response = problem(503, "Busy", detail)
    else:
        response = render(request, "errors/message.html", {"title": _("Busy"), "detail": detail}, status=503)
    response["Retry-After"] = "2"
    return response


def error_page(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    """A plain error as problem+json under ``/api/``, else as a page with the request's id."""
    if wants_json(request):
        return problem(status, title, detail)
    context = {"title": title, "detail": detail, "request_id": current.get()}
    return render(request, "errors/message.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400, _("Not understood"), _("The request could not be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404, _("Not found"), _("There is nothing here, or it is not yours to see."))


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: mostly the address of a button, reloaded or opened after signing in."""
    detail = _("This address takes what a page sends, and is no page itself. Nothing was changed.")
    response = error_page(request, 405, _("Nothing to open here"), detail)
    response["Allow"] = allowed
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, _("Not allowed"), str(exception) or _("Your role does not allow this."))


def too_many(request: HttpRequest) -> HttpResponse:
    detail = _("That was too often in a short time. Wait a few minutes and try again.")
    return error_page(request, 429, _("Too many attempts"), detail)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    detail = _("This page was open for too long. Nothing was saved; reload it and try again.")
    return error_page(request, 403, _("Page too old"), detail)


def server_error(request: HttpRequest) -> HttpResponse:
    detail = _("Something broke on our side and was written to the log. Nothing was half-saved.")
    return error_page(request, 500, _("Error"), f"{detail} ({current.get()})")


def json_body(request: HttpRequest) -> Any:
    """The request's JSON; `Invalid` names what is wrong with it."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid({"body": [_("This is not JSON.")]}) from error
