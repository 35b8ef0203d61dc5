"""Pages of vendors (R001)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member
from audits.vendors.models import Vendor


@member(roles.READS_EVALUATIONS)
@require_GET
def vendor_list(request: MemberRequest) -> HttpResponse:
    vendors = Vendor.objects.for_workspace(request.actor.workspace_id).current().order_by("name", "id")
    return render(request, "vendors/list.html", {"vendors": vendors[:100]})


@member(roles.READS_EVALUATIONS)
@require_GET
def vendor_page(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = get_object_or_404(Vendor.objects.for_workspace(request.actor.workspace_id), pk=vendor)
    return render(request, "vendors/vendor.html", {"vendor": found})
