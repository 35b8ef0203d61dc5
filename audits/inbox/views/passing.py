"""Passing a check from the list with one tap, and taking it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audits.checklists.actions.items import save_item
from audits.checklists.actions.merging import version_to_save_on
from audits.checklists.models import RunItem
from audits.checklists.models.run import UNDONE, ItemStatus
from audits.http import MemberRequest
from audits.inbox.rows import Row, row_of
from audits.inbox.views.work import Passed
from audits.kit.refusals import Conflict, Invalid
from audits.people import roles
from audits.people.access import member
from audits.people.work import Work

MOST_DIGITS = 18
"""Of a version; Python itself refuses to read a number of thousands."""


@member(roles.WRITES_OWN)
@require_POST
def work_pass(request: MemberRequest, item: UUID) -> HttpResponse:
    """One tap; the answer offers to take it back."""
    found = item_of(request, item)
    was = found.status
    try:
        saved = save(request, found, ItemStatus.PASS)
    except Conflict as conflict:
        return shown_anew(request, item, conflict)
    if not request.htmx:
        back = reverse("my-work", args=[request.actor.workspace_slug], query={"passed": item, "was": was})
        return redirect(back)
    found.version, found.saved_at = saved["version"], saved["saved_at"]
    return render(request, "inbox/_passed.html", {"passed": Passed(found, was)})


@member(roles.WRITES_OWN)
@require_POST
def work_undo(request: MemberRequest, item: UUID) -> HttpResponse:
    """Puts a passed item back to what it was, unless somebody has given it another result since."""
    save(request, item_of(request, item), was_before(request))
    if not request.htmx:
        return redirect("my-work", request.actor.workspace_slug)
    return render(request, "inbox/_restored.html", {"row": row_now(request, item)})


def item_of(request: MemberRequest, key: UUID) -> RunItem:
    rows = RunItem.objects.for_workspace(request.actor.workspace_id).select_related("run", "commitment")
    return get_object_or_404(rows, pk=key)


def save(request: MemberRequest, item: RunItem, status: str) -> dict[str, Any]:
    """On the version that was seen, or on a later one by which only other fields were changed."""
    version = version_to_save_on(item, ["status"], seen(request))
    return save_item(actor=request.actor, item=item, values={"status": status}, version=version)


def seen(request: MemberRequest) -> int:
    """The version of the item that the page showed."""
    text = request.POST.get("version", "")
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise Invalid({"version": [_("This page is out of date. Reload it.")]})
    return int(text)


def was_before(request: MemberRequest) -> str:
    status = request.POST.get("was", "")
    if status not in UNDONE:
        raise Invalid({"was": [_("This page is out of date. Reload it.")]})
    return status


def row_now(request: MemberRequest, item: UUID) -> Row | None:
    """The item's line as it stands now; None when it is no work any more."""
    actor = request.actor
    rows = RunItem.objects.for_workspace(actor.workspace_id).filter(pk=item)
    work = rows.as_work(None, actor.today).first()
    return row_of(actor, Work(*work), actor.today) if work else None


def shown_anew(request: MemberRequest, item: UUID, conflict: Conflict) -> HttpResponse:
    """Says who was faster, and shows the line as it stands now, to be passed all the same."""
    if not request.htmx:
        raise conflict
    context = {"refusal": conflict, "row": row_now(request, item), "key": item}
    return render(request, "inbox/_changed.html", context, status=conflict.status)
