"""Planning a demo and noting who was there (R003, R004)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.evaluations.actions.demos_plan import edit_demo, plan_demo
from audits.evaluations.forms.setup import DemoForm, member_choices
from audits.evaluations.models import Candidate
from audits.evaluations.views.found import candidate_of, crumbs_of, demo_of, to_page
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def demo_new(request: MemberRequest, candidate: UUID) -> HttpResponse:
    found = candidate_of(request, candidate)
    members = member_choices(request.actor)
    form = DemoForm(posted(request), framework=found.evaluation.document, members=members)
    if form.carries_out(
        lambda: plan_demo(actor=request.actor, candidate=found, values=form.values, key=form.key)
    ):
        messages.success(request, _("The demo is planned."))
        return to_page(request, "evaluation", found.evaluation_id)
    title = _("Plan a demo of %(vendor)s") % {"vendor": found.vendor.name}
    return demo_form(request, form, found, title)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def demo_edit(request: MemberRequest, demo: UUID) -> HttpResponse:
    found = demo_of(request, demo)
    candidate = found.candidate
    members = member_choices(request.actor)
    framework = candidate.evaluation.document
    form = DemoForm(posted(request), framework=framework, members=members, demo=found)
    if form.carries_out(
        lambda: edit_demo(actor=request.actor, demo=found, values=form.values, seen=form.cleaned_data["seen"])
    ):
        messages.success(request, _("Saved."))
        return to_page(request, "evaluation", candidate.evaluation_id)
    return demo_form(request, form, candidate, _("Demo of %(vendor)s") % {"vendor": candidate.vendor.name})


def demo_form(request: MemberRequest, form: DemoForm, candidate: Candidate, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "evaluation": candidate.evaluation,
        "crumbs": crumbs_of(request, candidate.evaluation, candidate),
        "blind_spots": candidate.evaluation.document.blind_spots,
        "nav": "evaluations",
    }
    return render(request, "evaluations/demo_form.html", context, status=form.answer_status)
