"""Pages of evaluations: the list, a new one, the overview (R002, R004, R036)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audits.evaluations.actions import candidates as actions
from audits.evaluations.actions.setup import BUILT_IN_SLUG, archive
from audits.evaluations.admission import closed_to
from audits.evaluations.comparison.snapshot import comparison_of
from audits.evaluations.forms.setup import EditEvaluationForm, NewEvaluationForm, vendor_choices
from audits.evaluations.listing import Listing, listed
from audits.evaluations.models import Candidate
from audits.evaluations.standings import standings
from audits.evaluations.views.compare_shown import column
from audits.evaluations.views.found import crumbs_of, evaluation_of, form_page, to_page
from audits.evaluations.views.overview import overview
from audits.evaluations.views.promises import committed
from audits.frameworks.actions import latest, offered
from audits.frameworks.catalog import catalog
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member
from audits.vendors.models import Vendor


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_list(request: MemberRequest) -> HttpResponse:
    asked = Listing(request.GET)
    page = listed(request.actor.workspace_id, show=asked.show, after=asked.after)
    context = {"page": page, "show": asked.show, "query": f"show={asked.show}", "nav": "evaluations"}
    return render(request, "evaluations/list.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def evaluation_new(request: MemberRequest) -> HttpResponse:
    slug = request.GET.get("framework", BUILT_IN_SLUG)
    version = latest(slug, workspace_id=request.actor.workspace_id)
    if version is None and slug != BUILT_IN_SLUG:
        raise Http404
    if version is None:
        return render(request, "evaluations/no_framework.html", {"nav": "evaluations"})
    framework = catalog(version.pk).framework
    form = NewEvaluationForm(posted(request), framework=framework, vendors=vendor_choices(request.actor))
    if form.carries_out(lambda: started(request, form, slug)):
        return to_page(request, "evaluation", form.result["id"])
    others = offered(workspace_id=request.actor.workspace_id).exclude(slug=slug)
    context = {"form": form, "version": version, "others": others, "nav": "evaluations"}
    return render(request, "evaluations/new.html", context, status=form.answer_status)


def started(request: MemberRequest, form: NewEvaluationForm, framework: str) -> dict[str, str]:
    return actions.start_evaluation(
        actor=request.actor,
        title=form.cleaned_data["title"],
        crms=form.cleaned_data["crms"],
        vendors=form.chosen,
        new_vendors=form.named,
        custom_objects=form.own_objects,
        framework=framework,
        mode=form.cleaned_data["mode"],
        key=form.key,
    )


@member(roles.READS_EVALUATIONS)
@require_GET
def evaluation_page(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    view = comparison_of(found, workspace=request.actor.workspace_name, whole=False)
    context = overview(request.actor, found, view) | {"committed": committed(view), "nav": "evaluations"}
    return render(request, "evaluations/evaluation.html", context)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def evaluation_edit(request: MemberRequest, evaluation: UUID) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    form = EditEvaluationForm(posted(request), evaluation=found)
    if form.carries_out(
        lambda: actions.edit_evaluation(
            actor=request.actor,
            evaluation=found,
            title=form.cleaned_data["title"],
            crms=form.cleaned_data["crms"],
            custom_objects=form.own_objects,
            seen=form.cleaned_data["seen"],
        )
    ):
        messages.success(request, _("Saved."))
        return to_page(request, "evaluation", evaluation)
    title = _("Edit %(code)s") % {"code": found.code}
    intro = _("Answers stay when a CRM is taken out, and are back when it is put in again.")
    return form_page(
        request, form, title=title, submit=_("Save"), crumbs=crumbs_of(request, found), intro=intro
    )


@member(roles.LEADS)
@require_POST
def evaluation_archive(request: MemberRequest, evaluation: UUID, archived: bool) -> HttpResponse:
    found = evaluation_of(request, evaluation)
    archive(actor=request.actor, evaluation=found, archived=archived)
    messages.success(request, _("Archived. Nothing is deleted.") if archived else _("Back in the list."))
    return to_page(request, "evaluation", evaluation)


@member(roles.READS_EVALUATIONS)
@require_GET
def vendor_evaluations(request: MemberRequest, vendor: UUID) -> HttpResponse:
    """The evaluations a vendor is or was a candidate of: a part of the vendor's page."""
    owned = Vendor.objects.for_workspace(request.actor.workspace_id)
    found = get_object_or_404(owned, pk=vendor)
    rows = Candidate.objects.for_workspace(request.actor.workspace_id).with_parents()
    rows = rows.exclude(evaluation__in=closed_to(request.actor))
    stands = [
        (candidate, column(view, candidate.evaluation.document))
        for candidate, view in standings(rows.filter(vendor=found).order_by("-pk"))
    ]
    versions = {candidate.evaluation.framework_id for candidate, _column in stands}
    context = {"vendor": found, "stands": stands, "has_versions": len(versions) > 1, "nav": "vendors"}
    context["back"] = reverse("vendor", args=[request.actor.workspace_slug, found.pk])
    template = "_vendor_evaluations" if request.htmx else "vendor_evaluations"
    return render(request, f"evaluations/{template}.html", context)
