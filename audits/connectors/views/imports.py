"""The inventory from a spreadsheet and into one: upload, preview, then all rows or none."""

from collections import Counter
from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.connectors.actions.imports import apply_import
from audits.connectors.actions.plan import Step, plan
from audits.connectors.forms import ImportForm
from audits.connectors.models import Connector
from audits.connectors.table import COLUMNS, HEADINGS, NEEDED, as_csv
from audits.http import MemberRequest
from audits.kit import seals, sheets
from audits.kit.forms import posted
from audits.kit.refusals import Blocked, Invalid, Refusal
from audits.kit.sheets import Line
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def connector_import(request: MemberRequest) -> HttpResponse:
    form = ImportForm(posted(request), request.FILES or None)
    if form.carries_out(lambda: sheets.read(form.data_sent, known=HEADINGS, needed=NEEDED)):
        return preview(request, form.result)
    context = {"form": form, "columns": COLUMNS, "nav": "connectors"}
    return render(request, "connectors/import.html", context, status=form.answer_status)


def preview(request: MemberRequest, lines: Sequence[Line], refusal: Refusal | None = None) -> HttpResponse:
    """What each row would do; with a row that is wrong, nothing can be applied."""
    steps = plan(request.actor, lines)
    counts = Counter(step.state for step in steps)
    is_wrong = counts["error"] > 0
    context = {
        # What is wrong first: it may be one row of two thousand.
        "steps": sorted(steps, key=lambda step: not step.errors),
        "counts": {state: counts[state] for state in ("new", "changed", "unchanged", "error")},
        "refusal": refusal,
        "rows": "" if is_wrong else sealed(request, steps, lines),
        "nav": "connectors",
    }
    status = refusal.status if refusal else 422 if is_wrong else 200
    return render(request, "connectors/import_preview.html", context, status=status)


@member(roles.LEADS)
@require_POST
def connector_import_apply(request: MemberRequest) -> HttpResponse:
    """Applies exactly what a preview has shown to this person."""
    sent = seals.opened(request.POST.get("rows", ""), seal_of(request), field="rows")
    lines = [Line(number, cells) for number, cells, _mark in sent["rows"]]
    marks = {number: mark for number, _cells, mark in sent["rows"]}
    try:
        done = apply_import(actor=request.actor, lines=lines, marks=marks, key=sent["key"])
    except (Blocked, Invalid) as refusal:
        return preview(request, lines, refusal)
    numbers = {state: done.get(state, 0) for state in ("new", "changed", "unchanged")}
    said = _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d as they were.")
    messages.success(request, said % numbers)
    return redirect("connector-list", request.actor.workspace_slug)


def seal_of(request: MemberRequest) -> str:
    return seals.salt("connector-import", request.actor.workspace_id, request.actor.user_id)


def sealed(request: MemberRequest, steps: Sequence[Step], lines: Sequence[Line]) -> str:
    """The rows as they were read, with what each has found: applying reads no other file."""
    rows = [(step.number, line.cells, step.mark) for step, line in zip(steps, lines, strict=True)]
    return seals.sealed({"key": str(uuid4()), "rows": rows}, seal_of(request))


@member(roles.LEADS)
@require_GET
def connector_template(request: MemberRequest) -> HttpResponse:
    return csv_file("connectors-template.csv", as_csv([]))


@member(roles.EVERYONE)
@require_GET
def connector_export(request: MemberRequest) -> HttpResponse:
    rows = Connector.objects.for_workspace(request.actor.workspace_id).current().with_parents().by_name()
    name = f"connectors-{request.actor.workspace_slug}-{request.actor.today.isoformat()}.csv"
    return csv_file(name, as_csv(rows))


def csv_file(name: str, content: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
