"""What is due, told to whoever reminds people of it."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from audits.inbox.entries import Entry, ordered, sources
from audits.people.models import Workspace
from audits.people.work import Work

__all__ = ["Entry", "due_work"]
SOON = timedelta(days=7)


def due_work(workspace: Workspace, today: date) -> dict[UUID, list[Entry]]:
    """Everybody's work that is overdue, due today or within seven days, the longest overdue first."""
    parts = [part.filter(work_due_on__lte=today + SOON) for part in sources(workspace.pk, None, today)]
    due: dict[UUID, list[Entry]] = defaultdict(list)
    for row in ordered(parts):
        work = Work(*row)
        due[work.owner].append(Entry.of(work, workspace.slug))
    return dict(due)
