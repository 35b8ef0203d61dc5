"""Pages of the decision and the journal."""

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
def decide_page(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.for_workspace(request.actor.workspace_id), pk=evaluation)
    return render(request, "evaluations/evaluation.html", {"evaluation": found})


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_journal(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.for_workspace(request.actor.workspace_id), pk=evaluation)
    return render(request, "evaluations/evaluation.html", {"evaluation": found})
