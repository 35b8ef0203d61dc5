"""Who may answer: whoever holds the link of this very request, while it works (threats 35 to 38)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from audits.evaluations.models import Clarification
from audits.kit import clock
from audits.kit.refusals import Denied
from audits.people.access import Policy, View, declare
from audits.people.link_access import digest_held
from audits.people.models import digest


class VendorRequest(HttpRequest):
    """A request of whoever came by a link: `clarification` is what it opens."""

    htmx: HtmxDetails
    clarification: Clarification


def by_vendor(*, also_expired: bool = False) -> Callable[[View], View]:
    """Asked anew at each request: revoking, renewing and expiry hold from the next one on."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: VendorRequest, clarification: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            row = request.clarification = held_by(request, clarification)
            with timezone.override(ZoneInfo(row.workspace.timezone)):
                if row.is_active(clock.now()) or (also_expired and state_of(row) == "expired"):
                    response: HttpResponse = view(request, *args, **kwargs)
                    return response
                return shut(request, row)

        return declare(never_cache(guarded), Policy("link"))

    return decorate


def held_by(request: HttpRequest, key: UUID) -> Clarification:
    """The row by which this browser came, whatever became of it since; a newer link ends this one."""
    came_by = digest_held(request, key)
    rows = Clarification.objects.with_parts().filter(pk=key, token_digest=came_by)
    found = rows.first() if came_by else None
    if found is None:
        raise Denied(
            _("This page opens by the link in your mail, or by the newest one if there are several.")
        )
    return found


def found_by(token: str) -> Clarification | None:
    """Whose link this is, whatever became of it."""
    return Clarification.objects.with_parts().filter(token_digest=digest(token)).first()


def state_of(row: Clarification) -> str:
    """Why a link opens nothing, or that it does."""
    if row.is_closed:
        return "closed"
    if row.revoked_at:
        return "revoked"
    return "open" if row.is_active(clock.now()) else "expired"


def shut(request: VendorRequest, row: Clarification) -> HttpResponse:
    """Says why nothing opens; what was typed in the meantime is shown again, to be copied."""
    context = {"row": row, "state": state_of(row), "typed": typed(request, row), "is_inside": True}
    if request.htmx:
        return render(request, "evaluations/clarified/_shut.html", context, status=409)
    return render(request, "evaluations/clarified/shut.html", context, status=410)


def typed(request: HttpRequest, row: Clarification) -> list[tuple[str, str]]:
    """What somebody wrote that was not kept: the question, and the words."""
    sent = ((item, request.POST.get(f"text_{item.pk.hex}", "")) for item in row.items.all())
    return [(item.asked, words) for item, words in sent if words.strip() and words != item.draft]
