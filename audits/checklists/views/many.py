"""Many items at once: given to people, and added after a failure (R084, R089)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from audits.checklists.actions.items import assign_items
from audits.checklists.actions.outside import assign_by_email, is_unknown
from audits.checklists.actions.propose import propose_items
from audits.checklists.forms.items import AssignForm
from audits.checklists.forms.pauses import ProposeForm
from audits.checklists.models import Run
from audits.checklists.views import answers
from audits.checklists.views.opened import Opening
from audits.checklists.views.run_found import crumbs_of, item_of, seen_run, to_run
from audits.checklists.views.shown import frame
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member_by_object
from audits.people.models import GUEST_DAYS


@member_by_object(roles.LEADS)
@require_POST
def items_assign(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    """Gives the chosen items to somebody, or a date: one message, not thirty."""
    found = seen_run(request, workspace, run)
    form = AssignForm(request.POST)
    form.require()
    if form.is_by_email and not form.is_sure and is_unknown(request.actor, form.cleaned_data["email"]):
        return ask_first(request, found, form)
    assign = assign_by_email if form.is_by_email else assign_items
    number = assign(actor=request.actor, run=found, **form.values)["assigned"]
    said, is_past = assigned_words(request, form, number)
    if not request.htmx:
        messages.add_message(request, messages.WARNING if is_past else messages.SUCCESS, said)
        return to_run(request, found)
    board, chosen = answers.changed_board(request, found), set(form.items)
    rows = [row for row in board.rows if row.item.pk in chosen]
    context = frame(request, board) | {"rows": rows, "said": said, "is_past": is_past, "oob": True}
    return render(request, "checklists/_assigned.html", context)


def assigned_words(request: MemberRequest, form: AssignForm, number: int) -> tuple[str, bool]:
    """How many were assigned, and a warning when their date has passed, which is taken all the same."""
    said = ngettext("%(number)d item assigned.", "%(number)d items assigned.", number) % {"number": number}
    due_on = form.cleaned_data["due_on"]
    if due_on is None or due_on >= request.actor.today:
        return said, False
    late = ngettext(
        "The due date lies in the past: it is late at once.",
        "The due date lies in the past: they are late at once.",
        number,
    )
    return f"{said} {late}", True


def ask_first(request: MemberRequest, run: Run, form: AssignForm) -> HttpResponse:
    """Nobody is let in by a slip of the finger: the address is shown once more."""
    template = "checklists/_invite.html" if request.htmx else "checklists/invite.html"
    context = {"run": run, "email": form.cleaned_data["email"], "days": GUEST_DAYS, "sent": form.sent}
    context |= {"items": form.sent.getlist("items"), "nav": "runs", "crumbs": crumbs_of(request, run)}
    return render(request, template, context, status=409)


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_propose(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Adds the chosen checks to the run that a failed item of it points to."""
    found = seen_run(request, workspace, run)
    form = ProposeForm(request.POST)
    form.require()
    proposed = propose_items(actor=request.actor, run=found, slugs=form.slugs, by=item, key=form.key)
    added = proposed["added"]
    if not request.htmx:
        return to_run(request, found, added[0] if added else item)
    board = answers.changed_board(request, found)
    context = frame(request, board) | {
        "added": board.only(added),
        "known": request.POST.get("groups", "").split(","),
        "is_alone": answers.is_alone(request),
        "row": board.row(item),
        "item": item_of(found, item),
        "after": Opening(request.actor, item_of(found, item)).after(),
        "oob": True,
    }
    return render(request, "checklists/_proposed.html", context)
