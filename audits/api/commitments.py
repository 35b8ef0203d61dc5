"""Commitments: what vendors promised, and what became of it."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.commitments import CommitmentList, CommitmentOut, commitment_out
from audits.api.token import Token
from audits.commitments.ledger import load_entries
from audits.commitments.models import Commitment
from audits.kit.paging import PER_PAGE
from audits.people import roles
from audits.vendors.models import Vendor

router = Router(tags=["commitments"])
READS = Token(roles.EVERYONE)
OfVendor = Annotated[UUID | None, Query(description="Only this vendor's.")]


def own_commitments(request: ApiRequest) -> QuerySet[Commitment]:
    return Commitment.objects.for_workspace(request.actor.workspace_id).select_related("owner")


@router.get("/commitments", auth=READS, response=CommitmentList)
def list_commitments(
    request: ApiRequest, vendor: OfVendor = None, limit: Limit = PER_PAGE, after: After = None
) -> HttpResponse:
    """What was promised, oldest first, released ones included; `vendor` narrows it to one ledger."""
    rows = own_commitments(request)
    if vendor is not None:
        own = Vendor.objects.for_workspace(request.actor.workspace_id)
        rows = rows.filter(vendor=get_object_or_404(own, pk=vendor))
    page = paged(rows, after, limit)
    items = outs(request, page.rows)
    return send(request, reply(CommitmentList(items=items, next=next_url(request, page, limit))))


@router.get("/commitments/{uuid:commitment}", auth=READS, response=CommitmentOut)
def get_commitment(request: ApiRequest, commitment: UUID) -> HttpResponse:
    """One commitment with its results and its place in the contract."""
    found = get_object_or_404(own_commitments(request), pk=commitment)
    return send(request, reply(outs(request, [found])[0]))


def outs(request: ApiRequest, rows: list[Commitment]) -> list[CommitmentOut]:
    site = request.build_absolute_uri("/").rstrip("/")
    return [commitment_out(entry, site) for entry in load_entries(request.actor, rows)]
