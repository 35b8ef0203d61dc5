"""What a result asks of the buyer for one candidate: one page each, joined by tabs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate
from audits.http import MemberRequest


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the candidate that any band may use."""

    title: str
    address: str
    is_current: bool


def tabs(request: MemberRequest, candidate: Candidate, current: str) -> list[Tab]:
    """The pages in order; `current` is the name of the one that is shown."""
    pages = [("candidate-cost", _("Cost of ownership"))]
    return [
        Tab(title, reverse(name, args=[request.actor.workspace_slug, candidate.pk]), name == current)
        for name, title in pages
    ]
