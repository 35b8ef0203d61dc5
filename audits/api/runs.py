"""Runs: checklists at work, and their items."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router

from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.runs import ItemIn, ItemOut, RunIn, RunList, RunOut, RunRef, run_fields, run_out
from audits.api.token import Token
from audits.checklists.actions.items import save_item
from audits.checklists.actions.runs import start_run
from audits.checklists.models import Run, RunItem
from audits.checklists.models.run import RunQuerySet
from audits.kit.paging import PER_PAGE
from audits.people import roles

router = Router(tags=["runs"])
READS = Token(roles.EVERYONE)
WRITES = Token(roles.WRITES_OWN)
LEADS = Token(roles.LEADS)
# What the API calls otherwise than the actions do.
NAMES = {"due": "due_on"}
# What saving an item needs of it.
PARTS = ("run", "owner", "commitment", "finding")


def own_runs(request: ApiRequest) -> RunQuerySet:
    rows = Run.objects.for_workspace(request.actor.workspace_id)
    return rows.select_related("owner", "checklist").defer("checklist__document")


def own_run(request: ApiRequest, key: UUID) -> Run:
    return get_object_or_404(own_runs(request), pk=key)


def items_of(run: Run) -> QuerySet[RunItem]:
    return run.items.light().select_related("owner", "finding").in_order()


def whole(run: Run) -> RunOut:
    return run_out(run, list(items_of(run)), list(run.run_connectors.values_list("connector", flat=True)))


@router.get("/runs", auth=READS, response=RunList)
def list_runs(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """The runs of the workspace, oldest first, each with how many of its items have their result."""
    page = paged(own_runs(request).with_progress(), after, limit)
    items = [RunRef(**run_fields(run, run.done, run.total)) for run in page.rows]
    return send(request, reply(RunList(items=items, next=next_url(request, page, limit))))


@router.post("/runs", auth=LEADS, response={201: RunOut})
def post_run(request: ApiRequest, given: RunIn) -> HttpResponse:
    """Starts a run of the newest version of a checklist; its items are copied as they are now."""

    def do(key: str | None) -> Reply:
        made = start_run(
            actor=request.actor,
            checklist=given.checklist,
            title=given.title,
            due_on=given.due,
            owner=given.owner,
            vendor=given.vendor,
            connectors=given.connectors,
            key=key,
        )
        run = own_run(request, UUID(made["id"]))
        return reply(whole(run), 201, reverse("api:get_run", args=[run.pk]))

    return once(request, do)


@router.get("/runs/{uuid:run}", auth=READS, response=RunOut)
def get_run(request: ApiRequest, run: UUID) -> HttpResponse:
    """One run with its items in order."""
    return send(request, reply(whole(own_run(request, run))))


@router.patch("/runs/{uuid:run}/items/{slug:item}", auth=WRITES, response=ItemOut)
def patch_item(request: ApiRequest, run: UUID, item: str, given: ItemIn) -> HttpResponse:
    """Saves the fields given of one item; owners save their own. `fail` needs its finding, `n/a` a note."""
    rows = RunItem.objects.for_workspace(request.actor.workspace_id).select_related(*PARTS)
    row = get_object_or_404(rows, run=run, slug=item)
    values = given.model_dump(exclude_unset=True)
    version = values.pop("version", None)

    def do(key: str | None) -> Reply:
        save_item(actor=request.actor, item=row, values=item_values(values), version=version, key=key)
        return reply(ItemOut.of(items_of(row.run).get(pk=row.pk)))

    return once(request, do)


def item_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields by the names that the action knows."""
    values = {NAMES.get(name, name): value for name, value in given.items()}
    if values.get("finding") is not None:
        values["finding"] = finding_values(values["finding"])
    return values


def finding_values(given: Mapping[str, Any]) -> dict[str, Any]:
    values = {NAMES.get(name, name): value for name, value in given.items()}
    if values.get("occurred_at", ...) is None:
        # Null says no more than a field left out: it is the moment of saving.
        del values["occurred_at"]
    return values
