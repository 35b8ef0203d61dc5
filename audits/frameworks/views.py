"""Pages of framework versions (R005-R010)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from audits.frameworks.catalog import catalog
from audits.frameworks.models import FrameworkVersion
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_list(request: MemberRequest) -> HttpResponse:
    versions = FrameworkVersion.objects.usable_in(request.actor.workspace_id).defer("document")
    context = {"versions": versions.order_by("slug", "-version"), "nav": "frameworks"}
    return render(request, "frameworks/list.html", context)


@member(roles.READS_EVALUATIONS)
@require_GET
def framework_page(request: MemberRequest, version: int) -> HttpResponse:
    usable = FrameworkVersion.objects.usable_in(request.actor.workspace_id).defer("document")
    found = get_object_or_404(usable, pk=version)
    context = {"version": found, "framework": catalog(found.pk).framework, "nav": "frameworks"}
    return render(request, "frameworks/framework.html", context)
