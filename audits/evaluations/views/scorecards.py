"""A team's scorecard comes in: upload, columns, preview, then all of it or nothing."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.evaluations.actions.scorecard_plan import plan
from audits.evaluations.actions.scorecards import apply_scorecard
from audits.evaluations.forms.scorecards import LayoutForm, ScorecardForm
from audits.evaluations.scorecards import reading
from audits.evaluations.views.found import to_page
from audits.evaluations.views.scorecard_shown import new_vendors, steps_shown
from audits.evaluations.views.scorecard_state import Upload, opened, received
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.refusals import Blocked, Decided, Invalid, Refusal
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def scorecard_import(request: MemberRequest) -> HttpResponse:
    initial = {"into": request.GET.get("into", "")}
    form = ScorecardForm(posted(request), request.FILES or None, actor=request.actor, initial=initial)
    if form.carries_out(lambda: received(request, form)):
        return columns_page(request, form.result)
    context = {"form": form, "nav": "evaluations"}
    return render(request, "evaluations/scorecard.html", context, status=form.answer_status)


def columns_page(request: MemberRequest, upload: Upload, form: LayoutForm | None = None) -> HttpResponse:
    """What each column is, as guessed or as chosen before."""
    form = form or upload.form(None)
    context = {"form": form, "upload": upload, "state": upload.sealed(request), "nav": "evaluations"}
    context["columns"] = list(zip(upload.columns, form.column_fields, strict=True))
    return render(request, "evaluations/scorecard_columns.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def scorecard_columns(request: MemberRequest) -> HttpResponse:
    """Other columns when another sheet or row of headings was chosen; else the preview."""
    upload = opened(request)
    if "header" not in request.POST:
        return columns_page(request, upload)
    form = upload.form(request.POST)
    if moved := upload.moved(request.POST):
        is_read = form.carries_out(lambda: moved.grid)
        return columns_page(request, moved) if is_read else columns_page(request, upload, form)
    if not form.carries_out(lambda: reading.read(upload.grid, form.layout, upload.target.framework)):
        return columns_page(request, upload, form)
    return preview(request, upload.chosen(form), form.result)


def preview(
    request: MemberRequest, upload: Upload, entries: Sequence[reading.Entry], refusal: Refusal | None = None
) -> HttpResponse:
    """What each entry would do; with one that is wrong, nothing can be applied."""
    steps = plan(request.actor, upload.target.evaluation, upload.target.framework, entries)
    counts = Counter(step.state for step in steps)
    is_wrong = counts["error"] > 0
    context = {
        "steps": steps_shown(steps, upload.target.framework),
        "counts": {state: counts[state] for state in ("new", "changed", "unchanged", "error")},
        "new_vendors": new_vendors(steps),
        "refusal": refusal,
        "is_wrong": is_wrong,
        "upload": upload,
        "state": upload.marked([step.mark for step in steps]).sealed(request),
        "nav": "evaluations",
    }
    status = refusal.status if refusal else 422 if is_wrong else 200
    return render(request, "evaluations/scorecard_preview.html", context, status=status)


@member(roles.LEADS)
@require_POST
def scorecard_apply(request: MemberRequest) -> HttpResponse:
    """Applies exactly what a preview has shown to this person."""
    upload = opened(request)
    form = upload.form(upload.choices)
    form.require()
    entries = reading.read(upload.grid, form.layout, upload.target.framework)
    try:
        done = apply_scorecard(
            actor=request.actor,
            target=upload.target,
            title=upload.title,
            entries=entries,
            marks=upload.marks,
            source=upload.name,
            key=upload.key,
        )
    except (Blocked, Invalid, Decided) as refusal:
        return preview(request, upload, entries, refusal)
    numbers = {state: done.get(state, 0) for state in ("new", "changed", "unchanged")}
    said = _("Taken in: %(new)d new, %(changed)d changed, %(unchanged)d as they were.")
    messages.success(request, said % numbers)
    return to_page(request, "evaluation", UUID(done["evaluation"]))
