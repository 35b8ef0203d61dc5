"""Putting up a run: its items copied from a checklist and from a vendor's commitments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from audits.checklists.actions.numbers import next_number
from audits.checklists.catalog import check_of, checklist_of
from audits.checklists.document import Check, Checklist
from audits.checklists.models import ChecklistVersion, Run, RunConnector, RunItem
from audits.checklists.models.run import RunKind
from audits.checklists.promised import check_of_commitment
from audits.commitments.models import Commitment
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit.ids import uuid7
from audits.people import roles
from audits.people.models import Membership

ACCEPTANCE = "acceptance"
KNOWN_GAPS = "known-gaps"
KINDS = {
    "triage": RunKind.TRIAGE,
    "incident": RunKind.INCIDENT,
    "acceptance": RunKind.ACCEPTANCE,
}
KINDS_BY_SLUG = {"monthly-light": RunKind.MONTHLY, "quarterly-deep": RunKind.QUARTERLY}


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that a run is put up from, checked already."""

    workspace_id: UUID
    # Nobody when a schedule starts it.
    by_id: UUID | None
    by_name: str
    version: ChecklistVersion
    title: str
    kind: str = ""
    due_on: date | None = None
    owner_id: UUID | None = None
    vendor_id: UUID | None = None
    connectors: Sequence[UUID] = ()
    # Groups of the checklist to run; None for all.
    groups: frozenset[str] | None = None
    commitments: Sequence[Commitment] = ()
    # The run that this one follows: its owners are taken over, item by item.
    after: Run | None = None


@dataclass(slots=True)
class Sheet:
    """The items of a run in the making."""

    order: Order
    run: Run
    rows: list[RunItem] = field(default_factory=list)
    owners: dict[str, UUID | None] = field(default_factory=dict)

    def add(self, check: Check, group: str, **more: Any) -> None:
        owner = self.owners.get(check.slug) or self.order.owner_id
        self.rows.append(new_item(self.run, check, group, len(self.rows), owner_id=owner, **more))


def put_up(order: Order, operation: str = "") -> Run:
    """Writes the run with its items, connectors, event and the word to its owner; inside a transaction."""
    run = new_run(order)
    sheet = filled(Sheet(order, run))
    run.save(force_insert=True)
    RunItem.objects.bulk_create(sheet.rows)
    RunConnector.objects.bulk_create(
        RunConnector(workspace_id=order.workspace_id, run_id=run.pk, connector_id=key)
        for key in order.connectors
    )
    journal.note(
        order.workspace_id,
        order.by_id,
        "run.started",
        subject=run.pk,
        after={
            "title": run.title,
            "checklist": str(order.version),
            "items": len(sheet.rows),
            "due_on": order.due_on,
        },
        operation=operation,
    )
    if order.owner_id and order.owner_id != order.by_id:
        run.refresh_from_db(fields=["number"])
        tell_owner_of(run, by=order.by_name)
    return run


def new_run(order: Order) -> Run:
    """The run's row, unsaved, with the workspace's next number."""
    document = checklist_of(order.version.pk)
    minutes = document.minutes or (None, None)
    return Run(
        workspace_id=order.workspace_id,
        number=next_number(Run, order.workspace_id),
        title=order.title,
        kind=order.kind or kind_of(document),
        checklist_id=order.version.pk,
        vendor_id=order.vendor_id,
        owner_id=order.owner_id,
        due_on=order.due_on,
        planned_minutes=minutes[0],
        longest_minutes=minutes[1],
        predecessor_id=order.after.pk if order.after else None,
        created_by_id=order.by_id,
    )


def kind_of(document: Checklist) -> str:
    return KINDS_BY_SLUG.get(document.slug) or KINDS.get(document.kind, RunKind.AUDIT)


def filled(sheet: Sheet) -> Sheet:
    """Its headings and items: promises and gaps first, then the checklist's, then added ones."""
    order, document = sheet.order, checklist_of(sheet.order.version.pk)
    headings = {ACCEPTANCE: _("Promised by the vendor"), KNOWN_GAPS: _("Gaps known before")}
    headings |= {group.slug: group.title for group in document.groups}
    before = predecessors(order)
    sheet.owners = {item.slug: owner_still(item) for item in before}
    for commitment in order.commitments:
        group = KNOWN_GAPS if commitment.is_gap else ACCEPTANCE
        sheet.add(check_of_commitment(commitment), group, commitment_id=commitment.pk)
    for check in chosen(document, order.groups):
        sheet.add(check, check.group)
    for item in added_to(order, before, {row.slug for row in sheet.rows}):
        headings.setdefault(item.group, heading_of(order, item.group))
        sheet.add(check_of(item.document), item.group)
    used = {row.group for row in sheet.rows}
    sheet.run.groups = [{"slug": slug, "title": title} for slug, title in headings.items() if slug in used]
    return sheet


def chosen(document: Checklist, groups: frozenset[str] | None) -> Iterator[Check]:
    return (check for check in document.checks if groups is None or check.group in groups)


def predecessors(order: Order) -> list[RunItem]:
    """Last time's items, each with whether its owner may still own something here."""
    if order.after is None:
        return []
    members = Membership.objects.active().filter(workspace=order.workspace_id, role__in=roles.WRITES_OWN)
    rows = order.after.items.in_order().annotate(is_owned=Exists(members.filter(user=OuterRef("owner"))))
    return list(rows.only("slug", "group", "document", "owner_id", "commitment_id", "run_id"))


def owner_still(item: RunItem) -> UUID | None:
    """Who had the item last time; what somebody left falls to the run's owner."""
    return item.owner_id if getattr(item, "is_owned", False) else None


def added_to(order: Order, before: Sequence[RunItem], taken: set[str]) -> Iterator[RunItem]:
    """What somebody added to the run before: neither from its checklist nor a promise."""
    if order.after is None:
        return
    known = checklist_of(order.after.checklist_id).by_slug
    for item in before:
        if item.commitment_id is None and item.slug not in known and item.slug not in taken:
            yield item


def heading_of(order: Order, group: str) -> str:
    """What the run before called a group."""
    groups = order.after.groups if order.after else []
    return next((str(each["title"]) for each in groups if each["slug"] == group), group)


def new_item(run: Run, check: Check, group: str, position: int, **more: Any) -> RunItem:
    """An unsaved item that carries its check whole, so that a later edit rewrites nothing."""
    return RunItem(
        id=uuid7(),
        workspace_id=run.workspace_id,
        run=run,
        slug=check.slug,
        position=position,
        group=group,
        title=check.title,
        expects=check.expects or "",
        document=check.model_dump_json(exclude_defaults=True),
        due_on=run.due_on,
        **more,
    )


def tell_owner_of(run: Run, *, by: str) -> None:
    """Word to the run's owner that it is theirs."""
    if run.owner_id is None:
        return
    outbox.post(
        workspace_id=run.workspace_id,
        kind="run.assigned",
        recipient_id=run.owner_id,
        payload={
            "run": {"id": str(run.pk), "code": run.code, "title": run.title},
            "by": by,
            "due": run.due_on,
        },
    )
