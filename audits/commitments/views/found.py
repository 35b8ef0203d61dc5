"""Fetching what a page is about, only ever from the caller's workspace, and the plain form page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.commitments.models import Commitment, Contract
from audits.http import MemberRequest
from audits.kit.forms import Form
from audits.vendors.models import Vendor

Crumb = tuple[str, str]


def vendor_of(request: MemberRequest, key: UUID) -> Vendor:
    return get_object_or_404(Vendor.objects.for_workspace(request.actor.workspace_id), pk=key)


def commitment_of(request: MemberRequest, key: UUID) -> Commitment:
    """With its vendor and people."""
    rows = Commitment.objects.for_workspace(request.actor.workspace_id)
    return get_object_or_404(rows.select_related("vendor", "owner", "created_by"), pk=key)


def contract_of(request: MemberRequest, key: UUID) -> Contract:
    """With its vendor and people."""
    rows = Contract.objects.for_workspace(request.actor.workspace_id)
    return get_object_or_404(rows.select_related("vendor", "owner", "settled_by", "created_by"), pk=key)


def address(request: MemberRequest, name: str, key: UUID) -> str:
    """The path of a page of this workspace."""
    return reverse(name, args=[request.actor.workspace_slug, key])


def to_page(request: MemberRequest, name: str, key: UUID | str) -> HttpResponse:
    return redirect(name, request.actor.workspace_slug, key)


def crumbs_of(
    request: MemberRequest, vendor: Vendor, row: Commitment | Contract | None = None
) -> list[Crumb]:
    """The way back: all ledgers, the vendor's, then the row."""
    everything = reverse("commitment-list", args=[request.actor.workspace_slug])
    crumbs = [(_("Commitments"), everything), (vendor.name, address(request, "vendor-ledger", vendor.pk))]
    if isinstance(row, Commitment):
        crumbs.append((row.code, address(request, "commitment", row.pk)))
    if isinstance(row, Contract):
        crumbs.append((row.reference, address(request, "contract", row.pk)))
    return crumbs


def form_page(
    request: MemberRequest, form: Form, template: str, *, crumbs: Sequence[Crumb], **context: Any
) -> HttpResponse:
    """A page with one form; Cancel leads to the last crumb."""
    context |= {"form": form, "crumbs": crumbs, "back": crumbs[-1][1], "nav": "commitments"}
    return render(request, template, context, status=form.answer_status)
