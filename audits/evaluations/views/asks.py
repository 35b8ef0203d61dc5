"""What a result asks of the buyer for one candidate: one page each, joined by tabs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import Candidate
from audits.evaluations.views.compare_shown import band_chips, range_text
from audits.evaluations.views.found import candidate_of, crumbs_of, to_page
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member
from audits.scoring.framework import Framework

PAGES: dict[str, tuple[str, Promise]] = {
    "sla": ("candidate-sla", _("SLA")),
    "gaps": ("candidate-gaps", _("Gaps")),
    "cost": ("candidate-cost", _("Cost of ownership")),
}
"""By what a band asks for (R053-R058)."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the candidate that any band may use."""

    title: str
    address: str
    is_current: bool


@member(roles.READS_EVALUATIONS)
@require_GET
def candidate_asks(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """Leads to the page that the candidate's band asks for."""
    found = candidate_of(request, candidate)
    wanted = asked_first(load_candidate(found, whole=False), found.evaluation.document)
    return to_page(request, PAGES[wanted][0], candidate)


def asked_first(view: CandidateView, framework: Framework) -> str:
    """What the band asks for; of several bands still possible, the best one's."""
    best = view.score.possible_bands[0]
    return next(band.asks for band in framework.bands if band.slug == best)


def tabs(request: MemberRequest, candidate: Candidate, view: CandidateView, current: str) -> list[Tab]:
    """The pages, what the band asks for first; `current` is the name of the one that is shown."""
    first = asked_first(view, candidate.evaluation.document)
    ordered = [PAGES[first], *(page for asks, page in PAGES.items() if asks != first)]
    return [
        Tab(str(title), reverse(name, args=[request.actor.workspace_slug, candidate.pk]), name == current)
        for name, title in ordered
    ]


def asks_context(
    request: MemberRequest, candidate: Candidate, view: CandidateView, current: str
) -> dict[str, Any]:
    """What the head of each of these pages shows."""
    return {
        "candidate": candidate,
        "evaluation": candidate.evaluation,
        "view": view,
        "bands": band_chips(view, candidate.evaluation.document),
        "range": range_text(view),
        "tabs": tabs(request, candidate, view, current),
        "remarked": next(asks for asks, page in PAGES.items() if page[0] == current),
        "crumbs": crumbs_of(request, candidate.evaluation, candidate),
        "nav": "evaluations",
    }
