"""What the page of an incident shows, and the fragments that a save on it answers with."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from audits.checklists.forms.findings import AttachForm
from audits.checklists.forms.incidents import CloseForm, LineForm, StepForm, run_choices
from audits.checklists.forms.pauses import PauseForm
from audits.checklists.incident_sheet import sheet_of
from audits.checklists.incident_view import IncidentView, Step, view_of
from audits.checklists.models import Incident, PausedAutomation
from audits.checklists.rights import may_write
from audits.checklists.sheet import markdown
from audits.checklists.views.finding_shown import attachments_of
from audits.checklists.views.shown import held
from audits.connectors.models import Connector
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.people import mail

LATEST_EVENTS = 20
CUT = 80


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its form, while it can be written."""

    step: Step
    form: StepForm | None
    is_current: bool


def frame(request: MemberRequest, incident: Incident) -> dict[str, Any]:
    """What every fragment of the page needs: the read model, and what the reader may do."""
    return {
        "incident": incident,
        "view": view_of(incident),
        "can_write": incident.is_open and may_write(request.actor, incident),
        "may_reopen": not incident.is_open and may_write(request.actor, incident),
        "close_form": CloseForm(),
        "nav": "incidents",
    }


def incident_context(
    request: MemberRequest, incident: Incident, *, step_form: StepForm | None = None, **more: Any
) -> dict[str, Any]:
    context = frame(request, incident)
    view: IncidentView = context["view"]
    events = Event.objects.for_workspace(incident.workspace_id).about(incident.pk).newest_first()
    context |= {
        "rows": rows_of(incident, view, step_form, can_write=context["can_write"]),
        "line_form": line_form(view),
        "lines": lines(events[:LATEST_EVENTS]),
        "text": text_of(request, view),
    }
    own = evidence_context(request, incident) | pauses_context(request, incident)
    return context | own | more


def rows_of(
    incident: Incident, view: IncidentView, sent: StepForm | None, *, can_write: bool
) -> list[StepRow]:
    """The steps in order, each with its form; the one that was sent with what is wrong."""
    forms: dict[str, StepForm] = {}
    if can_write:
        runs = run_choices(incident)
        forms = {row.slug: StepForm(step=row, runs=runs) for row in incident.steps.all()}
    if sent is not None and sent.prefix:
        forms[sent.prefix] = sent
    return [StepRow(step, forms.get(step.slug), step.slug == view.current) for step in view.steps]


def line_form(view: IncidentView, data: Any = None) -> LineForm:
    """A form for a line, which offers the steps and the lines that it may correct."""
    steps = [(step.slug, f"{step.number}. {step.title}") for step in view.steps]
    written = sorted(view.lines, key=lambda line: -line.number)
    earlier = [(str(line.id), f"[{line.number}] {' '.join(line.text.split())[:CUT]}") for line in written]
    return LineForm(data, steps=steps, lines=earlier)


def evidence_context(
    request: MemberRequest, incident: Incident, form: AttachForm | None = None
) -> dict[str, Any]:
    """What the list of evidence with its form needs."""
    return {
        "attachments": attachments_of(incident),
        "attach_form": form or AttachForm(),
        "attach_url": reverse("incident-attach", args=[request.actor.workspace_slug, incident.pk]),
        "can_attach": incident.is_open and may_write(request.actor, incident),
    }


def pauses_context(
    request: MemberRequest, incident: Incident, form: PauseForm | None = None
) -> dict[str, Any]:
    """What the list of paused automations with its form needs."""
    rows = (
        PausedAutomation.objects.of_incident(incident)
        .with_parts()
        .select_related("resumed_by")
        .order_by("-pk")
    )
    return {
        "incident": incident,
        "paused": held(request.actor, rows.order_by("-pk")),
        "pause_form": form or pause_form(request),
        "can_pause": incident.is_open and may_write(request.actor, incident),
    }


def pause_form(request: MemberRequest, data: Any = None) -> PauseForm:
    connectors = Connector.objects.for_workspace(request.actor.workspace_id).current().by_name()
    return PauseForm(data, connectors=list(connectors))


def text_of(request: MemberRequest, view: IncidentView) -> str:
    """The whole incident as Markdown."""
    address = mail.link(reverse("incident", args=[request.actor.workspace_slug, view.id]))
    return markdown(sheet_of(view, address=address))


def page(request: MemberRequest, incident: Incident, status: int = 200, **more: Any) -> HttpResponse:
    context = incident_context(request, incident, **more)
    return render(request, "checklists/incident.html", context, status=status)
