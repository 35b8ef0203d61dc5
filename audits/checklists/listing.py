"""The list of runs, newest first, paged by key."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from audits.checklists.models import Run, RunItem
from audits.checklists.models.run import RunQuerySet
from audits.kit.ids import key_of
from audits.people.actor import Actor

SHOWS = ("open", "mine", "finished")


class Listing:
    """Which runs were asked for; what is not understood is as if not asked."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.show = asked["show"] if asked.get("show") in SHOWS else "open"
        self.after = key_of(asked.get("after", ""))


def runs_asked_for(actor: Actor, asked: Listing) -> RunQuerySet:
    rows = Run.objects.for_workspace(actor.workspace_id).order_by("-pk")
    rows = rows.over() if asked.show == "finished" else rows.open()
    if asked.show == "mine":
        rows = rows.filter(is_of(actor.user_id))
    if asked.after:
        rows = rows.filter(pk__lt=asked.after)
    parents = rows.select_related("checklist", "vendor", "owner", "withdrawn_by").defer("checklist__document")
    return parents.with_progress()


def is_of(user_id: UUID) -> Q:
    """The run is theirs, or one of its items is."""
    items = RunItem.objects.filter(run=OuterRef("pk"), owner_id=user_id)
    return Q(owner_id=user_id) | Q(Exists(items))
