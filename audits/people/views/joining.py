"""The page behind an invitation's link."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audits.http import too_many
from audits.kit import clock
from audits.people.access import public
from audits.people.actions import invitations
from audits.people.forms import JoinForm
from audits.people.models import Invitation
from audits.people.views.account import BACKEND


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the link offers and uses nothing up; POST accepts it (threats 35 to 37)."""
    found = invitations.find(token)
    if found is None:
        if not ratelimit.consume(request, action="invitation"):
            return too_many(request)
        return dead(request, "unknown", 404)
    if found.accepted_at or found.revoked_at or found.expires_at <= clock.now():
        state = "used" if found.accepted_at else "revoked" if found.revoked_at else "expired"
        return dead(request, state, 410)
    return accept(request, found) if request.method == "POST" else offer(request, found)


def dead(request: HttpRequest, state: str, status: int) -> HttpResponse:
    return render(request, "people/invitation_dead.html", {"state": state}, status=status)


def offer(
    request: HttpRequest, found: Invitation, *, form: JoinForm | None = None, status: int = 200
) -> HttpResponse:
    """One of: join, sign in first, sign out first, or name and password of a new person."""
    context: dict[str, Any] = {"invitation": found, "form": form or JoinForm(email=found.email)}
    if request.user.is_authenticated:
        context["step"] = "join" if request.user.email == found.email else "other"
    else:
        context["step"] = "sign-in" if invitations.has_account(found.email) else "new"
    return render(request, "people/invitation.html", context, status=status)


def accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        invitations.join_as(invitation=found, user=request.user)
        return redirect("home")
    form = JoinForm(request.POST, email=found.email)
    if not form.is_valid():
        return offer(request, found, form=form, status=422)
    values = form.cleaned_data
    user = invitations.join_as_new(invitation=found, name=values["name"], password=values["password"])
    login(request, user, backend=BACKEND)
    return redirect("home")
