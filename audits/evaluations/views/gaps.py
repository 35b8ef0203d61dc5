"""The gap register of a candidate (R055-R057)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import gaps as actions
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.forms.gaps import GapForm
from audits.evaluations.models import Candidate
from audits.evaluations.views.asks import asks_context
from audits.evaluations.views.found import candidate_of, crumbs_of, form_page, to_page
from audits.evaluations.views.gaps_shown import gap_rows
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.people.owners import owner_choices


@member(roles.READS_EVALUATIONS)
@require_GET
def candidate_gaps(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """The register, and for leads the low dimensions that have no gap yet."""
    found = candidate_of(request, candidate)
    view = load_candidate(found, whole=False, has_gaps=True)
    context = asks_context(request, found, view, "candidate-gaps") | {
        "rows": gap_rows(view, found.evaluation.document, request.actor.today),
        "offers": actions.not_held(view, found.evaluation.document),
        "blocking": view.blocking_gaps,
        "unruled": view.unruled_gaps,
    }
    return render(request, "evaluations/gaps.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def gap_new(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """A gap by hand; `?dimension=` chooses it beforehand."""
    found = candidate_of(request, candidate)
    form = GapForm(
        posted(request),
        initial={"dimension": request.GET.get("dimension")},
        dimensions=dimension_choices(found),
        owners=owner_choices(request.actor),
    )
    if form.carries_out(
        lambda: actions.open_gap(actor=request.actor, candidate=found, values=form.values, key=form.key)
    ):
        messages.success(request, _("%(code)s is in the register.") % {"code": form.result["code"]})
        return to_page(request, "candidate-gaps", candidate)
    title = _("New gap of %(vendor)s") % {"vendor": found.vendor.name}
    crumbs = gap_crumbs(request, found)
    return form_page(request, form, title=title, submit=_("Save the gap"), crumbs=crumbs)


@member(roles.LEADS)
@require_POST
def gaps_from_low(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """One tap: the chosen low dimensions become gaps to rule on."""
    found = candidate_of(request, candidate)
    chosen = request.POST.getlist("dimension")
    made = actions.open_low(actor=request.actor, candidate=found, dimensions=chosen)
    said = ngettext("%(made)d gap to rule on.", "%(made)d gaps to rule on.", made) % {"made": made}
    messages.success(request, said)
    return to_page(request, "candidate-gaps", candidate)


def dimension_choices(candidate: Candidate) -> list[tuple[str, str]]:
    return [("", "–"), *((one.slug, one.title) for one in candidate.evaluation.document.dimensions)]


def gap_crumbs(request: MemberRequest, candidate: Candidate) -> list[tuple[str, Any]]:
    """The way back to the register."""
    page = to_page(request, "candidate-gaps", candidate.pk)
    return [*crumbs_of(request, candidate.evaluation, candidate), (_("Gaps"), page["Location"])]
