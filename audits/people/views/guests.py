"""The page behind a guest's link, and the links of a workspace."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audits.http import GuestRequest, MemberRequest, too_many
from audits.kit import clock
from audits.people import roles
from audits.people.access import GUEST_KEY, by_link, member, public
from audits.people.actions import guests
from audits.people.models import Guest


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who asks for what and uses nothing up; POST lets in, to an address without the secret."""
    found = guests.find_guest(token)
    if found is None:
        if not ratelimit.consume(request, action="invitation"):
            return too_many(request)
        return page(request, {"state": "unknown"}, 404)
    if not found.is_active(clock.now()):
        return page(request, {"state": "revoked" if found.revoked_at else "expired"}, 410)
    return enter(request, found) if request.method == "POST" else page(request, {"guest_row": found})


def page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    """The address holds the secret, so no request that follows tells it (threat 36)."""
    response = render(request, "people/guest_link.html", context, status=status)
    response["Referrer-Policy"] = "strict-origin"
    return response


def enter(request: HttpRequest, found: Guest) -> HttpResponse:
    """Takes the link for a value of the session, which stays good as long as the link does."""
    guests.come_in(found)
    request.session[GUEST_KEY] = found.token_digest
    request.session.cycle_key()
    return redirect("guest-work")


@by_link
@require_POST
def guest_leave(request: GuestRequest) -> HttpResponse:
    """Forgets the link in this browser; somebody who is signed in as a member stays so."""
    del request.session[GUEST_KEY]
    request.session.cycle_key()
    return render(request, "people/guest_left.html", {"workspace_name": request.guest.workspace_name})


def guest_row(request: MemberRequest, key: UUID) -> Guest:
    ours = Guest.objects.with_parts().filter(workspace_id=request.actor.workspace_id)
    return get_object_or_404(ours, pk=key)


@member(roles.LEADS)
@require_POST
def guest_renew(request: MemberRequest, guest: UUID) -> HttpResponse:
    found = guests.renew_guest(actor=request.actor, guest=guest_row(request, guest))
    messages.success(request, _("%(name)s gets a new link by mail.") % {"name": found})
    return redirect("people", request.actor.workspace_slug)


@member(roles.LEADS)
@require_POST
def guest_revoke(request: MemberRequest, guest: UUID) -> HttpResponse:
    found = guest_row(request, guest)
    guests.revoke_guest(actor=request.actor, guest=found)
    messages.success(request, _("The link of %(name)s is taken back.") % {"name": found})
    return redirect("people", request.actor.workspace_slug)
