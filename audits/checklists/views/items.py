"""Items of a run: opened, and saved field by field (R088, R089, R094, R095)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from audits.checklists.actions.failure import record_of
from audits.checklists.actions.items import save_item
from audits.checklists.actions.merging import version_to_save_on
from audits.checklists.forms.items import ItemForm, VersionForm
from audits.checklists.models import RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.records import clean_record
from audits.checklists.views import answers, failures
from audits.checklists.views.board import row_of
from audits.checklists.views.opened import Opening
from audits.checklists.views.run_found import item_of, seen_item, seen_run
from audits.checklists.views.shown import Context
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object


@member_by_object(roles.EVERYONE)
@require_GET
def run_item(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """An item with its panel: into the run's page, or as a page of its own; `closed` folds it."""
    found = seen_run(request, workspace, run)
    row = item_of(found, item)
    if request.htmx and "closed" in request.GET:
        closed = {
            "run": found,
            "row": row_of(request.actor, found, row),
            "is_alone": answers.is_alone(request),
        }
        return render(request, "checklists/_item.html", closed)
    asked = request.GET.get("result", "")
    opened, more = Opening(request.actor, row, asked=asked).shown(), {"is_fresh": asked == ItemStatus.FAIL}
    if request.htmx:
        context = answers.opened_context(opened) | more | {"is_alone": answers.is_alone(request)}
        return render(request, "checklists/_item.html", context)
    return answers.item_page(request, opened, more=more)


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_save(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Saves the result, the note, the owner or the due date. A fail is asked for its record first."""
    row = seen_item(request, workspace, run, item)
    opening = Opening(request.actor, row)
    form = opening.fields(request.POST)
    if form.is_valid() and needs_record(row, form):
        return failures.record_asked(request, row)

    def do() -> object:
        return saved(request, row, form, values_of(row, form))

    if answer := answers.attempted(request, opening, form, do, "fields"):
        return answer
    return answers.saved(request, row, lambda now: moved(request, now, row.status))


def needs_record(item: RunItem, form: ItemForm) -> bool:
    return form.values.get("status") == ItemStatus.FAIL and not goes_back_to_fail(item, form)


def goes_back_to_fail(item: RunItem, form: ItemForm) -> bool:
    """A result is taken back, and the record of the failure before it still stands."""
    finding = getattr(item, "finding", None)
    return "undo" in form.sent and finding is not None and not finding.missing()


def values_of(item: RunItem, form: ItemForm) -> dict[str, Any]:
    values = form.values
    if goes_back_to_fail(item, form) and values.get("status") == ItemStatus.FAIL:
        values["finding"] = record_of(item.finding)
    return values


def saved(
    request: MemberRequest, item: RunItem, form: VersionForm, values: Mapping[str, Any]
) -> dict[str, Any]:
    """On the version that was seen, or on a later one by which other fields were changed."""
    if not values:
        return {}
    version = version_to_save_on(item, values.keys(), form.seen)
    return save_item(actor=request.actor, item=item, values=values, version=version)


def moved(request: MemberRequest, now: Opening, before: str) -> Context:
    """What a new result changes besides the row: it can be taken back, and a failure leads on."""
    if now.item.status == before:
        return {}
    undo = before if "undo" not in request.POST else ""
    return {"undo": undo, "after": now.after(), "is_moved": True}


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_record(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Saves what is written down besides the result: fields, counts and hops (R082, R083)."""
    row = seen_item(request, workspace, run, item)
    opening = Opening(request.actor, row)
    form = opening.record(request.POST)

    def do() -> object:
        is_new = clean_record(row, form.values["record"]) != row.record
        return saved(request, row, form, form.values if is_new else {})

    if answer := answers.attempted(request, opening, form, do, "record"):
        return answer
    more = request.POST.get("more", "")
    return answers.saved(
        request,
        row,
        lambda now: {"opened": now.shown(more=more), "is_record": True, "is_longer": bool(more)},
    )
