"""What the page is answered after a save: the parts that have changed, each with the id that it replaces."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import trigger_client_event

from audits.checklists.models import Run, RunItem
from audits.checklists.views.board import Board, board_of, items_of
from audits.checklists.views.conflicts import sides
from audits.checklists.views.opened import Opened, Opening
from audits.checklists.views.run_found import crumbs_of, run_address
from audits.checklists.views.shown import Context, frame
from audits.http import MemberRequest
from audits.kit.forms import Form
from audits.kit.refusals import Conflict


def attempted(
    request: MemberRequest, opening: Opening, form: Form, do: Callable[[], Any], name: str
) -> HttpResponse | None:
    """Carries the form out; the answer when it was refused, None when it is saved."""
    try:
        return None if form.carries_out(do) else refused(request, opening, form, name)
    except Conflict as conflict:
        return both_shown(request, opening, conflict, name, form)


def saved(request: MemberRequest, item: RunItem, more: Callable[[Opening], Context]) -> HttpResponse:
    """An item was saved: its row, its group, the progress, and `more`, what else the save has moved.

    `item` is the row as it was before.
    """
    if not request.htmx:
        return redirect(run_address(request, "run-item", item.run, item.slug))
    board = changed_board(request, item.run)
    now = as_saved(board, item)
    context = frame(request, board) | {
        "item": now,
        "row": board.row(now.slug),
        "group": board.group(now.group),
        "chosen": now.status,
        "is_alone": is_alone(request),
        "oob": True,
    }
    context |= more(Opening(request.actor, now, known={row.item.slug for row in board.rows}))
    answer = render(request, "checklists/_item_saved.html", context)
    # What is counted beside the run before is asked for anew.
    return trigger_client_event(answer, "moved") if "is_moved" in context else answer


def as_saved(board: Board, item: RunItem) -> RunItem:
    """The item as the board has it, with what no save of it changes: its run, its check and its promise."""
    now = board.row(item.slug).item
    now.run, now.document, now.commitment = item.run, item.document, item.commitment
    return now


def changed_board(request: MemberRequest, run: Run) -> Board:
    """The run as it is after the save, with the items that are open on the page that asked."""
    return board_of(request.actor, run, items_of(run), opened=opened_slugs(request))


def opened_slugs(request: MemberRequest) -> list[str]:
    return request.POST.get("open", "").split(",")


def is_alone(request: MemberRequest) -> bool:
    """Asked from the item's own page, which has no groups, nothing that counts them, and no selection."""
    return "/items/" in (request.htmx.current_url or "")


def is_open(request: MemberRequest, item: RunItem) -> bool:
    return not request.htmx or item.slug in opened_slugs(request)


def refused(request: MemberRequest, opening: Opening, form: Form, name: str) -> HttpResponse:
    """The fields that cannot be taken, with their messages and what was typed."""
    if not request.htmx:
        return item_page(request, opening.shown({name: form}), form.answer_status)
    context = {"item": opening.item, "form": form, "name": name, "oob": True}
    return render(request, "checklists/_fields_refused.html", context, status=form.answer_status)


def both_shown(
    request: MemberRequest, opening: Opening, conflict: Conflict, name: str, form: Form
) -> HttpResponse:
    """409: what the other one wrote beside one's own, and a choice between them."""
    context = {
        "run": opening.run,
        "item": opening.item,
        "conflict": conflict,
        "sides": sides(conflict),
        "form_id": f"{name}-{opening.item.slug}",
        # By a key on a row whose panel is closed, there is no form to send again.
        "status": "" if is_open(request, opening.item) else request.POST.get("status", ""),
        # The item and the record of its failure count their versions apart.
        "over": "over" if "saved_by" in conflict.theirs else "finding_over",
    }
    if request.htmx:
        return render(request, "checklists/_conflict.html", context, status=409)
    return item_page(request, opening.shown({name: form}), 409, context)


def item_page(
    request: MemberRequest, opened: Opened, status: int = 200, more: Context | None = None
) -> HttpResponse:
    """An item as a page of its own."""
    run = opened.row.item.run
    context = opened_context(opened) | {"crumbs": crumbs_of(request, run), "nav": "runs", "is_alone": True}
    return render(request, "checklists/item.html", context | (more or {}), status=status)


def opened_context(opened: Opened) -> Context:
    item = opened.row.item
    return {"opened": opened, "row": opened.row, "item": item, "run": item.run, "chosen": opened.chosen}
