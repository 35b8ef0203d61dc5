"""The morning mail: at 8:00 of a workspace's own time, what each of its people has to do (R152).

A date has its turn once or never: what was not mailed on its day is not made up for later, and a clock or a
zone that goes back repeats nothing (threat 65).
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from audits.inbox.work import Entry, due_work
from audits.journal import outbox
from audits.kit import clock
from audits.kit.text import normal
from audits.people.models import Guest, Membership, Workspace

log = logging.getLogger(__name__)
MORNING = time(8, 0)
SOON = timedelta(days=7)
MOST = 100
"""Workspaces of one turn; the others have theirs a minute later."""


def mail_due_work(now: datetime) -> int:
    """Writes the mails of every workspace where it is morning; answers how many."""
    return sum(settle(workspace, today) for workspace, today in waiting(now)[:MOST])


def waiting(now: datetime) -> list[tuple[Workspace, date]]:
    """Workspaces whose people have not been mailed on the day that it is there, from 8:00 on."""
    found = []
    for workspace in Workspace.objects.order_by("pk"):
        local = now.astimezone(ZoneInfo(workspace.timezone))
        is_new = workspace.due_mailed_on is None or workspace.due_mailed_on < local.date()
        if is_new and local.time() >= MORNING:
            found.append((workspace, local.date()))
    return found


def settle(workspace: Workspace, today: date) -> int:
    """One workspace's mails; its trouble is not that of the others."""
    try:
        with transaction.atomic():
            return write(workspace, today)
    except Exception:
        log.exception("workspace %s: what is due could not be mailed; it is tried again", workspace.pk)
        return 0


def write(workspace: Workspace, today: date) -> int:
    """Takes the day, if no other worker has, and writes one mail to everybody who has work and wants it."""
    is_before = Q(due_mailed_on=None) | Q(due_mailed_on__lt=today)
    if not Workspace.objects.filter(is_before, pk=workspace.pk).update(due_mailed_on=today):
        return 0
    members, guests = members_who_want_it(workspace), guests_of(workspace)
    digests = {user: digest(today, entries) for user, entries in due_work(workspace, today).items()}
    messages = [
        outbox.message(
            workspace_id=workspace.pk,
            kind="due.digest",
            recipient_id=user,
            payload=payload,
            once=f"due:{user}:{today}",
        )
        for user, payload in digests.items()
        if (user in members and has_work(payload)) or (user in guests and payload["today"])
    ]
    outbox.post_all(messages)
    return len(messages)


def members_who_want_it(workspace: Workspace) -> set[UUID]:
    members = Membership.objects.active().filter(workspace=workspace, user__wants_due_mail=True)
    return set(members.values_list("user_id", flat=True))


def guests_of(workspace: Workspace) -> set[UUID]:
    """Whoever comes by a link has no switch for mails, so they get one only on the day something is due."""
    return set(
        Guest.objects.active(clock.now()).filter(workspace=workspace).values_list("user_id", flat=True)
    )


def digest(today: date, entries: Iterable[Entry]) -> dict[str, Any]:
    """What the mail lists, by when it is due."""
    listed = [(entry.due_on, line(entry)) for entry in entries if entry.due_on]
    return {
        "date": today,
        "overdue": [line for due_on, line in listed if due_on < today],
        "today": [line for due_on, line in listed if due_on == today],
        "soon": [line for due_on, line in listed if today < due_on <= today + SOON],
    }


def line(entry: Entry) -> dict[str, Any]:
    """One entry on one line of a mail."""
    title, detail = (" ".join(normal(words).split()) for words in (entry.title, entry.detail))
    return {"title": title, "detail": detail, "due": entry.due_on, "path": entry.path}


def has_work(payload: dict[str, Any]) -> bool:
    return any(payload[when] for when in ("overdue", "today", "soon"))
