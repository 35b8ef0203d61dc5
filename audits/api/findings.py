"""Findings: records of failures, and what becomes of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.runs import finding_values
from audits.api.schemas.findings import (
    AcceptIn,
    FindingIn,
    FindingList,
    FindingOut,
    ReopenFindingIn,
    ResolveIn,
)
from audits.api.token import Token
from audits.checklists.actions.findings import edit_finding
from audits.checklists.actions.settling import accept_risk, reopen_finding, resolve_finding
from audits.checklists.models import Finding
from audits.kit.paging import PER_PAGE
from audits.people import roles

router = Router(tags=["findings"])
READS = Token(roles.EVERYONE)
WRITES = Token(roles.WRITES_OWN)
LEADS = Token(roles.LEADS)


def own_findings(request: ApiRequest) -> QuerySet[Finding]:
    return Finding.objects.for_workspace(request.actor.workspace_id).select_related("owner")


def own_finding(request: ApiRequest, key: UUID) -> Finding:
    return get_object_or_404(own_findings(request), pk=key)


@router.get("/findings", auth=READS, response=FindingList)
def list_findings(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """Every finding of the workspace, drafts included, oldest first."""
    page = paged(own_findings(request), after, limit)
    items = [FindingOut.of(finding) for finding in page.rows]
    return send(request, reply(FindingList(items=items, next=next_url(request, page, limit))))


@router.get("/findings/{uuid:finding}", auth=READS, response=FindingOut)
def get_finding(request: ApiRequest, finding: UUID) -> HttpResponse:
    """One finding with its whole record."""
    return send(request, reply(FindingOut.of(own_finding(request, finding))))


@router.patch("/findings/{uuid:finding}", auth=WRITES, response=FindingOut)
def patch_finding(request: ApiRequest, finding: UUID, given: FindingIn) -> HttpResponse:
    """Saves the fields given; the record of an open finding stays whole."""
    values = given.model_dump(exclude_unset=True)
    version = values.pop("version", None)
    return turned(
        request,
        finding,
        lambda row, key: edit_finding(
            actor=request.actor, finding=row, values=finding_values(values), version=version, key=key
        ),
    )


@router.post("/findings/{uuid:finding}/resolve", auth=WRITES, response=FindingOut)
def post_resolve(request: ApiRequest, finding: UUID, given: ResolveIn) -> HttpResponse:
    """Put right, with what was done; 409 for a draft."""
    return turned(
        request,
        finding,
        lambda row, key: resolve_finding(actor=request.actor, finding=row, **given.model_dump()),
    )


@router.post("/findings/{uuid:finding}/accept", auth=LEADS, response=FindingOut)
def post_accept(request: ApiRequest, finding: UUID, given: AcceptIn) -> HttpResponse:
    """Lives with the risk until a day, on which the finding is open again."""
    return turned(
        request,
        finding,
        lambda row, key: accept_risk(actor=request.actor, finding=row, **given.model_dump()),
    )


@router.post("/findings/{uuid:finding}/reopen", auth=WRITES, response=FindingOut)
def post_reopen_finding(request: ApiRequest, finding: UUID, given: ReopenFindingIn) -> HttpResponse:
    """Open again, with a reason; 409 while it is open."""
    return turned(
        request,
        finding,
        lambda row, key: reopen_finding(actor=request.actor, finding=row, **given.model_dump()),
    )


def turned(request: ApiRequest, finding: UUID, act: Callable[[Finding, str | None], Any]) -> HttpResponse:
    """The finding after something was done to it."""
    row = own_finding(request, finding)

    def do(key: str | None) -> Reply:
        act(row, key)
        return reply(FindingOut.of(own_finding(request, finding)))

    return once(request, do)
