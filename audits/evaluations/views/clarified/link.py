"""The page behind a vendor's link, before it lets anybody in."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions import clarified
from audits.evaluations.models import Clarification
from audits.evaluations.views.clarified.guard import found_by, state_of
from audits.http import too_many
from audits.people.access import public
from audits.people.link_access import take_in


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clarification_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who asks until when and uses nothing up; POST lets in, or asks for another link."""
    found = found_by(token)
    if found is None:
        if not ratelimit.consume(request, action="invitation"):
            return too_many(request)
        return page(request, {"state": "unknown"}, 404)
    state = state_of(found)
    if state == "open":
        return enter(request, found) if request.method == "POST" else front(request, found)
    if state == "expired" and request.method == "POST":
        return asked_anew(request, found)
    return page(request, {"row": found, "state": state}, 410)


def enter(request: HttpRequest, found: Clarification) -> HttpResponse:
    clarified.come_in(found)
    take_in(request, found)
    return redirect("clarified", found.pk)


def front(request: HttpRequest, found: Clarification) -> HttpResponse:
    context = {"row": found, "count": found.items.count()}
    return headed(render(request, "evaluations/clarified/front.html", context))


def asked_anew(request: HttpRequest, found: Clarification) -> HttpResponse:
    """Whoever held an expired link may ask for another one; asked twice, the buyer hears it once."""
    if not ratelimit.consume(request, action="new-link"):
        return too_many(request)
    clarified.ask_anew(clarification=found)
    return page(request, {"row": found, "state": "wanted"})


def page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return headed(render(request, "evaluations/clarified/shut.html", context, status=status))


def headed(response: HttpResponse) -> HttpResponse:
    """The address holds the secret, so no request that follows tells it (threat 36)."""
    response["Referrer-Policy"] = "strict-origin"
    return response
