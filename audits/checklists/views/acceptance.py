"""The go-live acceptance of a vendor: a run built from its commitments and the library."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audits.checklists.actions.acceptance import GO_LIVE, start_acceptance
from audits.checklists.actions.library import latest
from audits.checklists.forms.acceptance import AcceptanceForm
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.vendors.models import Vendor


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def acceptance_start(request: MemberRequest, vendor: UUID) -> HttpResponse:
    found = get_object_or_404(Vendor.objects.for_workspace(request.actor.workspace_id), pk=vendor)
    version = latest(GO_LIVE, workspace_id=request.actor.workspace_id)
    if version is None:
        raise Http404
    form = AcceptanceForm(posted(request), actor=request.actor, vendor=found, version=version)
    if form.carries_out(
        lambda: start_acceptance(actor=request.actor, given=form.values, months=form.months, key=form.key)
    ):
        return redirect("run", request.actor.workspace_slug, form.result["id"])
    back = reverse("vendor-ledger", args=[request.actor.workspace_slug, vendor])
    context = {"form": form, "vendor": found, "back": back, "nav": "runs"}
    return render(request, "checklists/acceptance.html", context, status=form.answer_status)
