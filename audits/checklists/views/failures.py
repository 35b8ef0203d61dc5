"""The record of a failure: kept as a draft while it is written, saved as a failure when it is whole."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.items import save_item
from audits.checklists.actions.merging import version_to_save_on
from audits.checklists.models import RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.views import answers
from audits.checklists.views.opened import Opening
from audits.checklists.views.run_found import run_address, seen_item
from audits.checklists.views.shown import Context
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


def record_asked(request: MemberRequest, item: RunItem) -> HttpResponse:
    """Nothing is saved yet: a failure comes with its record, and here is its form."""
    if not request.htmx:
        return redirect(f"{run_address(request, 'run-item', item.run, item.slug)}?result=fail")
    opened = Opening(request.actor, item, asked=ItemStatus.FAIL).shown()
    context = answers.opened_context(opened) | {"oob": True, "is_fresh": True}
    return render(request, "checklists/_failure.html", context)


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_draft(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Keeps what is typed of a failure's record where the others see it."""
    row = seen_item(request, workspace, run, item)
    opening = Opening(request.actor, row, asked=ItemStatus.FAIL)
    form = opening.failure(request.POST)

    def do() -> dict[str, Any]:
        if not form.is_typed:
            return {}
        return save_draft(actor=request.actor, item=row, values=form.values, version=form.finding_seen)

    if answer := answers.attempted(request, opening, form, do, "failure"):
        return answer
    return answers.saved(request, row, lambda now: {"chosen": ItemStatus.FAIL, "is_draft": True})


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_fail(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Saves an item as failed with its record, which must be whole (R091)."""
    row = seen_item(request, workspace, run, item)
    opening = Opening(request.actor, row, asked=ItemStatus.FAIL)
    form = opening.failure(request.POST)
    form.require_words()

    def do() -> dict[str, Any]:
        return save_item(
            actor=request.actor,
            item=row,
            values={"status": ItemStatus.FAIL, "finding": form.values},
            version=version_to_save_on(row, ["status"], form.seen),
            finding_version=form.finding_seen,
        )

    if answer := answers.attempted(request, opening, form, do, "failure"):
        return answer
    if "then" in request.POST:
        return to_incident(request, form.result["finding"]["id"])
    return answers.saved(request, row, recorded)


def recorded(now: Opening) -> Context:
    """The record as it was kept; its people and connectors stay on the page as they were chosen there."""
    form = now.failure()
    form.keep_choices("owner", "connector")
    opened = now.shown({"failure": form})
    return {"opened": opened, "after": opened.after, "is_moved": True, "is_failure": True}


def to_incident(request: MemberRequest, finding: str) -> HttpResponse:
    """On to the incident that the failure opens."""
    path = reverse("incident-new", args=[request.actor.workspace_slug], query={"finding": finding})
    return HttpResponseClientRedirect(path) if request.htmx else redirect(path)
