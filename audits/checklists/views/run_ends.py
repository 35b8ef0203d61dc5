"""A run's own fields, its clock, its end and its history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions.cadence import close_run
from audits.checklists.actions.runs import edit_run, reopen_run, turn_clock
from audits.checklists.actions.withdrawing import withdraw_run
from audits.checklists.forms.runs import EditRunForm, ReasonForm
from audits.checklists.forms.schedules import NextAuditForm
from audits.checklists.history import history_of
from audits.checklists.models import Run
from audits.checklists.rights import require_write
from audits.checklists.views.board import board_of, items_of
from audits.checklists.views.run_found import crumbs_of, seen_run, to_run
from audits.checklists.views.shown import frame
from audits.http import MemberRequest
from audits.kit.forms import Form, posted
from audits.kit.paging import number_before
from audits.people import roles
from audits.people.access import member_by_object


def form_page(
    request: MemberRequest, run: Run, form: Form, *, title: str, submit: str, intro: str = ""
) -> HttpResponse:
    crumbs = crumbs_of(request, run)
    context = {"form": form, "title": title, "submit": submit, "intro": intro, "crumbs": crumbs}
    context |= {"back": crumbs[-1][1], "nav": "runs"}
    return render(request, "components/form_page.html", context, status=form.answer_status)


@member_by_object(roles.LEADS)
@require_http_methods(["GET", "POST"])
def run_edit(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    found = seen_run(request, workspace, run)
    form = EditRunForm(posted(request), actor=request.actor, run=found)

    def do() -> None:
        edit_run(actor=request.actor, run=found, values=form.values, seen=form.cleaned_data["seen"])

    if form.carries_out(do):
        messages.success(request, _("Saved."))
        return to_run(request, found)
    return form_page(request, found, form, title=_("Edit %(code)s") % {"code": found.code}, submit=_("Save"))


@member_by_object(roles.WRITES_OWN)
@require_POST
def run_clock(request: MemberRequest, workspace: str, run: UUID, runs: bool) -> HttpResponse:
    """Starts or pauses the clock; it is counted on the server, so a reload loses nothing."""
    found = seen_run(request, workspace, run)
    turn_clock(actor=request.actor, run=found, runs=runs)
    if not request.htmx:
        return to_run(request, found)
    now = seen_run(request, workspace, run)
    # Without its items here; who has turned it may turn it back.
    context = frame(request, board_of(request.actor, now, [])) | {"can_turn": True}
    return render(request, "checklists/_clock.html", context)


@member_by_object(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def run_finish(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    """Closes a run and plans the next audit; while items lack their result it says which (R151)."""
    found = seen_run(request, workspace, run)
    require_write(request.actor, found)
    form = NextAuditForm(posted(request), actor=request.actor, run=found)
    if form.carries_out(lambda: close_run(actor=request.actor, run=found, next_audit=form.next_audit)):
        messages.success(request, _("The run is finished."))
        return to_run(request, found)
    board = board_of(request.actor, found, items_of(found))
    context = frame(request, board) | {"form": form, "crumbs": crumbs_of(request, found)}
    return render(request, "checklists/finish.html", context, status=form.answer_status)


@member_by_object(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def run_withdraw(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    """Takes back a run that was started by mistake, with a reason; says what of it stays."""
    found = seen_run(request, workspace, run)
    require_write(request.actor, found)
    form = ReasonForm(posted(request))
    if form.carries_out(
        lambda: withdraw_run(actor=request.actor, run=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("The run is withdrawn."))
        return to_run(request, found)
    title = _("Withdraw %(code)s") % {"code": found.code}
    return form_page(request, found, form, title=title, submit=_("Withdraw run"), intro=stays(found))


def stays(run: Run) -> str:
    """What a withdrawn run leaves behind, said before it is withdrawn."""
    leaves = _(
        "Its items leave everybody's work and reminders, and it counts neither as the last audit nor in "
        "comparisons nor among the results of a check. Its results can still be read. What they told the "
        "ledger of commitments stays, and paused automations stay listed until somebody resumes them."
    )
    number = run.findings.count()
    if not number:
        return leaves
    found = ngettext(
        "%(number)d finding stays on record, for its owner to put right.",
        "%(number)d findings stay on record, for their owners to put right.",
        number,
    )
    return f"{leaves} {found % {'number': number}}"


@member_by_object(roles.LEADS)
@require_http_methods(["GET", "POST"])
def run_reopen(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    """Opens a finished or withdrawn run again, with a reason."""
    found = seen_run(request, workspace, run)
    form = ReasonForm(posted(request))
    if form.carries_out(
        lambda: reopen_run(actor=request.actor, run=found, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("Open again."))
        return to_run(request, found)
    title = _("Open %(code)s again") % {"code": found.code}
    intro = _("Its results stay as they are, and can be changed.")
    return form_page(request, found, form, title=title, submit=_("Open again"), intro=intro)


@member_by_object(roles.EVERYONE)
@require_GET
def run_journal(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    """Every change of the run, its items and their failures."""
    found = seen_run(request, workspace, run)
    page = history_of(found, number_before(request.GET.get("after", "")))
    context = {"run": found, "page": page, "lines": page.lines, "crumbs": crumbs_of(request, found)}
    return render(request, "checklists/run_journal.html", context | {"nav": "runs", "query": ""})
