"""What a guest sees of a workspace: the items and findings that are theirs, and nothing else."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from audits.checklists.models import Finding, RunItem
from audits.checklists.models.run import DONE, RunStatus
from audits.inbox.when import due_words
from audits.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Given:
    """An item of a guest as their list shows it."""

    item: RunItem
    due_on: date | None
    when: str
    is_done: bool
    is_late: bool


def items_of(guest: Actor) -> list[Given]:
    """Their items of open runs: what is to do by when it is due, then what is done."""
    rows = RunItem.objects.for_workspace(guest.workspace_id).light().filter(owner=guest.user_id)
    found = [given(guest, item) for item in rows.filter(run__status=RunStatus.OPEN).select_related("run")]
    return sorted(found, key=lambda each: (each.is_done, each.due_on or date.max, each.item.pk))


def given(guest: Actor, item: RunItem) -> Given:
    """Without a date of its own, an item is due with its run."""
    due_on, is_done = item.due_on or item.run.due_on, item.status in DONE
    is_late = not is_done and due_on is not None and due_on < guest.today
    return Given(item, due_on, due_words(due_on, guest.today), is_done, is_late)


def findings_of(guest: Actor) -> list[Finding]:
    """Their findings that somebody still has to do something about."""
    rows = Finding.objects.for_workspace(guest.workspace_id).work().filter(owner=guest.user_id)
    return sorted(rows, key=lambda finding: (finding.due_on or date.max, finding.pk))


def item_of(guest: Actor, key: UUID) -> RunItem:
    """One of their items with its run, else 404."""
    rows = RunItem.objects.for_workspace(guest.workspace_id).filter(owner=guest.user_id)
    found = rows.select_related("run", "saved_by", "owner", "finding").filter(pk=key).first()
    if found is None:
        raise Http404
    return found
