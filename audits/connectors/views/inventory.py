"""The inventory as a list, and a connector with all that is known of it (R077, R141)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audits.connectors.actions.connectors import may_write
from audits.connectors.forms import SearchForm
from audits.connectors.models import Connector, ConnectorQuerySet, IntegrationType
from audits.connectors.systems import is_low_code
from audits.connectors.views.found import connector_of
from audits.http import MemberRequest
from audits.journal.models import Event
from audits.journal.words import lines
from audits.kit.forms import CreatingForm
from audits.kit.paging import page_of
from audits.people import roles
from audits.people.access import member

LATEST_EVENTS = 20
MOST_NAMED = 10


@member(roles.EVERYONE)
@require_GET
def connector_list(request: MemberRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = {name: form.asked(name) or "" for name in ("q", "type", "show")}
    after, today = form.asked("after"), request.actor.today
    every = Connector.objects.for_workspace(request.actor.workspace_id).with_parents().by_name()
    page = page_of(listed(every, asked, today, after))
    context = {
        "page": page,
        "rows": with_expiry(page.rows, today),
        "asked": asked,
        "after": after,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "types": IntegrationType.choices,
        "warnings": warnings(every.current(), today),
        # Starts a run of the app above, by its address.
        "triage": CreatingForm(),
        "nav": "connectors",
    }
    return render(request, "connectors/list.html", context)


def listed(
    every: ConnectorQuerySet, asked: dict[str, str], today: date, after: UUID | None
) -> ConnectorQuerySet:
    """The connectors that were asked for, from the page after that key on."""
    rows = every.archived() if asked["show"] == "archived" else every.current()
    if asked["show"] == "ownerless":
        rows = rows.without_owner()
    if asked["show"] == "expiring":
        rows = rows.expiring(today)
    if asked["type"]:
        rows = rows.filter(integration_type=asked["type"])
    if asked["q"]:
        rows = rows.named_like(asked["q"])
    return rows.after(after) if after else rows


def with_expiry(rows: Iterable[Connector], today: date) -> list[tuple[Connector, str]]:
    return [(row, row.expiry(today)) for row in rows]


def warnings(current: ConnectorQuerySet, today: date) -> dict[str, Any]:
    """What somebody should see to, the first few by name: no owner, and credentials near their end."""
    ownerless = page_of(current.without_owner(), MOST_NAMED)
    expiring = page_of(current.expiring(today), MOST_NAMED)
    return {"ownerless": ownerless, "expiring": expiring, "expiries": with_expiry(expiring.rows, today)}


@member(roles.EVERYONE)
@require_GET
def connector_page(request: MemberRequest, connector: UUID) -> HttpResponse:
    found = connector_of(request, connector)
    events = Event.objects.for_workspace(request.actor.workspace_id).about(found.pk).newest_first()
    approvals = list(found.approvals.select_related("recorded_by", "ended_by").order_by("-pk"))
    context = {
        "connector": found,
        "expiry": found.expiry(request.actor.today),
        "approvals": approvals,
        "has_recipes": is_low_code(found.system) or bool(approvals),
        "can_write": may_write(request.actor, found) and found.archived_at is None,
        "lines": lines(events[:LATEST_EVENTS]),
        "nav": "connectors",
    }
    return render(request, "connectors/connector.html", context)
