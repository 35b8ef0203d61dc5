"""The comparison of all candidates of one evaluation."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.evaluations.comparison.firmness import with_panels
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.models import Evaluation
from audits.evaluations.remarks import tally_of
from audits.evaluations.views import compare_shown, compare_words
from audits.evaluations.views.compare_filter import CompareFilter, opened
from audits.evaluations.views.compare_weights import WeightsForm, kept_of, offers, what_if
from audits.evaluations.views.cost_shown import cost_table
from audits.evaluations.views.found import admitted
from audits.evaluations.views.robust_words import words_on
from audits.frameworks.catalog import catalog
from audits.http import MemberRequest
from audits.people import roles
from audits.people.access import admit, enter, member_by_object
from audits.scoring.framework import Framework


def seen_evaluation(request: MemberRequest, workspace: str, key: UUID) -> Evaluation:
    """The evaluation, if the caller may see it: one query for both."""
    rows = Evaluation.objects.seen_by(request.user.pk, workspace).declared_by(request.user.pk)
    evaluation = rows.filter(pk=key).first()
    admit(request, evaluation.role if evaluation else None)
    if evaluation is None:
        raise Http404
    enter(request, evaluation.workspace, evaluation.role)
    return admitted(request, evaluation)


@member_by_object(roles.READS_EVALUATIONS)
@require_GET
def compare(request: MemberRequest, workspace: str, evaluation: UUID) -> HttpResponse:
    """All candidates side by side; its address keeps sort, filter and opened rows."""
    row = seen_evaluation(request, workspace, evaluation)
    # Rows that are open from the start show evidence and the vendors' own words as well.
    whole = bool(request.GET.get("open"))
    view = comparison_of(row, workspace=request.actor.workspace_name, whole=whole)
    if row.is_panel and row.is_open and not whole:
        view = with_panels(view, row.catalog)
    return render(request, "evaluations/compare.html", context(request, row, view))


def context(request: MemberRequest, row: Evaluation, view: ComparisonView) -> dict[str, object]:
    framework = catalog(view.framework.id).framework
    form = CompareFilter(request.GET or None, framework=framework)
    shown = form.apply(view.candidates)
    tally = tally_of(row.pk)
    wanted = opened(request.GET.get("open", ""), framework)
    rows = compare_shown.dimension_rows(shown, framework, wanted, tally)
    return {
        "nav": "evaluations",
        "evaluation": row,
        "view": view,
        "form": form,
        "hidden": len(view.candidates) - len(shown),
        "heading": compare_words.heading(len(view.candidates)),
        "lead": compare_words.lead(view, framework),
        "firmness": words_on(view, framework),
        **weights_context(request, view, framework),
        "columns": [compare_shown.column(candidate, framework) for candidate in shown],
        "rows": rows,
        "tally": tally,
        "pips": pips({cell.pips for each in rows for cell in each.cells}),
        "chart": compare_shown.chart(view, shown, framework),
        "asks": compare_words.asks(shown, framework),
        "costs": cost_table(view.candidates),
        "framework": framework,
        "is_different_only": request.GET.get("diff") == "1",
    }


def weights_context(request: MemberRequest, view: ComparisonView, framework: Framework) -> dict[str, object]:
    """The form of other weights with what they would change; the address keeps the rest of its state."""
    weights = WeightsForm(request.GET, framework=framework)
    kept = kept_of(request.GET)
    asked = what_if(view, framework, weights.weights) if weights.is_bound and weights.is_valid() else None
    return {"weights": weights, "kept": kept, "offers": offers(framework, kept), "whatif": asked}


def pips(names: set[str]) -> list[tuple[str, list[tuple[str, float]]]]:
    """Each drawing the page needs, once: squares with their look and place."""
    drawn = []
    for name in sorted(names):
        squares = compare_shown.pips_squares(name)
        drawn.append((name, [(look, 0.5 + 16 * place) for place, look in enumerate(squares)]))
    return drawn


@member_by_object(roles.READS_EVALUATIONS)
@require_GET
def compare_questions(
    request: MemberRequest, workspace: str, evaluation: UUID, dimension: str
) -> HttpResponse:
    """The question rows of one dimension, loaded on first opening."""
    row = seen_evaluation(request, workspace, evaluation)
    view = comparison_of(row, workspace=request.actor.workspace_name)
    framework = catalog(view.framework.id).framework
    if dimension not in framework.dimensions_by_slug:
        raise Http404
    shown = CompareFilter(request.GET or None, framework=framework).apply(view.candidates)
    rows = compare_shown.dimension_rows(shown, framework, [dimension], tally_of(row.pk))
    each = next(each for each in rows if each.is_open)
    return render(request, "evaluations/_compare_questions.html", {"row": each, "evaluation": row})
