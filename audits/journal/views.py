"""The page that checks the journal against its seals, and the seals as a file."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from audits.http import MemberRequest
from audits.journal.models import Seal
from audits.journal.verifying import verify
from audits.kit.cells import guarded
from audits.people import roles
from audits.people.access import member

HEADINGS = ("seal", "first event", "last event", "events", "sealed at (UTC)", "head")


@member(roles.VERIFIES)
@require_http_methods(["GET", "POST"])
def journal_verify(request: MemberRequest) -> HttpResponse:
    """The last head; checked when asked for, which reads the whole journal. A head can be looked up."""
    seals = Seal.objects.filter(workspace=request.actor.workspace_id).defer("leaves")
    asked = request.GET.get("head", "").strip().lower()[:64]
    context = {
        "last": seals.last(),
        "verdict": verify(request.actor.workspace_id) if request.method == "POST" else None,
        "asked": asked,
        "found": seals.filter(head=asked).first() if asked else None,
        "nav": "evaluations",
    }
    return render(request, "journal/verify.html", context)


@member(roles.VERIFIES)
@require_GET
def journal_seals(request: MemberRequest) -> HttpResponse:
    """Every seal as CSV, to be kept where nobody of this installation can write."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(HEADINGS)
    for seal in Seal.objects.filter(workspace=request.actor.workspace_id).defer("leaves").iterator():
        at = seal.sealed_at.isoformat(timespec="seconds")
        cells = (seal.number, seal.first_event, seal.last_event, seal.count, at, seal.head)
        lines.writerow([guarded(str(cell)) for cell in cells])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{request.actor.workspace_slug}-journal-seals.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
