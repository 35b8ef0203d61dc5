"""Where a person starts, and their own account."""

from django.contrib import messages
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.http import MemberRequest, Request
from audits.kit.redirect import safe_path
from audits.people import roles
from audits.people.access import member, public, signed_in
from audits.people.actions import account
from audits.people.forms import NameForm
from audits.people.models import Membership, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def memberships_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.active().with_parts().filter(user=user).order_by("workspace__name")


@signed_in
@require_GET
def home(request: Request) -> HttpResponse:
    """Into the person's only workspace, else to the choice of one."""
    memberships = list(memberships_of(request.user)[:2])
    if len(memberships) != 1:
        return redirect("workspace-list")
    return redirect(first_page(memberships[0].role), memberships[0].workspace.slug)


@member(roles.EVERYONE)
@require_GET
def workspace_home(request: MemberRequest) -> HttpResponse:
    """An address cut back to its workspace leads to where this person starts there."""
    return redirect(first_page(request.actor.role), request.actor.workspace_slug)


def first_page(role: str) -> str:
    """Where somebody starts: at the evaluations, or at their work when they may not read those."""
    return "evaluation-list" if role in roles.READS_EVALUATIONS else "my-work"


@signed_in
@require_GET
def workspace_list(request: Request) -> HttpResponse:
    found = [
        {
            "workspace": each.workspace,
            "role": each.get_role_display(),
            "page": reverse(first_page(each.role), args=[each.workspace.slug]),
        }
        for each in memberships_of(request.user)
    ]
    return render(request, "people/workspaces.html", {"memberships": found})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Name, shortcuts, password, tokens and the way out."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        account.rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is saved."))
        return redirect("profile")
    context = {"form": form, "memberships": memberships_of(request.user)}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def profile_keys(request: Request) -> HttpResponse:
    """The switch of single-key shortcuts; back to the page it was switched on."""
    account.set_keys(user=request.user, has_keys=request.POST.get("has_keys") == "on")
    return redirect(safe_path(request.POST.get("next"), fallback=reverse("profile")))


@signed_in
@require_POST
def profile_mails(request: Request) -> HttpResponse:
    """The switches of what a person is mailed."""
    names = ("wants_assigned_mail", "wants_due_mail")
    account.set_mails(user=request.user, **{name: request.POST.get(name) == "on" for name in names})
    messages.success(request, _("What you are mailed is saved."))
    return redirect("profile")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """GET shows a button, so that a mail scanner uses nothing up; POST signs in once."""
    user = account.person_of_link(key, token)
    if user is None:
        return render(request, "people/sign_in_link.html", {"person": None}, status=410)
    if request.method != "POST":
        return render(request, "people/sign_in_link.html", {"person": user})
    if not account.use_link(user):
        return render(request, "people/sign_in_link.html", {"person": None}, status=410)
    login(request, user, backend=BACKEND)
    return redirect("home" if user.has_usable_password() else "account_set_password")
