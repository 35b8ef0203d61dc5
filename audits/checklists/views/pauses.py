"""Automations on hold: put there from a failed item, listed until somebody resumes them (R085, R086)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.checklists.actions.pausing import may_resume, pause_automation, resume_automation
from audits.checklists.forms.pauses import PauseForm, ResumeForm
from audits.checklists.models import PausedAutomation
from audits.checklists.rights import require_write
from audits.checklists.views.answers import changed_board, is_alone
from audits.checklists.views.opened import Opening
from audits.checklists.views.run_found import item_of, seen_run, to_run
from audits.checklists.views.shown import frame, held, paused_in
from audits.connectors.models import Connector
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Denied
from audits.people import roles
from audits.people.access import member, member_by_object


@member_by_object(roles.WRITES_OWN)
@require_POST
def item_pause(request: MemberRequest, workspace: str, run: UUID, item: str) -> HttpResponse:
    """Writes down an automation that was put on hold because of this item."""
    found = seen_run(request, workspace, run)
    row = item_of(found, item)
    require_write(request.actor, row)
    form = PauseForm(request.POST, connectors=Opening(request.actor, row).inventory.every)
    form.require()
    values = {name: form.cleaned_data[name] for name in ("name", "connector", "reason")}
    pause_automation(actor=request.actor, run=found, item=row, key=form.key, **values)
    if not request.htmx:
        return to_run(request, found, item)
    board = changed_board(request, found)
    context = frame(request, board) | {
        "is_alone": is_alone(request),
        "row": board.row(item),
        "item": row,
        "after": Opening(request.actor, row).after(),
        "paused": paused_in(request.actor, found),
        "oob": True,
    }
    return render(request, "checklists/_paused_now.html", context)


@member(roles.WRITES_OWN)
@require_http_methods(["GET", "POST"])
def pause_resume(request: MemberRequest, pause: UUID) -> HttpResponse:
    """Lets an automation run again, with a word on what makes it safe."""
    rows = PausedAutomation.objects.for_workspace(request.actor.workspace_id).with_parts()
    found = get_object_or_404(rows, pk=pause)
    if not may_resume(request.actor, found):
        raise Denied(_("Only a lead, its connector's owner or whoever paused it may resume it."))
    form, back = ResumeForm(posted(request)), back_of(request, found)
    if form.carries_out(
        lambda: resume_automation(actor=request.actor, pause=found, note=form.cleaned_data["note"])
    ):
        messages.success(request, _("%(name)s runs again.") % {"name": found.name})
        return redirect(back)
    context = {"form": form, "title": _("Resume %(name)s") % {"name": found.name}, "submit": _("Resume")}
    context |= {"back": back, "nav": "runs", "crumbs": [(place_of(found), back)]}
    return render(request, "components/form_page.html", context, status=form.answer_status)


def back_of(request: MemberRequest, pause: PausedAutomation) -> str:
    """The incident or run it was paused from, or the list of runs, which tells of it too."""
    slug = request.actor.workspace_slug
    if pause.incident_id:
        return reverse("incident", args=[slug, pause.incident_id])
    return reverse("run", args=[slug, pause.run_id]) if pause.run_id else reverse("run-list", args=[slug])


def place_of(pause: PausedAutomation) -> str:
    """What that is called."""
    place = pause.incident or pause.run
    return place.title if place else _("Runs")


@member(roles.EVERYONE)
@require_GET
def connector_pauses(request: MemberRequest, connector: UUID) -> HttpResponse:
    """What is on hold around a connector: a part of its page."""
    owned = Connector.objects.for_workspace(request.actor.workspace_id)
    found = get_object_or_404(owned, pk=connector)
    rows = found.paused_automations.on_hold().with_parts().order_by("-pk")
    context = {"connector": found, "paused": held(request.actor, rows), "nav": "connectors"}
    template = "_connector_pauses" if request.htmx else "connector_pauses"
    return render(request, f"checklists/{template}.html", context)
