"""The pages of somebody who came by a guest link: their list, and each item and finding on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.items import save_item
from audits.checklists.actions.merging import version_to_save_on
from audits.checklists.actions.settling import resolve_finding
from audits.checklists.catalog import check_of
from audits.checklists.forms.findings import ResolveForm
from audits.checklists.hops import hops_of
from audits.checklists.looks import LOOKS
from audits.checklists.models import RunItem
from audits.checklists.models.finding import FindingState
from audits.checklists.views.conflicts import sides
from audits.checklists.views.library_shown import Places, shown
from audits.checklists.views.opened import chosen_in
from audits.http import GuestRequest
from audits.inbox import guests
from audits.inbox.forms.guest import GuestFailureForm, ResultForm
from audits.kit.forms import posted
from audits.people.access import by_link


@by_link
@require_GET
def guest_work(request: GuestRequest) -> HttpResponse:
    items = guests.items_of(request.guest)
    context = {
        "guest": request.guest,
        "items": items,
        "open": sum(not each.is_done for each in items),
        "findings": guests.findings_of(request.guest),
    }
    return render(request, "inbox/guest_work.html", context)


@by_link
@require_GET
def guest_item(request: GuestRequest, item: UUID) -> HttpResponse:
    return item_page(request, guests.item_of(request.guest, item))


def item_page(
    request: GuestRequest,
    item: RunItem,
    *,
    result: ResultForm | None = None,
    failure: GuestFailureForm | None = None,
) -> HttpResponse:
    """An item with its check, its result and the record of its failure; `result`, `failure` were sent."""
    check, refused = check_of(item.document), result or failure
    context = {
        "guest": request.guest,
        "item": item,
        "run": item.run,
        "look": LOOKS[item.status],
        "said": shown(Places(request.guest.workspace_slug), check),
        "check": check,
        "result": result or ResultForm(item=item),
        "failure": failure or GuestFailureForm(item=item),
        "chosen": "fail" if failure else chosen_in(item, request.GET.get("result", "")),
        "hops": hops_of(check, item.record, more=request.GET.get("more", "")),
        "sides": sides(refused.conflict) if refused and refused.conflict else [],
    }
    status = refused.answer_status if refused else 200
    return render(request, "inbox/guest_item.html", context, status=status)


@by_link
@require_POST
def guest_save(request: GuestRequest, item: UUID) -> HttpResponse:
    """Saves the result, the note and what is written down; a fail is asked for its record."""
    found = guests.item_of(request.guest, item)
    form = ResultForm(request.POST, item=found)
    if not form.carries_out(lambda: saved(request, found, form)):
        return item_page(request, found, result=form)
    if form.is_fail:
        return redirect(item_address(item, result="fail") + "#failure")
    if more := request.POST.get("more"):
        return redirect(item_address(item, more=more) + "#written")
    return done(request, found)


def item_address(item: UUID, **query: str) -> str:
    return reverse("guest-item", args=[item], query=query)


def saved(request: GuestRequest, item: RunItem, form: ResultForm) -> dict[str, Any]:
    values = form.said
    if not values:
        return {}
    version = version_to_save_on(item, values.keys(), form.seen)
    return save_item(actor=request.guest, item=item, values=values, version=version)


def done(request: GuestRequest, item: RunItem) -> HttpResponse:
    """Back to the list, which says what was saved."""
    messages.success(request, _("%(code)s is saved.") % {"code": item.code})
    return redirect("guest-work")


@by_link
@require_POST
def guest_fail(request: GuestRequest, item: UUID) -> HttpResponse:
    """Saves a failure with its whole record, or keeps an unfinished one where the others see it."""
    found = guests.item_of(request.guest, item)
    form = GuestFailureForm(request.POST, item=found)
    is_draft = "draft" in request.POST
    if not is_draft:
        form.require_words()
    save: Callable[..., dict[str, Any]] = drafted if is_draft else failed
    if not form.carries_out(lambda: save(request, found, form)):
        return item_page(request, found, failure=form)
    return redirect(item_address(item)) if is_draft else done(request, found)


def failed(request: GuestRequest, item: RunItem, form: GuestFailureForm) -> dict[str, Any]:
    return save_item(
        actor=request.guest,
        item=item,
        values={"status": "fail", "finding": {**guests.only_connector(item), **form.values}},
        version=version_to_save_on(item, ["status"], form.seen),
        finding_version=form.finding_seen,
    )


def drafted(request: GuestRequest, item: RunItem, form: GuestFailureForm) -> dict[str, Any]:
    values = {**guests.only_connector(item), **form.values}
    return save_draft(actor=request.guest, item=item, values=values, version=form.finding_seen)


@by_link
@require_http_methods(["GET", "POST"])
def guest_finding(request: GuestRequest, finding: UUID) -> HttpResponse:
    """A failure that the guest is to put right: its record, and what put it right."""
    found = guests.finding_of(request.guest, finding)
    form = ResolveForm(posted(request), finding=found)

    def do() -> dict[str, Any]:
        sent = form.cleaned_data
        words = {name: sent[name] for name in ("fix", "regression_test")}
        return resolve_finding(actor=request.guest, finding=found, version=sent["seen"], **words)

    if form.carries_out(do):
        messages.success(request, _("%(code)s is resolved.") % {"code": found.code})
        return redirect("guest-work")
    context = {"guest": request.guest, "finding": found, "form": form}
    context["is_open"] = found.state == FindingState.OPEN
    return render(request, "inbox/guest_finding.html", context, status=form.answer_status)
