"""The pages of somebody who came by a guest link: their list, and each item on it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.http import GuestRequest
from audits.inbox import guests
from audits.people.access import by_link


@by_link
@require_GET
def guest_work(request: GuestRequest) -> HttpResponse:
    items = guests.items_of(request.guest)
    context = {
        "guest": request.guest,
        "items": items,
        "open": sum(not each.is_done for each in items),
        "findings": guests.findings_of(request.guest),
    }
    return render(request, "inbox/guest_work.html", context)
