"""Pages of remarks: all of an evaluation with a filter, a new one on a line, one with its answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import remarks as actions
from audits.evaluations.forms.remarks import AnswerForm, LineForm, RemarkFilter, RemarkForm
from audits.evaluations.models import Evaluation, Remark
from audits.evaluations.models.remark import Place
from audits.evaluations.remarks import Line, checked, line_words, remark_view, remark_views
from audits.evaluations.views.found import address, crumbs_of, evaluation_of, form_page, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.kit.ids import key_of
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member


def remark_of(request: MemberRequest, key: UUID) -> Remark:
    rows = Remark.objects.for_workspace(request.actor.workspace_id).with_parts()
    found = get_object_or_404(rows, pk=key)
    found.evaluation = evaluation_of(request, found.evaluation_id)
    return found


def line_of(request: MemberRequest, evaluation: Evaluation) -> Line:
    """The line that the address names, the whole without one; `Invalid` for a line there is not."""
    line = Line.read(request.GET.dict())
    return checked(line if line.place else Line(), evaluation)


def vendor_of(evaluation: Evaluation, line: Line) -> str:
    if line.candidate is None:
        return ""
    return str(evaluation.candidates.select_related("vendor").get(pk=line.candidate))


@member(roles.READS_EVALUATIONS)
@require_GET
def remark_list(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """The latest first; the address names a line or filters."""
    found = evaluation_of(request, evaluation)
    line = line_of(request, found) if request.GET.get("place") else Line("")
    form = RemarkFilter(request.GET or None, evaluation=found)
    rows = form.apply(found.remarks.with_parts().order_by("-pk"), line)
    if after := key_of(request.GET.get("after", "")):
        rows = rows.filter(pk__lt=after)
    page = page_of(rows)
    context = {
        "evaluation": found,
        "form": form,
        "line": line,
        "lines": LineForm(evaluation=found),
        "line_words": line_words(line, found.document, vendor_of(found, line)) if line.place else "",
        "remarks": remark_views(page.rows, found.document),
        "page": page,
        "query": query_of(request),
        "crumbs": crumbs_of(request, found),
        "nav": "evaluations",
    }
    return render(request, "evaluations/remarks.html", context)


def query_of(request: MemberRequest) -> str:
    """The address's query for the next page."""
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def remark_new(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    line = line_of(request, found)
    form = RemarkForm(posted(request))
    if form.carries_out(lambda: made(request, found, line, form)):
        messages.success(request, _("%(code)s is on record.") % {"code": form.result["code"]})
        return to_page(request, "remark", form.result["id"])
    where = line_words(line, found.document, vendor_of(found, line))
    crumbs = [*crumbs_of(request, found), remarks_crumb(request, found)]
    title = _("Remark on: %(line)s") % {"line": where}
    return form_page(request, form, title=title, submit=_("Put on record"), crumbs=crumbs)


def made(request: MemberRequest, evaluation: Evaluation, line: Line, form: RemarkForm) -> dict[str, Any]:
    values = form.cleaned_data
    return actions.make_remark(
        actor=request.actor,
        evaluation=evaluation,
        line=line,
        kind=values["kind"],
        words=values["text"],
        key=form.key,
    )


def remarks_crumb(request: MemberRequest, evaluation: Evaluation) -> tuple[str, str]:
    return _("Remarks"), address(request, "remark-list", evaluation.pk)


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def remark(request: MemberRequest, remark: UUID) -> HttpResponse:
    """One remark with its answers; a lead answers here."""
    found = remark_of(request, remark)
    form = AnswerForm(posted(request), remark=found)
    if form.is_bound:
        request.actor.require(roles.LEADS)
    if form.carries_out(lambda: answered(request, found, form)):
        messages.success(request, _("Answered. Its author is told."))
        return to_page(request, "remark", remark)
    if form.refused_with:
        found = remark_of(request, remark)
    context = {
        "evaluation": found.evaluation,
        "remark": remark_view(found, found.evaluation.document),
        "page_of": page_of_line(request, found),
        "may_answer": request.actor.can(roles.LEADS) and not found.withdrawn_at,
        "may_withdraw": found.author_id == request.actor.user_id and not found.withdrawn_at,
        "form": form,
        "crumbs": [*crumbs_of(request, found.evaluation), remarks_crumb(request, found.evaluation)],
        "nav": "evaluations",
    }
    return render(request, "evaluations/remark.html", context, status=form.answer_status)


def page_of_line(request: MemberRequest, row: Remark) -> str:
    """Where the line can be looked at."""
    pages = {
        Place.COST: "candidate-cost",
        Place.GAPS: "candidate-gaps",
        Place.SLA: "candidate-sla",
        Place.CLARIFICATIONS: "clarification-list",
    }
    if row.candidate_id and row.place in pages:
        return address(request, pages[Place(row.place)], row.candidate_id)
    if row.place == Place.DECISION:
        return address(request, "decide", row.evaluation_id)
    if row.place in {Place.DIMENSION, Place.QUESTION}:
        return f"{address(request, 'compare', row.evaluation_id)}?open={dimension_of(row)}"
    return address(request, "evaluation", row.evaluation_id)


def dimension_of(row: Remark) -> str:
    """The dimension that its line stands under."""
    if row.place == Place.DIMENSION:
        return row.part
    dimensions = row.evaluation.document.dimensions
    return next(one.slug for one in dimensions if any(each.slug == row.part for each in one.questions))


def answered(request: MemberRequest, row: Remark, form: AnswerForm) -> dict[str, Any]:
    values = form.cleaned_data
    return actions.answer_remark(
        actor=request.actor, remark=row, words=values["text"], seen=values["seen"], key=form.key
    )


@member(roles.READS_EVALUATIONS)
@require_POST
def remark_withdraw(request: MemberRequest, remark: UUID) -> HttpResponse:
    found = remark_of(request, remark)
    actions.withdraw_remark(actor=request.actor, remark=found)
    messages.success(request, _("Taken back. It stays listed with your words."))
    return to_page(request, "remark", remark)
