"""What could not be delivered, on the settings page and on its own (threats 63 and 66)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from audits.http import MemberRequest
from audits.journal.models import OutboxMessage, OutboxQuerySet
from audits.notices import actions
from audits.notices.words import kind_name
from audits.people import roles
from audits.people.access import member

SHOWN = 50


def rows(found: OutboxQuerySet) -> list[dict[str, object]]:
    """Messages with their kind in words, newest end first."""
    with_people = found.select_related("recipient").defer("payload")
    return [{"message": each, "kind": kind_name(each.kind)} for each in with_people[:SHOWN]]


def page(request: MemberRequest) -> HttpResponse:
    """The section alone when htmx asks, else a page of its own."""
    ours = OutboxMessage.objects.for_workspace(request.actor.workspace_id)
    context = {
        "dead": rows(ours.dead().order_by("-dead_at", "-pk")),
        "dead_count": ours.dead().count(),
        "dropped": rows(ours.dropped().order_by("-dropped_at", "-pk")),
        "shown": SHOWN,
    }
    template = "notices/_messages.html" if request.htmx else "notices/messages.html"
    return render(request, template, context)


@member(roles.ADMINS)
@require_GET
def message_list(request: MemberRequest) -> HttpResponse:
    return page(request)


@member(roles.ADMINS)
@require_POST
def message_retry(request: MemberRequest, message: UUID) -> HttpResponse:
    ours = OutboxMessage.objects.for_workspace(request.actor.workspace_id)
    actions.retry_message(actor=request.actor, message=get_object_or_404(ours, message_id=message))
    return answer(request, 1)


@member(roles.ADMINS)
@require_POST
def message_retry_all(request: MemberRequest) -> HttpResponse:
    return answer(request, actions.retry_all(actor=request.actor))


def answer(request: MemberRequest, count: int) -> HttpResponse:
    """The list without them, and word that they are on their way."""
    words = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    messages.success(request, words % {"count": count})
    return redirect("message-list", request.actor.workspace_slug)
