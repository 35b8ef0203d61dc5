"""The journal: every change with who, when, before and after (R065)."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.evaluations.history import Asked, evaluation_history, workspace_history
from audits.evaluations.views.found import crumbs_of, evaluation_of
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_journal(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    asked = Asked(request.GET)
    page, candidates = evaluation_history(found, asked)
    context = {
        "evaluation": found,
        "page": page,
        "lines": page.lines,
        "asked": asked,
        "candidates": candidates,
        "query": urlencode(asked.query),
        "crumbs": crumbs_of(request, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/journal.html", context)


@member(roles.READS_EVALUATIONS)
@require_GET
def workspace_journal(request: MemberRequest) -> HttpResponse:
    asked = Asked(request.GET)
    page = workspace_history(request.actor, asked)
    context = {"page": page, "lines": page.lines, "asked": asked, "query": urlencode(asked.query)}
    return render(request, "evaluations/journal.html", context)
