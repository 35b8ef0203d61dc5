"""Printouts of runs, blank checklists and incidents (R139, R148)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from audits.checklists.actions.library import latest
from audits.checklists.actions.printing import print_blank, print_incident, print_run
from audits.checklists.models import Incident, Printout, Run
from audits.evidence.making import MadeStatus
from audits.http import MemberRequest
from audits.kit import sign_of_life
from audits.people import roles
from audits.people.access import member
from audits.reports.asking import awaited
from audits.reports.edition import edition
from audits.reports.files import printout_name
from audits.reports.handing_out import pdf_of


@member(roles.EVERYONE)
@require_POST
def run_print(request: MemberRequest, run: UUID) -> HttpResponse:
    """Asks for a run on paper and waits a second for it."""
    found = get_object_or_404(Run.objects.for_workspace(request.actor.workspace_id), pk=run)
    return shown(request, print_run(actor=request.actor, run=found, edition=edition()))


@member(roles.EVERYONE)
@require_POST
def incident_print(request: MemberRequest, incident: UUID) -> HttpResponse:
    """Asks for the report of an incident and waits a second for it."""
    found = get_object_or_404(Incident.objects.for_workspace(request.actor.workspace_id), pk=incident)
    return shown(request, print_incident(actor=request.actor, incident=found, edition=edition()))


@member(roles.EVERYONE)
@require_POST
def checklist_print(request: MemberRequest, slug: str) -> HttpResponse:
    """Asks for a checklist to fill in by hand, in its newest version."""
    version = latest(slug, workspace_id=request.actor.workspace_id)
    if version is None:
        raise Http404
    return shown(request, print_blank(actor=request.actor, version=version, edition=edition()))


def shown(request: MemberRequest, printout: Printout) -> HttpResponse:
    """To the file when it is ready soon, else to where its making is watched."""
    made = awaited(printout)
    name = "printout-file" if made.status == MadeStatus.DONE else "printout"
    return redirect(name, request.actor.workspace_slug, made.pk)


def printout_of(request: MemberRequest, key: UUID) -> Printout:
    rows = Printout.objects.for_workspace(request.actor.workspace_id)
    return get_object_or_404(rows.select_related("run", "incident", "checklist"), pk=key)


@member(roles.EVERYONE)
@require_GET
def printout_progress(request: MemberRequest, printout: UUID) -> HttpResponse:
    """How far a printout is; the page asks again by itself, and hears nothing while nothing changed."""
    found = printout_of(request, printout)
    is_silent = sign_of_life.is_silent()
    seen = f"{found.status}-{found.fence}-{int(is_silent)}"
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {"report": found, "seen": seen, "is_worker_silent": is_silent, **addresses(request, found)}
    template = "reports/_progress.html" if request.htmx else "reports/printout.html"
    return render(request, template, {**context, "nav": "runs"})


def addresses(request: MemberRequest, printout: Printout) -> dict[str, Any]:
    """Where it is watched, fetched and asked for again, and what it is about."""
    at = [request.actor.workspace_slug]
    again, back, title = about(printout, at)
    return {
        "progress": reverse("printout", args=[*at, printout.pk]),
        "file": reverse("printout-file", args=[*at, printout.pk]),
        "again": again,
        "back": back,
        "title": title,
    }


def about(printout: Printout, at: list[str]) -> tuple[str, str, str]:
    """The address that asks for it again, the page it belongs to, and that page's title."""
    if printout.run is not None:
        run = printout.run
        return reverse("run-print", args=[*at, run.pk]), reverse("run", args=[*at, run.pk]), run.title
    if printout.incident is not None:
        incident = printout.incident
        key = [*at, incident.pk]
        return reverse("incident-print", args=key), reverse("incident", args=key), incident.title
    if printout.checklist is None:
        raise RuntimeError(f"printout {printout.pk} is about nothing")
    key = [*at, printout.checklist.slug]
    return reverse("checklist-print", args=key), reverse("checklist", args=key), printout.checklist.title


@member(roles.EVERYONE)
@require_GET
def printout_file(request: MemberRequest, printout: UUID) -> HttpResponse:
    """The finished PDF for saving; a damaged file is never handed out."""
    found = printout_of(request, printout)
    if found.status != MadeStatus.DONE:
        raise Http404
    return pdf_of(request, found, printout_name(found))
