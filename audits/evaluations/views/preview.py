"""A draft of a framework as the scoring page will show it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audits.evaluations.screen.blank import blank_screen
from audits.evaluations.screen.page import Rights
from audits.evaluations.screen.wording import words
from audits.frameworks.actions.drafts import newest_of, next_number
from audits.frameworks.models import DraftFramework
from audits.frameworks.proving import proved
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_GET
def framework_screen(request: MemberRequest, draft: UUID) -> HttpResponse:
    """One dimension at a time; a draft that is not whole leads to what is missing."""
    rows = DraftFramework.objects.filter(workspace_id=request.actor.workspace_id)
    found = get_object_or_404(rows, pk=draft)
    number = next_number(found, newest_of(found))
    framework, _faults = proved(found.document, slug=found.slug, version=number)
    if framework is None:
        return redirect("framework-preview", request.actor.workspace_slug, draft)
    screen = blank_screen(framework, request.GET.get("dimension", ""), request.actor.zone)
    closed = Rights(False, False, False, _("A preview: nothing is scored here."))
    context = {"draft": found, "framework": framework, "s": screen, "d": screen.panel, "w": words()}
    context |= {"rights": closed, "has_several_crms": len(framework.crms) > 1, "nav": "frameworks"}
    return render(request, "evaluations/framework_screen.html", context)
