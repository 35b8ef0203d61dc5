"""Writing an incident from its page: its steps, its timeline, its evidence, its triage."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audits.checklists.actions.attachments import attach
from audits.checklists.actions.incident_steps import save_step, start_its_triage
from audits.checklists.actions.pausing import pause_automation
from audits.checklists.actions.timeline import add_line
from audits.checklists.forms.findings import AttachForm
from audits.checklists.forms.incidents import StepForm, run_choices
from audits.checklists.forms.pauses import PauseForm
from audits.checklists.models import Incident
from audits.checklists.rights import require_write
from audits.checklists.views.incident_found import incident_of, step_of, to_incident
from audits.checklists.views.incident_shown import (
    evidence_context,
    frame,
    line_form,
    page,
    pause_form,
    pauses_context,
    rows_of,
)
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.WRITES_OWN)
@require_POST
def incident_step(request: MemberRequest, incident: UUID, step: str) -> HttpResponse:
    """Saves what the step has captured so far."""
    return step_saved(request, incident, step, finish=False)


@member(roles.WRITES_OWN)
@require_POST
def incident_step_done(request: MemberRequest, incident: UUID, step: str) -> HttpResponse:
    """Saves it and says that the step is done."""
    return step_saved(request, incident, step, finish=True)


def step_saved(request: MemberRequest, key: UUID, slug: str, *, finish: bool) -> HttpResponse:
    found = incident_of(request, key)
    row = step_of(found, slug)
    form = StepForm(request.POST, step=row, runs=run_choices(found))
    is_done = form.carries_out(
        lambda: save_step(
            actor=request.actor,
            step=row,
            values=form.values,
            version=form.cleaned_data["seen"],
            finish=finish,
        )
    )
    if request.htmx:
        return step_fragment(request, key, slug, None if is_done else form)
    if is_done:
        return to_incident(request, key, f"step-{slug}")
    return page(request, found, form.answer_status, step_form=form)


def step_fragment(request: MemberRequest, key: UUID, slug: str, sent: StepForm | None) -> HttpResponse:
    """The step as it stands, or with what is wrong; with it the state and the timeline."""
    found = incident_of(request, key)
    context = frame(request, found)
    rows = rows_of(found, context["view"], sent, can_write=context["can_write"])
    context["row"] = next(row for row in rows if row.step.slug == slug)
    status = sent.answer_status if sent else 200
    return render(request, "checklists/_incident_step_saved.html", context, status=status)


@member(roles.WRITES_OWN)
@require_POST
def incident_line(request: MemberRequest, incident: UUID) -> HttpResponse:
    """A line more in the timeline."""
    found = incident_of(request, incident)
    form = line_form(frame(request, found)["view"], request.POST)
    is_done = form.carries_out(lambda: add_line(**line_values(request, found, form)))
    if request.htmx:
        context = frame(request, incident_of(request, incident))
        context["line_form"] = line_form(context["view"]) if is_done else form
        return render(request, "checklists/_line_saved.html", context, status=form.answer_status)
    if is_done:
        return to_incident(request, incident, "timeline")
    return page(request, found, form.answer_status, line_form=form)


def line_values(request: MemberRequest, incident: Incident, form: Any) -> dict[str, Any]:
    """What `add_line` takes."""
    names = ("happened_at", "text", "step", "corrects")
    sent = {name: form.cleaned_data[name] for name in names}
    return {"actor": request.actor, "incident": incident, "key": form.key, **sent}


@member(roles.WRITES_OWN)
@require_POST
def incident_attach(request: MemberRequest, incident: UUID) -> HttpResponse:
    """A file or a link; htmx gets the list with its form, fresh or with what is wrong."""
    found = incident_of(request, incident)
    form = AttachForm(request.POST, request.FILES)
    is_done = form.carries_out(lambda: attach(actor=request.actor, place=found, key=form.key, **form.given))
    context = evidence_context(request, found, AttachForm() if is_done else form)
    if request.htmx:
        return render(request, "checklists/_attachments.html", context, status=form.answer_status)
    if is_done:
        return to_incident(request, incident, "attachments")
    return page(request, found, form.answer_status, **context)


@member(roles.LEADS)
@require_POST
def incident_triage(request: MemberRequest, incident: UUID) -> HttpResponse:
    """Starts the quick triage of the first step, which then names it."""
    found = incident_of(request, incident)
    start_its_triage(actor=request.actor, incident=found)
    messages.success(request, _("The triage is started; this page links to it."))
    return to_incident(request, incident)


@member(roles.WRITES_OWN)
@require_POST
def incident_pause(request: MemberRequest, incident: UUID) -> HttpResponse:
    """Writes down an automation that was put on hold because of it."""
    found = incident_of(request, incident)
    require_write(request.actor, found)
    form = pause_form(request, request.POST)
    is_done = form.carries_out(lambda: paused(request, found, form))
    if request.htmx:
        context = pauses_context(request, found, pause_form(request) if is_done else form)
        return render(request, "checklists/_incident_pauses.html", context, status=form.answer_status)
    if is_done:
        return to_incident(request, incident, "incident-pauses")
    return page(request, found, form.answer_status, pause_form=form)


def paused(request: MemberRequest, incident: Incident, form: PauseForm) -> None:
    values = {name: form.cleaned_data[name] for name in ("name", "connector", "reason")}
    pause_automation(actor=request.actor, incident=incident, key=form.key, **values)
