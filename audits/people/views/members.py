"""The people of a workspace and the invitations to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.http import MemberRequest
from audits.kit import clock
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member
from audits.people.actions import invitations, members
from audits.people.forms import InviteForm, RoleForm
from audits.people.models import Guest, Invitation, Membership
from audits.people.roles import Role


def page(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """Members, open invitations and, for admins, the form for another."""
    workspace = request.actor.workspace_id
    ours = Membership.objects.active().with_parts().filter(workspace_id=workspace)
    waiting = Invitation.objects.open(clock.now()).select_related("invited_by").filter(workspace_id=workspace)
    context = {
        "nav": "people",
        "members": ours.order_by("user__name", "user__email"),
        "invitations": waiting.order_by("-created_at"),
        "former": former_members(workspace),
        "guests": Guest.objects.with_parts().select_related("invited_by").filter(workspace_id=workspace),
        "now": clock.now(),
        "roles": Role.choices,
        "form": InviteForm(),
    } | more
    return render(request, "people/people.html", context, status=status)


def former_members(workspace: UUID) -> QuerySet[Membership]:
    """Who has left, the last one first: they may still own something."""
    ended = Membership.objects.with_parts().filter(workspace_id=workspace, ended_at__isnull=False)
    return ended.order_by("-ended_at")


@member(roles.READS_SETTINGS)
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    return page(request)


def membership_of(request: MemberRequest, person: UUID) -> Membership:
    ours = Membership.objects.active().with_parts()
    return get_object_or_404(ours, workspace_id=request.actor.workspace_id, user_id=person)


@member(roles.ADMINS)
@require_POST
def member_role(request: MemberRequest, person: UUID) -> HttpResponse:
    found = membership_of(request, person)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid({"role": [_("Choose one of the roles.")]})
    members.change_role(actor=request.actor, membership=found, role=form.cleaned_data["role"])
    messages.success(request, _("%(name)s: the role is saved.") % {"name": found.user})
    return to_people(request, found)


@member(roles.ADMINS)
@require_POST
def member_end(request: MemberRequest, person: UUID) -> HttpResponse:
    found = membership_of(request, person)
    members.end_membership(actor=request.actor, membership=found)
    messages.success(request, _("%(name)s no longer has access here.") % {"name": found.user})
    return to_people(request, found)


def to_people(request: MemberRequest, changed: Membership) -> HttpResponse:
    """Back to the page, unless the admin has just taken it from themselves."""
    if changed.user_id == request.actor.user_id:
        return redirect("home")
    return redirect("people", request.actor.workspace_slug)


@member(roles.ADMINS)
@require_POST
def invitation_create(request: MemberRequest) -> HttpResponse:
    """Answers with the link itself: it cannot be shown again."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return page(request, form=form, status=422)
    try:
        issued = invitations.invite(actor=request.actor, **form.cleaned_data)
    except Invalid as refusal:
        form.add_error("email", refusal.fields["email"])
        return page(request, form=form, status=422)
    return page(request, issued=issued, status=201)


@member(roles.ADMINS)
@require_POST
def invitation_revoke(request: MemberRequest, invitation: UUID) -> HttpResponse:
    ours = Invitation.objects.filter(workspace_id=request.actor.workspace_id)
    found = get_object_or_404(ours, pk=invitation)
    invitations.revoke_invitation(actor=request.actor, invitation=found)
    messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": found.email})
    return redirect("people", request.actor.workspace_slug)
