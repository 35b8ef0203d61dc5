"""Who may call a view. Every URL declares it; a system check and a middleware insist on it.

A guard both fetches and authorises: views under ``/w/<workspace>/`` get `request.actor`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.core.checks import Error, register
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from audits.http import GuestRequest, MemberRequest, problem, wants_json
from audits.kit import clock
from audits.kit.refusals import Denied
from audits.people.actor import Actor
from audits.people.models import Guest, Membership, Workspace
from audits.people.roles import GUEST

View = Callable[..., Any]
Kind = Literal["public", "signed-in", "member", "token", "guest", "link"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a caller must be: anybody, signed in, a member with one of `roles`, a token's bearer, a guest, or
    the holder of a link for one purpose, whose view asks for the link's row."""

    kind: Kind
    roles: frozenset[str] = frozenset()
    # The view itself asks, with its object's query: a wrong method is told before that.
    by_object: bool = False


GUEST_KEY = "guest"
"""Where a session holds by which link a guest came."""
POLICY_ATTRIBUTE = "access_policy"
# Views of libraries, by URL name: they check themselves.
LIBRARY_POLICIES: dict[str, Policy] = {
    "account_login": Policy("public"),
    "account_logout": Policy("public"),
    "account_signup": Policy("public"),
    "account_inactive": Policy("public"),
    "account_reauthenticate": Policy("signed-in"),
    "account_change_password": Policy("signed-in"),
    "account_set_password": Policy("signed-in"),
    "account_reset_password": Policy("public"),
    "account_reset_password_done": Policy("public"),
    "account_reset_password_from_key": Policy("public"),
    "account_reset_password_from_key_done": Policy("public"),
}


def declare(view: View, policy: Policy) -> View:
    setattr(view, POLICY_ATTRIBUTE, policy)
    return view


def public(view: View) -> View:
    """Anybody may call it."""
    return declare(view, Policy("public"))


def signed_in(view: View) -> View:
    """Any signed-in person may call it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return declare(guarded, Policy("signed-in"))


def member(roles: frozenset[str]) -> Callable[[View], View]:
    """Members with one of `roles`; the view's URL starts with the workspace's slug.

    Somebody else's workspace is 404, a wrong role 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            request.actor = actor_in(request, workspace)
            request.actor.require(roles)
            with timezone.override(request.actor.zone):
                response: HttpResponse = view(request, *args, **kwargs)
            return response

        return declare(guarded, Policy("member", roles))

    return decorate


def member_by_object(roles: frozenset[str]) -> Callable[[View], View]:
    """As `member`, for hot views whose object query fetches the membership as well.

    The view calls `admit` with what it found; forgetting that is an error, never an open door.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            request.allowed_roles = roles
            # `enter` sets the workspace's zone; this puts the former one back.
            with timezone.override(UTC):
                response: HttpResponse = view(request, workspace, *args, **kwargs)
            is_wrong_method = isinstance(response, HttpResponseNotAllowed)
            if not is_wrong_method and not getattr(request, "was_admitted", False):
                raise RuntimeError(f"{view.__name__} answered without asking who may see it")
            return response

        return declare(guarded, Policy("member", roles, by_object=True))

    return decorate


def admit(request: MemberRequest, role: str | None) -> None:
    """Admits the caller with the role the object query found; None is no membership: 404."""
    request.was_admitted = True
    if role is None:
        raise Http404
    if role not in request.allowed_roles:
        raise Denied(str(Denied.title))


def enter(request: MemberRequest, workspace: Workspace, role: str) -> None:
    """Makes the admitted caller the actor, and shows times in the workspace's zone."""
    request.actor = Actor.at(request.user, workspace, role)
    timezone.activate(request.actor.zone)


def actor_in(request: HttpRequest, workspace: str) -> Actor:
    """The signed-in person as a member of the workspace with that slug, else 404."""
    memberships = Membership.objects.active().with_parts()
    membership = memberships.filter(user=request.user.pk, workspace__slug=workspace).first()
    if membership is None:
        raise Http404
    return Actor.of(membership)


def by_link(view: View) -> View:
    """Whoever came by a guest link that still holds; asked anew at each request (threat 37)."""

    @wraps(view)
    def guarded(request: GuestRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.guest = guest_of(request)
        with timezone.override(request.guest.zone):
            response: HttpResponse = view(request, *args, **kwargs)
        return response

    return declare(never_cache(guarded), Policy("guest"))


def guest_of(request: HttpRequest) -> Actor:
    """The guest of the session. It holds the digest of their link: another link ends it."""
    came_by = request.session.get(GUEST_KEY, "")
    guests = Guest.objects.active(clock.now()).with_parts()
    found = guests.filter(token_digest=came_by).first() if came_by else None
    if found is None:
        raise Denied(_("Your link has expired or was taken back. Ask for a new one."))
    return Actor.at(found.user, found.workspace, GUEST)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; the scoring screen's queue is told 401 and keeps what it holds."""
    if wants_json(request) or getattr(request, "htmx", False):
        return problem(401, "Signed out", "Sign in again; what you typed is kept on this device.")
    return redirect_to_login(request.get_full_path())


class AccessMiddleware:
    """Refuses a view that declares no policy: a forgotten guard is closed, not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if policy_of(view, name) is None:
            raise RuntimeError(f"{view} declares no access policy")


def policy_of(view: View, name: str | None) -> Policy | None:
    """The policy a view declares, or the one noted for a library's view of that name."""
    declared: Policy | None = getattr(view, POLICY_ATTRIBUTE, None)
    return declared or LIBRARY_POLICIES.get(name or "")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> list[tuple[str, str | None, View]]:
    """Every URL pattern of the project: its route, name and view."""
    found: list[tuple[str, str | None, View]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += patterns(entry, route)
        elif isinstance(entry, URLPattern):
            found.append((route, entry.name, entry.callback))
    return found


@register()
def every_url_declares_its_policy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """System check: no URL without an access policy."""
    return [
        Error(f"/{route} declares no access policy", hint="Decorate its view.", id="scorecard.E001")
        for route, name, view in patterns()
        if policy_of(view, name) is None
    ]
