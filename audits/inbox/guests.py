"""What a guest sees of a workspace: the items and findings that are theirs, and nothing else."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404

from audits.checklists.looks import LOOKS, Look
from audits.checklists.models import Finding, RunConnector, RunItem
from audits.checklists.models.finding import FindingState
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
    look: Look


def items_of(guest: Actor) -> list[Given]:
    """Their items of open runs: what is to do by when it is due, then what is done."""
    rows = RunItem.objects.for_workspace(guest.workspace_id).light().filter(owner=guest.user_id)
    found = [given(guest, item) for item in rows.filter(run__status=RunStatus.OPEN).select_related("run")]
    return sorted(found, key=lambda each: (each.is_done, each.due_on or date.max, each.item.pk))


def given(guest: Actor, item: RunItem) -> Given:
    """Without a date of its own, an item is due with its run."""
    due_on, is_done = item.due_on or item.run.due_on, item.status in DONE
    is_late = not is_done and due_on is not None and due_on < guest.today
    return Given(item, due_on, due_words(due_on, guest.today), is_done, is_late, LOOKS[item.status])


def findings_of(guest: Actor) -> list[Finding]:
    """Their findings that are open."""
    rows = Finding.objects.for_workspace(guest.workspace_id).filter(owner=guest.user_id)
    rows = rows.filter(state=FindingState.OPEN)
    return sorted(rows, key=lambda finding: (finding.due_on or date.max, finding.pk))


def item_of(guest: Actor, key: UUID) -> RunItem:
    """One of their items with its run, else 404."""
    rows = RunItem.objects.for_workspace(guest.workspace_id).filter(owner=guest.user_id)
    return get_object_or_404(rows.select_related("run", "saved_by", "commitment", "finding"), pk=key)


def finding_of(guest: Actor, key: UUID) -> Finding:
    """One of their findings, else 404; a draft is written on its item's page."""
    rows = Finding.objects.for_workspace(guest.workspace_id).filter(owner=guest.user_id)
    return get_object_or_404(rows.exclude(state=FindingState.DRAFT), pk=key)


def only_connector(item: RunItem) -> dict[str, UUID]:
    """The connector that a failure is put down to when its run looks at one alone."""
    keys = list(RunConnector.objects.filter(run=item.run_id).values_list("connector_id", flat=True)[:2])
    return {"connector": keys[0]} if len(keys) == 1 else {}
