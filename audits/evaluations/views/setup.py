"""Pages of evaluations: the list, a new one, the overview (R002)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from audits.evaluations.models import Evaluation
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_list(request: MemberRequest) -> HttpResponse:
    evaluations = Evaluation.objects.for_workspace(request.actor.workspace_id).current().order_by("-pk")
    return render(request, "evaluations/list.html", {"evaluations": evaluations[:100]})


@member(roles.LEADS)
@require_GET
def evaluation_new(request: MemberRequest) -> HttpResponse:
    return render(request, "evaluations/new.html", {})


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_page(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.for_workspace(request.actor.workspace_id), pk=evaluation)
    return render(request, "evaluations/evaluation.html", {"evaluation": found})
