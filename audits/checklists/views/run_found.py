"""Fetching what a page of runs is about, in the query that says who may see it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.checklists.models import Run, RunItem
from audits.http import MemberRequest
from audits.people.access import admit, enter

Crumb = tuple[str, str]
PARTS = ("workspace", "checklist", "vendor", "owner", "created_by", "finished_by", "withdrawn_by")
ITEM_PARTS = ("owner", "saved_by", "commitment", "finding__saved_by", "finding__owner")


def seen_run(request: MemberRequest, workspace: str, key: UUID) -> Run:
    """The run with what its page names, if the caller may be here: one query."""
    rows = Run.objects.seen_by(request.user.pk, workspace).select_related(*PARTS)
    run = rows.defer("checklist__document").filter(pk=key).first()
    admit(request, run.role if run else None)
    if run is None:
        raise Http404
    enter(request, run.workspace, run.role)
    return run


def seen_item(request: MemberRequest, workspace: str, run: UUID, slug: str) -> RunItem:
    """An item with its run and what `item_of` gives, if the caller may be here: one query."""
    parts = (*ITEM_PARTS, *(f"run__{part}" for part in PARTS))
    rows = RunItem.objects.seen_by(request.user.pk, workspace).select_related(*parts)
    item = rows.defer("run__checklist__document").filter(run=run, slug=slug).first()
    admit(request, item.role if item else None)
    if item is None:
        raise Http404
    enter(request, item.run.workspace, item.role)
    return item


def item_of(run: Run, slug: str) -> RunItem:
    """An item of the run with its people, its failure's record and the promise that it tests."""
    item = get_object_or_404(run.items.select_related(*ITEM_PARTS), slug=slug)
    item.run = run
    return item


def run_address(request: MemberRequest, name: str, run: Run, *more: str) -> str:
    return reverse(name, args=[request.actor.workspace_slug, run.pk, *more])


def to_run(request: MemberRequest, run: Run, anchor: str = "") -> HttpResponse:
    return redirect(run_address(request, "run", run) + (f"#item-{anchor}" if anchor else ""))


def crumbs_of(request: MemberRequest, run: Run) -> list[Crumb]:
    """The way back from a page under a run."""
    runs = reverse("run-list", args=[request.actor.workspace_slug])
    return [(_("Runs"), runs), (run.title, run_address(request, "run", run))]
