"""The page behind a signer's link, before it lets anybody in."""

from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions import signing
from audits.evaluations.views.signing.guard import found_by, shut
from audits.http import too_many
from audits.kit import clock
from audits.people.access import public
from audits.people.link_access import take_in


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signature_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who asks for what and uses nothing up, because mail scanners open links; POST lets in."""
    found = found_by(token)
    if found is None:
        is_slow = ratelimit.consume(request, action="invitation")
        return headed(shut(request, None, 404)) if is_slow else too_many(request)
    with timezone.override(ZoneInfo(found.workspace.timezone)):
        if not found.is_active(clock.now()):
            return headed(shut(request, found))
        if request.method != "POST":
            return headed(render(request, "evaluations/signing/front.html", {"row": found}))
    signing.come_in(found)
    take_in(request, found)
    return redirect("signing", found.pk)


def headed(response: HttpResponse) -> HttpResponse:
    """The address holds the secret, so no request that follows tells it (threat 36)."""
    response["Referrer-Policy"] = "strict-origin"
    return response
