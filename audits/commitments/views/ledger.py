"""Pages of what was promised: the ledgers of all vendors, and one vendor's whole."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from audits.commitments.ledger import ALL, SHOWS, Notice, load_ledger, notices
from audits.commitments.models import Contract
from audits.commitments.tally import Tally, by_dimension, by_proof, by_vendor, counted, total
from audits.commitments.views.found import crumbs_of, vendor_of
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member
from audits.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Account:
    """A vendor with how its promises stand, and what is to be decided about its contract."""

    vendor: Vendor
    tally: Tally
    notice: Notice | None


@member(roles.EVERYONE)
@require_GET
def commitment_list(request: MemberRequest) -> HttpResponse:
    rows = counted(request.actor.workspace_id)
    context = {
        "accounts": accounts(request.actor.workspace_id, by_vendor(rows), localdate()),
        "tally": total(rows),
        "dimensions": by_dimension(rows),
        "proofs": by_proof(rows),
        "nav": "commitments",
    }
    return render(request, "commitments/list.html", context)


def accounts(workspace_id: UUID, tallies: dict[UUID, Tally], today: date) -> list[Account]:
    """Every vendor that promised something or has a contract to decide about, by name."""
    due = Contract.objects.for_workspace(workspace_id).notice_due(today).select_related("owner")
    nearest = {notice.contract.vendor_id: notice for notice in reversed(notices(due, today))}
    vendors = Vendor.objects.for_workspace(workspace_id).filter(pk__in={*tallies, *nearest}).by_name()
    return [Account(row, tallies.get(row.pk, Tally()), nearest.get(row.pk)) for row in vendors]


@member(roles.EVERYONE)
@require_GET
def vendor_ledger(request: MemberRequest, vendor: UUID) -> HttpResponse:
    """A page, and a part of the vendor's page; `show` narrows it down."""
    found = vendor_of(request, vendor)
    asked = request.GET.get("show", ALL)
    show = asked if asked in SHOWS else ALL
    context = {
        "ledger": load_ledger(request.actor, found, localdate(), show),
        "crumbs": crumbs_of(request, found)[:1],
        "nav": "commitments",
    }
    template = "_ledger" if request.htmx else "ledger"
    return render(request, f"commitments/{template}.html", context)
