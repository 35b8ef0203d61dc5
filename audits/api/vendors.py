"""Vendors: the sellers that evaluations compare."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router

from audits.api.paging import After, Limit, next_url, paged
from audits.api.replies import Reply, once, reply, send
from audits.api.request import ApiRequest
from audits.api.schemas.vendors import VendorCreated, VendorIn, VendorList, VendorOut, vendor_ref
from audits.api.token import Token
from audits.kit.paging import PER_PAGE
from audits.people import roles
from audits.vendors.actions import VendorValues, create_vendor, lookalikes
from audits.vendors.models import Vendor

router = Router(tags=["vendors"])


@router.get("/vendors", auth=Token(roles.READS_EVALUATIONS), response=VendorList)
def list_vendors(request: ApiRequest, limit: Limit = PER_PAGE, after: After = None) -> HttpResponse:
    """The vendors of the workspace that are not archived, oldest first."""
    rows = Vendor.objects.for_workspace(request.actor.workspace_id).current()
    page = paged(rows, after, limit)
    items = [VendorOut.of(vendor) for vendor in page.rows]
    return send(request, reply(VendorList(items=items, next=next_url(request, page, limit))))


@router.post("/vendors", auth=Token(roles.LEADS), response={201: VendorCreated})
def post_vendor(request: ApiRequest, given: VendorIn) -> HttpResponse:
    """A new vendor; one that looks like another is made and told of in `similar`."""

    def do(key: str | None) -> Reply:
        values = cast(VendorValues, given.model_dump(exclude_unset=True))
        made = create_vendor(actor=request.actor, values=values, key=key)
        vendor = Vendor.objects.get(pk=UUID(made["id"]))
        path = reverse("api:get_vendor", args=[vendor.pk])
        return reply(created(vendor), 201, path)

    return once(request, do)


def created(vendor: Vendor) -> VendorCreated:
    alike = lookalikes(
        workspace_id=vendor.workspace_id, name=vendor.name, website=vendor.website, besides=vendor.pk
    )
    return VendorCreated(**VendorOut.of(vendor).model_dump(), similar=[vendor_ref(other) for other in alike])


@router.get("/vendors/{uuid:vendor}", auth=Token(roles.READS_EVALUATIONS), response=VendorOut)
def get_vendor(request: ApiRequest, vendor: UUID) -> HttpResponse:
    """One vendor, archived or not."""
    rows = Vendor.objects.for_workspace(request.actor.workspace_id)
    return send(request, reply(VendorOut.of(get_object_or_404(rows, pk=vendor))))
