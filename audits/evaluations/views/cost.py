"""What one candidate costs to own (R058-R061)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions.cost import save_cost
from audits.evaluations.comparison.costs import cost_view
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.forms.cost import CostForm
from audits.evaluations.models import Candidate, CostSheet
from audits.evaluations.views.asks import asks_context
from audits.evaluations.views.cost_shown import cost_shown
from audits.evaluations.views.found import candidate_of, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def candidate_cost(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """The sheet worked out, and its form for leads while the evaluation is open."""
    found = candidate_of(request, candidate)
    row = sheet_of(found)
    form = CostForm(posted(request), row=row, currency=currency_beside(found))
    if form.is_bound:
        request.actor.require(roles.LEADS)
    if form.carries_out(
        lambda: save_cost(
            actor=request.actor, candidate=found, values=form.values, version=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved, and worked out."))
        return to_page(request, "candidate-cost", candidate)
    context = shown(request, found, sheet_of(found) if form.refused_with else row) | {"form": form}
    return render(request, "evaluations/cost.html", context, status=form.answer_status)


def shown(request: MemberRequest, candidate: Candidate, row: CostSheet | None) -> dict[str, object]:
    view = load_candidate(candidate, whole=False)
    return {
        **asks_context(request, candidate, view, "candidate-cost"),
        "cost": cost_shown(cost_view(row)) if row else None,
        "can_edit": candidate.is_open and request.actor.can(roles.LEADS),
    }


def sheet_of(candidate: Candidate) -> CostSheet | None:
    return CostSheet.objects.select_related("saved_by").filter(candidate=candidate).first()


def currency_beside(candidate: Candidate) -> str:
    """The currency of the other vendors' sheets, so that they can be compared."""
    beside = CostSheet.objects.filter(candidate__evaluation=candidate.evaluation_id)
    return beside.values_list("currency", flat=True).order_by("-saved_at").first() or ""
