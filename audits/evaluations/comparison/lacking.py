"""The gaps of candidates as they stand today, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from audits.evaluations.comparison.registers import GapView
from audits.evaluations.models import Gap
from audits.frameworks.catalog import Catalog
from audits.kit import clock


def gap_views(candidates: Iterable[UUID], catalog: Catalog) -> dict[UUID, list[GapView]]:
    """Open and closed ones by number; what day it is, the workspace's zone says."""
    found: dict[UUID, list[GapView]] = defaultdict(list)
    rows = Gap.objects.filter(candidate__in=candidates).order_by("number")
    for row in rows.select_related("workspace", "owner", "created_by", "closed_by"):
        found[row.candidate_id].append(gap_view(row, catalog))
    return found


def gap_view(row: Gap, catalog: Catalog) -> GapView:
    today = clock.now().astimezone(ZoneInfo(row.workspace.timezone)).date()
    return GapView(
        id=row.pk,
        code=row.code,
        dimension=catalog.dimension_slugs[row.dimension_id],
        title=row.title,
        workflow=row.workflow,
        owner=str(row.owner) if row.owner else "",
        ruling=row.ruling,
        reason=row.reason,
        mitigation=row.mitigation,
        vendor_on=row.vendor_on,
        expires_on=row.expires_on,
        is_lapsed=row.is_lapsed(today),
        opened_by=str(row.created_by),
        opened_at=row.created_at,
        closed_by=str(row.closed_by) if row.closed_by else "",
        closed_at=row.closed_at,
        closing=row.closing,
        version=row.version,
    )
