"""Between runs: a run beside the one before it, the last results of a check, the next run (R153)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.checklists.actions.carry import carry_forward
from audits.checklists.between import Between, Result, compare
from audits.checklists.looks import LOOKS
from audits.checklists.models import Run, RunItem
from audits.checklists.models.run import DONE, RunStatus
from audits.http import MemberRequest
from audits.kit.forms import CreatingForm
from audits.kit.ids import key_of
from audits.people import roles
from audits.people.access import member

LATEST = 12


def run_of(request: MemberRequest, key: UUID) -> Run:
    rows = Run.objects.for_workspace(request.actor.workspace_id).select_related("checklist", "predecessor")
    return get_object_or_404(rows.defer("checklist__document"), pk=key)


@member(roles.EVERYONE)
@require_GET
def run_between(request: MemberRequest, run: UUID) -> HttpResponse:
    """What changed since the run before; a part of the run's page."""
    found = run_of(request, run)
    before = predecessor_of(found)
    context = {"run": found, "before": before, "between": between(found, before), "nav": "runs"}
    template = "_between" if request.htmx else "between"
    return render(request, f"checklists/{template}.html", context)


def predecessor_of(run: Run) -> Run | None:
    """The run that it follows; one that was started by itself follows the latest of its kind."""
    if run.predecessor is not None and not run.predecessor.is_withdrawn:
        return run.predecessor
    finished = Run.objects.for_workspace(run.workspace_id).finished()
    rows = finished.filter(checklist__slug=run.checklist.slug, vendor=run.vendor_id, number__lt=run.number)
    return rows.order_by("-number").first()


def between(run: Run, before: Run | None) -> Between | None:
    if before is None:
        return None
    found: dict[UUID, list[Result]] = {run.pk: [], before.pk: []}
    rows = RunItem.objects.filter(run__in=[run.pk, before.pk]).in_order()
    for key, *result in rows.values_list("run_id", "slug", "title", "status"):
        found[key].append(Result(*result))
    return compare(found[run.pk], found[before.pk])


@member(roles.EVERYONE)
@require_GET
def check_history(request: MemberRequest, check: str) -> HttpResponse:
    """The last results of one check; from within a run, for the same vendor. Withdrawn runs have none."""
    rows = RunItem.objects.for_workspace(request.actor.workspace_id).filter(slug=check, status__in=DONE)
    rows = rows.exclude(run__status=RunStatus.WITHDRAWN)
    key = key_of(request.GET.get("run", ""))
    if key is not None:
        rows = rows.filter(run__vendor=run_of(request, key).vendor_id)
    rows = rows.light().select_related("run", "finding").order_by("-saved_at", "-id")
    results = [(item, LOOKS[item.status]) for item in rows[:LATEST]]
    context = {"check": check, "code": check.upper(), "results": results, "from_run": key, "nav": "runs"}
    template = "_check_history" if request.htmx else "check_history"
    return render(request, f"checklists/{template}.html", context)


@member(roles.LEADS)
@require_POST
def run_carry(request: MemberRequest, run: UUID) -> HttpResponse:
    """Starts the run that follows a finished one."""
    form = CreatingForm(request.POST)
    form.is_valid()
    made = carry_forward(actor=request.actor, run=run_of(request, run), key=form.key)
    messages.success(request, _("Started, with the owners and the added checks of the run before."))
    return redirect("run", request.actor.workspace_slug, made["id"])
