"""A candidate's promises on their way into the ledger: what waits, what is a commitment already."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from audits.commitments.models import Commitment
from audits.evaluations.actions.promises import commit
from audits.evaluations.comparison.shapes import CandidateView, ComparisonView
from audits.evaluations.models import Answer
from audits.evaluations.promises import sentence, taken_over
from audits.evaluations.views.found import candidate_of
from audits.http import MemberRequest
from audits.kit.redirect import safe_path
from audits.people import roles
from audits.people.access import member
from audits.scoring.framework import Framework, Question


@dataclass(frozen=True, slots=True)
class Promised:
    """An answer marked as a promise, and the commitment it became."""

    question: Question
    words: str
    commitment: Commitment | None


@dataclass(frozen=True, slots=True)
class Committed:
    """What the decision made of the chosen vendor's promises."""

    vendor_id: UUID
    vendor: str
    candidate_id: UUID
    count: int
    waiting: int


def promised(view: CandidateView, framework: Framework) -> list[Promised]:
    """A candidate's promises in the framework's order, in one query."""
    commitments = {row.question: row for row in taken_over([view.id])}
    return [
        Promised(framework.question(answer.question), sentence(answer.note), commitments.get(answer.question))
        for answer in view.answers
        if answer.is_promise
    ]


def ledger_context(view: CandidateView, framework: Framework) -> dict[str, Any]:
    """For the part of a page that shows a candidate's promises."""
    rows = promised(view, framework)
    return {"promises": rows, "waiting": sum(row.commitment is None for row in rows)}


def committed(view: ComparisonView) -> Committed | None:
    """What the chosen candidate's promises became; None while nobody is chosen."""
    chosen = view.decision and view.decision.candidate_id
    candidate = next((one for one in view.candidates if one.id == chosen), None)
    if candidate is None:
        return None
    known = set(taken_over([candidate.id]).values_list("source_answer", flat=True))
    marked = Answer.objects.filter(candidate=candidate.id, is_promise=True)
    waiting = set(marked.values_list("pk", flat=True)) - known
    return Committed(candidate.vendor_id, candidate.vendor, candidate.id, len(known), len(waiting))


@member(roles.LEADS)
@require_POST
def candidate_promises(request: MemberRequest, candidate: UUID) -> HttpResponse:
    """Makes commitments of the promises, then goes back to where the button was."""
    found = candidate_of(request, candidate)
    done = commit(actor=request.actor, candidate=found)
    messages.success(request, told(len(done["made"]), len(done["updated"])))
    fallback = reverse("candidate-follow-ups", args=[request.actor.workspace_slug, candidate])
    return redirect(safe_path(request.POST.get("next"), fallback=fallback))


def told(made: int, updated: int) -> str:
    """What came of it, in words."""
    if not made and not updated:
        return _("The commitments already say what the answers say.")
    new = ngettext("%(count)d commitment made.", "%(count)d commitments made.", made) % {"count": made}
    brought = ngettext("%(count)d brought up to date.", "%(count)d brought up to date.", updated)
    return f"{new} {brought % {'count': updated}}" if updated else new
