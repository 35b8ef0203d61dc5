"""What a vendor is told before the demo, and asked again after it (R025)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from audits.evaluations.brief import brief_of, mail_text, next_demo
from audits.evaluations.comparison.load import load_candidate
from audits.evaluations.followups import FollowUp, Owed, follow_ups
from audits.evaluations.views.found import candidate_of, crumbs_of
from audits.evaluations.views.promises import ledger_context
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member

OWED = {
    Owed.UNANSWERED: _("Not answered"),
    Owed.VAGUE: _("No specific answer"),
    Owed.UNSUPPORTED: _("Not supported, they say"),
    Owed.UNBACKED: _("Answered, without a note or evidence"),
    Owed.MARKED: _("Marked to follow up"),
}


@member(roles.READS_EVALUATIONS)
@require_GET
def candidate_brief(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    brief = brief_of(found, buyer=request.actor.workspace_name, demo_at=next_demo(found))
    context = {
        "candidate": found,
        "evaluation": found.evaluation,
        "brief": brief,
        "mail": mail_text(brief),
        "crumbs": crumbs_of(request, found.evaluation, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/brief.html", context)


@member(roles.READS_EVALUATIONS)
@require_GET
def candidate_follow_ups(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    view = load_candidate(found, whole=False)
    framework = found.evaluation.document
    rows = follow_ups(view, framework)
    context = {
        "candidate": found,
        "evaluation": found.evaluation,
        "rows": [(row, OWED[row.owed]) for row in rows],
        "total": len(framework.questions),
        "plain": follow_up_text(rows),
        **ledger_context(view, framework),
        "crumbs": crumbs_of(request, found.evaluation, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/follow_ups.html", context)


def follow_up_text(rows: tuple[FollowUp, ...]) -> str:
    """The list as plain text, one question a line."""
    return "\n".join(f"{row.question.slug.upper()}  {row.question.text} ({OWED[row.owed]})" for row in rows)
