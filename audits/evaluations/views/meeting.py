"""The reveal of the panel's points, and the meeting that agrees on the ones that count."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions.reveal import agree, reveal
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.shapes import CandidateView, DimensionView
from audits.evaluations.forms.meeting import AgreeForm
from audits.evaluations.models import Candidate
from audits.evaluations.panel import panel_of, unfinished
from audits.evaluations.screen.meeting import AgendaItem, agenda
from audits.evaluations.views.found import address, candidate_of, crumbs_of, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def candidate_reveal(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """Names who has not finished and asks; only what was asked and confirmed is revealed."""
    found = candidate_of(request, candidate)
    late = unfinished(found)
    is_sure = request.method == "POST" and (not late or "confirm" in request.POST)
    if is_sure or not found.is_blind:
        return laid_open(request, found)
    status = 422 if request.method == "POST" else 200
    template = "evaluations/_reveal.html" if request.htmx else "evaluations/reveal.html"
    context = {
        "candidate": found,
        "evaluation": found.evaluation,
        "late": late,
        "panel": panel_of(found),
        "crumbs": crumbs_of(request, found.evaluation, found),
        "nav": "evaluations",
    }
    return render(request, template, context, status=status)


def laid_open(request: MemberRequest, candidate: Candidate) -> HttpResponse:
    if request.method == "POST":
        reveal(actor=request.actor, candidate=candidate)
        messages.success(request, _("Revealed. Each one's own points are frozen."))
    return to_page(request, "meeting", candidate.pk)


@member(roles.READS_EVALUATIONS)
@require_GET
def meeting(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """The agenda: where the panel is far apart first, then the rest."""
    return shown(request, candidate_of(request, candidate))


@member(roles.LEADS)
@require_POST
def meeting_agree(request: MemberRequest, candidate: UUID, dimension: str) -> HttpResponse:
    found = candidate_of(request, candidate)
    if dimension not in found.evaluation.catalog.dimension_ids:
        raise Http404
    view = load_candidate(found)
    form = AgreeForm(posted(request), dimension=dimension_of(view, dimension))
    if form.carries_out(lambda: agreed(request, found, dimension, form)):
        if request.htmx:
            return shown(request, found, only=dimension)
        return redirect(f"{address(request, 'meeting', found.pk)}#agree-{dimension}")
    return shown(request, found, form=form, only=dimension)


def agreed(request: MemberRequest, candidate: Candidate, dimension: str, form: AgreeForm) -> object:
    given = form.cleaned_data
    return agree(
        actor=request.actor,
        candidate=candidate,
        dimension=dimension,
        values={"points": given["points"], "rationale": given["rationale"]},
        version=given["seen"],
    )


def dimension_of(view: CandidateView, slug: str) -> DimensionView:
    return next(one for one in view.dimensions if one.slug == slug)


def shown(
    request: MemberRequest, candidate: Candidate, *, form: AgreeForm | None = None, only: str = ""
) -> HttpResponse:
    """The page; for htmx the one dimension it asked about, and the sum that moved with it."""
    view = load_candidate(candidate)
    context: dict[str, Any] = {
        "candidate": candidate,
        "evaluation": candidate.evaluation,
        "can_agree": candidate.is_open and request.actor.can(roles.LEADS),
        "crumbs": crumbs_of(request, candidate.evaluation, candidate),
        "nav": "evaluations",
    }
    if view.revealed:
        items = agenda(view, candidate.evaluation.document)
        forms = [(one, form_for(view, one, form, only)) for one in items.items]
        context |= {"agenda": items, "view": view, "forms": forms}
        context["row"] = next((each for each in forms if each[0].slug == only), None)
        context["said"] = bool(only) and form is None
    template = "_meeting_moved" if request.htmx and only else "meeting"
    status = form.answer_status if form else 200
    return render(request, f"evaluations/{template}.html", context, status=status)


def form_for(view: CandidateView, item: AgendaItem, form: AgreeForm | None, only: str) -> AgreeForm:
    """What was typed where it was refused, else what stands."""
    if form is not None and item.slug == only:
        return form
    return AgreeForm(dimension=dimension_of(view, item.slug))
