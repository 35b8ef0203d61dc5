"""What somebody brought to an end lately."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Value

from audits.checklists.models import Finding, RunItem
from audits.checklists.models.run import DONE

DAYS = 7
RESOLVED = "resolved"


def closed_lately(workspace_id: UUID, of: UUID | None, now: datetime) -> dict[str, int]:
    """How many items got each result and how many findings were resolved, by one person or by all."""
    since = now - timedelta(days=DAYS)
    items = RunItem.objects.for_workspace(workspace_id).filter(saved_at__gte=since, status__in=DONE)
    findings = Finding.objects.for_workspace(workspace_id).filter(resolved_at__gte=since)
    if of:
        items, findings = items.filter(saved_by_id=of), findings.filter(resolved_by_id=of)
    named = findings.annotate(what=Value(RESOLVED))
    counted = items.order_by().values_list("status").annotate(total=Count("pk"))
    resolved = named.order_by().values_list("what").annotate(total=Count("pk"))
    return dict(counted.union(resolved, all=True))
