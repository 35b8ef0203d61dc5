"""Settings of a workspace, and the state of its mail."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.http import MemberRequest
from audits.people import mail, roles
from audits.people.access import member
from audits.people.actions import workspaces
from audits.people.forms import TicketsForm, WorkspaceForm
from audits.people.models import Workspace


def page(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """What is set, and for admins the forms, the test mail and the demo's mails."""
    workspace = Workspace.objects.get(pk=request.actor.workspace_id)
    shows_mails = workspace.is_demo and not settings.IS_MAIL_CONFIGURED and request.actor.can(roles.ADMINS)
    context = {
        "workspace": workspace,
        "form": WorkspaceForm(initial={"name": workspace.name, "timezone": workspace.timezone}),
        "tickets": TicketsForm(initial={name: getattr(workspace, name) for name in TicketsForm.base_fields}),
        "zones": sorted(available_timezones()),
        "shows_mails": shows_mails,
        "mails": mail.written(workspace.pk, workspace.slug) if shows_mails else [],
        "mail_host": settings.EMAIL_HOST,
        "mail_folder": settings.MAIL_DIR,
    } | more
    return render(request, "people/settings.html", context, status=status)


@member(roles.READS_SETTINGS)
@require_GET
def workspace_settings(request: MemberRequest) -> HttpResponse:
    return page(request)


@member(roles.ADMINS)
@require_POST
def workspace_edit(request: MemberRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST)
    if not form.is_valid():
        return page(request, form=form, status=422)
    workspaces.edit_workspace(actor=request.actor, **form.cleaned_data)
    messages.success(request, _("The settings are saved."))
    return redirect("workspace-settings", request.actor.workspace_slug)


@member(roles.ADMINS)
@require_POST
def workspace_tickets(request: MemberRequest) -> HttpResponse:
    """Where findings open their issues."""
    form = TicketsForm(request.POST)
    if not form.is_valid():
        return page(request, tickets=form, status=422)
    workspaces.set_tickets(actor=request.actor, **form.cleaned_data)
    messages.success(request, _("The settings are saved."))
    return redirect("workspace-settings", request.actor.workspace_slug)


@member(roles.ADMINS)
@require_POST
def workspace_test_mail(request: MemberRequest) -> HttpResponse:
    """Sends a mail now and says what came of it."""
    problem = workspaces.send_test_mail(actor=request.actor)
    return page(request, tested=True, problem=problem)
