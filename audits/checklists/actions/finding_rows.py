"""A finding's row: made with its number, saved by compare-and-swap, told of in the journal."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from audits.checklists.actions.failure import require_whole
from audits.checklists.actions.numbers import next_number
from audits.checklists.models import Finding, RunItem
from audits.checklists.models.finding import WORK, FindingState
from audits.connectors.models import Connector
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.refusals import Conflict
from audits.people.actor import Actor
from audits.people.models import User

HIDDEN = {"resolved_by_id", "accepted_by_id", "resolved_at"}
"""Columns that the event tells already by itself: who, and when."""


def finding_of(item: RunItem) -> Finding | None:
    rows = Finding.objects.select_related("saved_by", "owner")
    return rows.filter(item_id=item.pk).first()


def fresh(finding: Finding) -> Finding:
    return Finding.objects.select_related("saved_by", "owner", "item__run").get(pk=finding.pk)


def outcome(finding: Finding) -> dict[str, Any]:
    """What a save of a finding answers."""
    return {
        "id": str(finding.pk),
        "code": finding.code,
        "version": finding.version,
        "state": finding.state,
        "saved_at": finding.saved_at,
    }


def new_finding(actor: Actor, item: RunItem, values: Mapping[str, Any]) -> Finding:
    """A draft of the item's failure with its number; earlier failures of the same check are linked."""
    run = item.run
    finding = Finding(
        workspace_id=run.workspace_id,
        number=next_number(Finding, run.workspace_id),
        title=item.title,
        run_id=run.pk,
        item_id=item.pk,
        check_slug=item.slug,
        vendor_id=run.vendor_id,
        owner_id=item.owner_id,
        created_by_id=actor.user_id,
        saved_by_id=actor.user_id,
        version=1,
    )
    assign(finding, values)
    if finding.state != FindingState.DRAFT:
        require_whole(finding)
    finding.recurs = earlier(finding)
    finding.save(force_insert=True)
    finding.refresh_from_db(fields=["number"])
    return finding


def assign(finding: Finding, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        # A title that was emptied falls back to the check's.
        if name != "title" or value:
            setattr(finding, name, value)


def earlier(finding: Finding) -> Finding | None:
    """The latest failure of the same check for the same vendor and connector, which this one repeats."""
    rows = Finding.objects.for_workspace(finding.workspace_id).filter(
        check_slug=finding.check_slug, vendor=finding.vendor_id
    )
    if finding.connector_id:
        rows = rows.filter(Q(connector_id=finding.connector_id) | Q(connector=None))
    return rows.exclude(pk=finding.pk).exclude(state=FindingState.DRAFT).order_by("-number").first()


def write(
    actor: Actor,
    finding: Finding,
    values: Mapping[str, Any],
    *,
    version: int | None,
    kind: str,
    operation: str = "",
    reason: str = "",
) -> None:
    """Compare-and-swap of a finding with its event; a record that stands must stay whole."""
    before = told(finding, values)
    if version is not None and version != finding.version:
        words = _("%(name)s changed this finding in the meantime.") % {"name": finding.saved_by}
        raise Conflict(words, yours=plain(values), theirs=before, version=finding.version)
    assign(finding, values)
    if finding.state != FindingState.DRAFT:
        require_whole(finding)
    swap(actor, finding, values)
    after = told(finding, values) | ({"reason": reason} if reason else {})
    journal.record(
        actor,
        kind,
        subject=finding.pk,
        before=before,
        after=after,
        operation=operation,
        version=finding.version,
    )


def swap(actor: Actor, finding: Finding, values: Mapping[str, Any]) -> None:
    """Saves the fields if the row is still the one that was read."""
    seen = finding.version
    finding.version, finding.saved_at, finding.saved_by_id = seen + 1, clock.now(), actor.user_id
    names = [*values, "version", "saved_at", "saved_by_id"]
    rows = Finding.objects.filter(pk=finding.pk, version=seen)
    if not rows.update(**{name: getattr(finding, name) for name in names}):
        words = _("Somebody changed this finding in the same moment. Look again, then save.")
        raise Conflict(words, yours=plain(values), theirs={}, version=seen + 1)


def told(finding: Finding, names: Iterable[str]) -> dict[str, Any]:
    """Those fields of a finding as the journal tells them: people and connectors by name."""
    found = {name: getattr(finding, name) for name in names if name not in HIDDEN}
    if "owner_id" in found:
        owner = User.objects.filter(pk=found.pop("owner_id")).first()
        found["owner"] = str(owner) if owner else ""
    if "connector_id" in found:
        connector = Connector.objects.filter(pk=found.pop("connector_id")).first()
        found["connector"] = str(connector) if connector else ""
    return found


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in HIDDEN}


def tell_new_owner(actor: Actor, finding: Finding, *, before: UUID | None) -> None:
    """Word to somebody who was given a finding by another person."""
    if finding.owner_id is None or finding.owner_id in (before, actor.user_id):
        return
    if finding.state == FindingState.DRAFT:
        return
    outbox.post(
        workspace_id=finding.workspace_id,
        kind="finding.assigned",
        recipient_id=finding.owner_id,
        payload={
            "finding": {"id": str(finding.pk), "code": finding.code, "title": finding.title},
            "by": actor.name,
            "due": finding.due_on,
        },
    )


def recount(connectors: list[UUID | None]) -> None:
    """How many findings of these connectors are work, told to the inventory."""
    keys = [key for key in connectors if key]
    if not keys:
        return
    work = Finding.objects.filter(connector=OuterRef("pk"), state__in=WORK).order_by()
    counted = work.values("connector").annotate(total=Count("pk")).values("total")
    Connector.objects.filter(pk__in=keys).update(open_findings=Coalesce(Subquery(counted), 0))
