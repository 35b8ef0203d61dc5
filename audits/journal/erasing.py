"""Erasing what events say, where the law asks for it; that they were stays, and the chain with it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audits.journal import actions as journal
from audits.journal.chain import ERASED, is_erased, part_digest
from audits.journal.models import Event
from audits.kit import text
from audits.kit.clean import needed_text
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor


@transaction.atomic
def erase(*, actor: Actor, events: Collection[int], reason: str) -> int:
    """Blanks payload and part of these events for good; answers how many. Raises Denied, Invalid, Blocked."""
    actor.require(roles.ADMINS)
    cleaned = needed_text("reason", reason, _("Say why."), limit=text.LONG)
    rows = list(Event.objects.for_workspace(actor.workspace_id).filter(pk__in=events).order_by("pk"))
    if missing := sorted(set(events) - {row.pk for row in rows}):
        raise Invalid({"events": [_("There is no event %(number)d here.") % {"number": missing[0]}]})
    for row in rows:
        blank(row)
    after: dict[str, Any] = {"events": [row.pk for row in rows], "reason": cleaned}
    part = ", ".join(str(row.pk) for row in rows)
    journal.record(actor, "event.erased", subject=actor.workspace_id, part=part, after=after)
    return len(rows)


def blank(row: Event) -> None:
    """Without the salt nobody can guess what was there; its digest stays for the chain."""
    if is_erased(row) or row.kind == "event.erased":
        raise Blocked(_("Event %(number)d cannot be erased.") % {"number": row.pk})
    kept = {ERASED: part_digest(row)}
    Event.objects.filter(pk=row.pk).update(payload=kept, salt="", part="")
