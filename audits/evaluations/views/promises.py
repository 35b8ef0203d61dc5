"""A candidate's promises on their way into the ledger: what waits, what is a commitment already."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from audits.commitments.models import Commitment
from audits.evaluations.actions.promises import commit
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.models import Answer, Candidate
from audits.evaluations.promises import sentence, taken_over
from audits.evaluations.views.found import candidate_of
from audits.http import MemberRequest
from audits.kit.redirect import safe_path
from audits.people import roles
from audits.people.access import member
from audits.scoring.framework import Question


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


def promised(candidate: Candidate) -> list[Promised]:
    """A candidate's promises in the framework's order, in two queries."""
    commitments = {row.source_answer: row for row in taken_over([candidate.pk])}
    rows = {row.question_id: row for row in Answer.objects.filter(candidate=candidate, is_promise=True)}
    ids = candidate.evaluation.catalog.question_ids
    return [
        Promised(question, sentence(row.note), commitments.get(row.pk))
        for question in candidate.evaluation.document.questions
        if (row := rows.get(ids[question.slug]))
    ]


def ledger_context(candidate: Candidate) -> dict[str, Any]:
    """For the part of a page that shows a candidate's promises."""
    rows = promised(candidate)
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
    made, updated = len(done["made"]), len(done["updated"])
    said = ngettext("%(count)d commitment was made", "%(count)d commitments were made", made)
    brought = ngettext("%(count)d brought up to date.", "%(count)d brought up to date.", updated)
    messages.success(request, f"{said % {'count': made}}, {brought % {'count': updated}}")
    fallback = reverse("candidate-follow-ups", args=[request.actor.workspace_slug, candidate])
    return redirect(safe_path(request.POST.get("next"), fallback=fallback))
