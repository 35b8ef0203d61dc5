"""Making, editing, pausing, resuming and ending schedules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.checklists.actions import schedules
from audits.checklists.forms.offers import Offer
from audits.checklists.forms.schedules import ReasonForm, ScheduleForm
from audits.checklists.presets import preset_of
from audits.checklists.views.schedules import schedule_of, to_schedule
from audits.http import MemberRequest
from audits.kit.forms import posted
from audits.people import roles
from audits.people.access import member


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def schedule_new(request: MemberRequest) -> HttpResponse:
    offer = Offer.to(request.actor)
    wanted = request.GET.get("checklist", "")
    preset = preset_of(wanted) if wanted in offer.titles else None
    form = ScheduleForm(posted(request), offer=offer, preset=preset)
    if form.carries_out(
        lambda: schedules.create_schedule(actor=request.actor, values=form.values, key=form.key)
    ):
        messages.success(request, _("Scheduled. The runs start by themselves from now on."))
        return to_schedule(request, form.result["id"])
    return schedule_form(request, form, _("New schedule"))


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def schedule_edit(request: MemberRequest, schedule: UUID) -> HttpResponse:
    found = schedule_of(request, schedule)
    form = ScheduleForm(posted(request), offer=Offer.to(request.actor, found), schedule=found)
    if form.carries_out(
        lambda: schedules.edit_schedule(
            actor=request.actor, schedule=found, values=form.values, seen=form.cleaned_data["seen"]
        )
    ):
        messages.success(request, _("Saved."))
        return to_schedule(request, schedule)
    return schedule_form(request, form, _("Edit %(title)s") % {"title": found.title})


def schedule_form(request: MemberRequest, form: ScheduleForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "nav": "schedules"}
    return render(request, "checklists/schedule_form.html", context, status=form.answer_status)


@member(roles.LEADS)
@require_POST
def schedule_pause(request: MemberRequest, schedule: UUID) -> HttpResponse:
    schedules.pause_schedule(actor=request.actor, schedule=schedule_of(request, schedule))
    messages.success(request, _("Paused. No run starts until it is resumed; what is missed is not made up."))
    return to_schedule(request, schedule)


@member(roles.LEADS)
@require_POST
def schedule_resume(request: MemberRequest, schedule: UUID) -> HttpResponse:
    schedules.resume_schedule(actor=request.actor, schedule=schedule_of(request, schedule))
    messages.success(request, _("Resumed. It goes on with the next date."))
    return to_schedule(request, schedule)


@member(roles.LEADS)
@require_http_methods(["GET", "POST"])
def schedule_end(request: MemberRequest, schedule: UUID) -> HttpResponse:
    found = schedule_of(request, schedule)
    form = ReasonForm(posted(request))
    if form.carries_out(
        lambda: schedules.end_schedule(
            actor=request.actor, schedule=found, reason=form.cleaned_data["reason"]
        )
    ):
        messages.success(request, _("Ended. Its runs stay."))
        return to_schedule(request, schedule)
    address = reverse("schedule", args=[request.actor.workspace_slug, found.pk])
    context = {
        "form": form,
        "title": _("End %(title)s") % {"title": found.title},
        "intro": _("No further run starts. An ended schedule cannot be taken up again; its runs stay."),
        "submit": _("End the schedule"),
        "back": address,
        "crumbs": [(found.title, address)],
        "nav": "schedules",
    }
    return render(request, "components/form_page.html", context, status=form.answer_status)
