"""API tokens of a workspace: one's own, and for admins everybody's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from audits.http import MemberRequest
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member
from audits.people.actions import tokens
from audits.people.forms import TokenForm
from audits.people.models import ApiToken


def visible(request: MemberRequest) -> QuerySet[ApiToken]:
    ours = ApiToken.objects.select_related("membership__user").filter(
        membership__workspace_id=request.actor.workspace_id
    )
    return ours if request.actor.can(roles.ADMINS) else ours.filter(membership__user=request.actor.user_id)


def page(request: MemberRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"tokens": visible(request).order_by("-created_at"), "form": TokenForm()} | more
    return render(request, "people/tokens.html", context, status=status)


@member(roles.EVERYONE)
@require_GET
def token_list(request: MemberRequest) -> HttpResponse:
    return page(request)


@member(roles.EVERYONE)
@never_cache
@require_POST
def token_create(request: MemberRequest) -> HttpResponse:
    """Answers with the token itself: it cannot be shown again."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return page(request, form=form, status=422)
    expires_at = form.expires_at(request.actor.zone)
    try:
        token, secret = tokens.create_token(
            actor=request.actor, name=form.cleaned_data["name"], expires_at=expires_at
        )
    except Invalid as refusal:
        form.add_error("expires_on", refusal.fields["expires_on"])
        return page(request, form=form, status=422)
    return page(request, issued=token, secret=secret, status=201)


@member(roles.EVERYONE)
@require_POST
def token_revoke(request: MemberRequest, token: UUID) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=token)
    tokens.revoke_token(actor=request.actor, token=found)
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": found.name})
    return redirect("token-list", request.actor.workspace_slug)
