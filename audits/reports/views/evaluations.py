"""Reports of evaluations: ask for one, watch it being made, take the file."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from audits.evaluations.models import Candidate, Evaluation, ReportFile
from audits.evaluations.models.decision import ReportKind
from audits.evaluations.views.found import crumbs_of, evaluation_of
from audits.evidence.making import MadeStatus
from audits.http import MemberRequest
from audits.kit import sign_of_life
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.access import member
from audits.reports.asking import ready_or_queued
from audits.reports.files import file_name
from audits.reports.forms import ReportForm
from audits.reports.gather import gather
from audits.reports.handing_out import XLSX, attachment, pdf_of
from audits.reports.xlsx import workbook

KEPT_SHOWN = 50


@member(roles.READS_EVALUATIONS)
@require_http_methods(["GET", "POST"])
def report_request(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """What can be made and what was made; a POST asks for a report and waits a second for it."""
    found = evaluation_of(request, evaluation)
    if request.method == "POST":
        kind, candidate = wanted(request, found)
        report = ready_or_queued(request.actor, found, candidate, kind)
        name = "report-file" if report.status == MadeStatus.DONE else "report-progress"
        return redirect(name, request.actor.workspace_slug, report.pk)
    context = {
        "evaluation": found,
        "candidates": found.candidates.running().select_related("vendor").order_by("vendor__name"),
        "picked": picked(request, found),
        "kept": reports_of(request).filter(evaluation=found).order_by("-requested_at")[:KEPT_SHOWN],
        "is_worker_silent": sign_of_life.is_silent(),
        "crumbs": crumbs_of(request, found),
        "nav": "evaluations",
    }
    return render(request, "reports/reports.html", context)


def wanted(request: MemberRequest, evaluation: Evaluation) -> tuple[str, Candidate | None]:
    """The kind and candidate a form asks for; `Invalid` names what is wrong."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        raise Invalid({name: [str(error) for error in errors] for name, errors in form.errors.items()})
    return form.cleaned_data["kind"], candidate_of(evaluation, form.cleaned_data["candidate"])


def candidate_of(evaluation: Evaluation, key: UUID | None) -> Candidate | None:
    if key is None:
        return None
    rows = evaluation.candidates.running().with_parents()
    return get_object_or_404(rows, pk=key)


def picked(request: MemberRequest, evaluation: Evaluation) -> dict[str, object]:
    """The report that a link on another page leads to, offered first."""
    form = ReportForm({"kind": ReportKind.CANDIDATE, **request.GET.dict()})
    if "candidate" not in request.GET or not form.is_valid():
        return {"kind": ReportKind.COMPARISON, "candidate": None}
    return {
        "kind": form.cleaned_data["kind"],
        "candidate": candidate_of(evaluation, form.cleaned_data["candidate"]),
    }


def reports_of(request: MemberRequest) -> QuerySet[ReportFile]:
    rows = ReportFile.objects.for_workspace(request.actor.workspace_id)
    return rows.select_related("evaluation", "candidate__vendor", "requested_by")


def report_of(request: MemberRequest, rows: QuerySet[ReportFile], key: UUID) -> ReportFile:
    """One of those, for whoever may see what it reports on."""
    found = get_object_or_404(rows, pk=key)
    evaluation_of(request, found.evaluation_id)
    return found


@member(roles.READS_EVALUATIONS)
@require_GET
def report_progress(request: MemberRequest, report: UUID) -> HttpResponse:
    """How far a report is; the page asks again by itself, and hears nothing while nothing changed."""
    found = report_of(request, reports_of(request), report)
    is_silent = sign_of_life.is_silent()
    seen = f"{found.status}-{found.fence}-{int(is_silent)}"
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "report": found,
        "seen": seen,
        "is_worker_silent": is_silent,
        "progress": reverse("report-progress", args=[request.actor.workspace_slug, found.pk]),
        "file": reverse("report-file", args=[request.actor.workspace_slug, found.pk]),
        "again": reverse("report-request", args=[request.actor.workspace_slug, found.evaluation_id]),
        "crumbs": crumbs_of(request, found.evaluation),
        "nav": "evaluations",
    }
    template = "reports/_progress.html" if request.htmx else "reports/progress.html"
    return render(request, template, context)


@member(roles.READS_EVALUATIONS)
@require_GET
def report_file(request: MemberRequest, report: UUID) -> HttpResponse:
    """The finished PDF for saving; a damaged file is never handed out."""
    found = report_of(request, reports_of(request).filter(status=MadeStatus.DONE), report)
    return pdf_of(request, found, file_name(found))


@member(roles.READS_EVALUATIONS)
@require_GET
def comparison_xlsx(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    """The comparison as a workbook."""
    found = evaluation_of(request, evaluation)
    content = workbook(gather(found, found.revision))
    return attachment(content, XLSX, f"{found.code}-comparison-r{found.revision}.xlsx")
