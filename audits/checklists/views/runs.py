"""Pages of runs: the list, a new one, the run itself (R078, R080, R087)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions.runs import start_run
from audits.checklists.actions.triage import start_triage
from audits.checklists.forms.runs import RunForm, TriageForm
from audits.checklists.listing import Listing, runs_asked_for
from audits.checklists.models import PausedAutomation
from audits.checklists.views.board import board_of, items_of
from audits.checklists.views.run_found import seen_run
from audits.checklists.views.shown import held, run_context
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member, member_by_object

MOST_PAUSED = 20


@member(roles.EVERYONE)
@require_GET
def run_list(request: MemberRequest) -> HttpResponse:
    asked, today = Listing(request.GET), request.actor.today
    page = page_of(runs_asked_for(request.actor, asked))
    paused = PausedAutomation.objects.for_workspace(request.actor.workspace_id).on_hold()
    context = {
        "page": page,
        "rows": [(run, run.is_late(today)) for run in page.rows],
        "paused": held(request.actor, paused.with_parts().order_by("-pk")[:MOST_PAUSED]),
        "show": asked.show,
        "query": f"show={asked.show}",
        "triage": TriageForm(),
        "nav": "runs",
    }
    return render(request, "checklists/runs.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def run_new(request: MemberRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    form = RunForm(posted(request), actor=request.actor, asked=asked)
    if form.carries_out(lambda: start_run(actor=request.actor, key=form.key, **form.values)):
        due_on = form.cleaned_data["due_on"]
        if due_on and due_on < request.actor.today:
            messages.warning(request, _("The due date lies in the past: the run starts as late."))
        return redirect("run", request.actor.workspace_slug, form.result["id"])
    template = "checklists/_run_form.html" if request.htmx else "checklists/run_new.html"
    return render(request, template, {"form": form, "nav": "runs"}, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def triage_start(request: MemberRequest) -> HttpResponse:
    """One click: a triage of everything, its clock running."""
    form = TriageForm(request.POST)
    form.is_valid()
    started = start_triage(actor=request.actor, key=form.key)
    return redirect("run", request.actor.workspace_slug, started["id"])


@member_by_object(roles.EVERYONE)
@require_GET
def run_page(request: MemberRequest, workspace: str, run: UUID) -> HttpResponse:
    found = seen_run(request, workspace, run)
    context: dict[str, Any] = run_context(request, board_of(request.actor, found, items_of(found)))
    return render(request, "checklists/run.html", context)
