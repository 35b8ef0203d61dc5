"""Pages of schedules: what comes when, and what came of it (R149, R150)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from audits.checklists.actions.library import latest
from audits.checklists.actions.plans import connectors_of
from audits.checklists.actions.ticking import last_run
from audits.checklists.catalog import checklist_of
from audits.checklists.forms.offers import Offer, checklist_choices
from audits.checklists.forms.schedules import ScheduleForm, SearchForm
from audits.checklists.models import Draft, Occurrence, Schedule
from audits.checklists.presets import not_yet
from audits.checklists.recurrence import instant, slots_from, slots_until
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.kit import clock
from audits.kit.paging import Page, page_of
from audits.people import roles
from audits.people.access import member

LATEST_EVENTS = 20
PREVIEWED = 6


def schedule_of(request: MemberRequest, key: UUID) -> Schedule:
    rows = Schedule.objects.for_workspace(request.actor.workspace_id).with_trouble()
    return get_object_or_404(rows.select_related("owner", "vendor", "follows"), pk=key)


def to_schedule(request: MemberRequest, key: UUID | str) -> HttpResponse:
    return redirect("schedule", request.actor.workspace_slug, key)


@member(roles.EVERYONE)
@require_GET
def schedule_list(request: MemberRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    show, after = form.asked("show") or "current", form.asked("after")
    every = Schedule.objects.for_workspace(request.actor.workspace_id).select_related("owner").with_trouble()
    rows = every.past() if show == "past" else every.current()
    page = page_of(rows.after(after) if after else rows)
    titles = dict(checklist_choices(request.actor))
    context = {
        "page": page,
        "rows": [(row, titles.get(row.checklist, row.checklist)) for row in page.rows],
        "show": show,
        "after": after,
        "query": f"show={show}",
        "presets": preset_forms(request) if request.actor.can(roles.LEADS) else [],
        "zone": request.actor.zone.key,
        "nav": "schedules",
    }
    return render(request, "checklists/schedules.html", context)


def preset_forms(request: MemberRequest) -> list[dict[str, Any]]:
    """Each preset that no schedule runs yet: what it holds, and a form that is filled already."""
    workspace_id = request.actor.workspace_id
    scheduled = set(
        Schedule.objects.for_workspace(workspace_id).current().values_list("checklist", flat=True)
    )
    # A copy with other contents stands for what it was copied from.
    copies = Draft.objects.filter(workspace_id=workspace_id, slug__in=scheduled)
    offer, found = Offer.to(request.actor), []
    for preset in not_yet(scheduled.union(copies.values_list("copied_from", flat=True))):
        version = latest(preset.checklist, workspace_id=workspace_id)
        if version is not None:
            form = ScheduleForm(offer=offer, preset=preset, auto_id=f"{preset.checklist}-%s")
            found.append({"rhythm": preset.rhythm, "checklist": checklist_of(version.pk), "form": form})
    return found


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot to come: its date, the instant, and whether the clocks skip its time of day."""

    day: date
    at: datetime
    is_moved: bool


def coming(schedule: Schedule, request: MemberRequest) -> list[Slot]:
    """The next slots as they would come by today's rule and zone."""
    if schedule.next_on is None or schedule.is_paused:
        return []
    zone, first = request.actor.zone, slots_until(schedule.rule, schedule.next_on) - 1
    slots = []
    for day in slots_from(schedule.rule, first, PREVIEWED):
        at = instant(day, schedule.at_time, zone)
        slots.append(Slot(day, at, at.astimezone(zone).time() != schedule.at_time))
    return slots


@member(roles.EVERYONE)
@require_GET
def schedule_page(request: MemberRequest, schedule: UUID) -> HttpResponse:
    found = schedule_of(request, schedule)
    events = Event.objects.for_workspace(request.actor.workspace_id).about(found.pk).newest_first()
    after = SearchForm(request.GET).asked("after")
    last = last_run(found)
    titles = dict(checklist_choices(request.actor))
    context = {
        "schedule": found,
        "checklist": titles.get(found.checklist),
        "connectors": connectors_of(found),
        "last_owner": last.owner if last else None,
        "slots": coming(found, request),
        "page": occurrences(found, after),
        "zone": request.actor.zone.key,
        "is_due": found.next_at is not None and found.next_at <= clock.now() and not found.is_paused,
        "lines": lines(events[:LATEST_EVENTS]),
        "nav": "schedules",
    }
    return render(request, "checklists/schedule.html", context)


def occurrences(schedule: Schedule, after: UUID | None) -> Page[Occurrence]:
    """What came of its slots, the latest first."""
    rows = schedule.occurrences.select_related("run").order_by("-id")
    return page_of(rows.filter(pk__lt=after) if after else rows)
