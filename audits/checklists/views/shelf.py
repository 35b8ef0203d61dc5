"""The checklists a workspace may use, as the list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from audits.checklists import library
from audits.checklists.catalog import read
from audits.checklists.document import Check, Checklist
from audits.checklists.models import ChecklistVersion, Draft
from audits.checklists.wording import CHECKLIST_KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """A checklist in its newest version."""

    version: ChecklistVersion
    checklist: Checklist


@dataclass(slots=True)
class Shelf:
    """Everything that is listed: built-in ones by kind, then the workspace's own."""

    built_in: dict[str, list[Entry]] = field(default_factory=dict)
    own: list[Entry] = field(default_factory=list)
    archived: list[Entry] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    """Own checklists that are not published yet."""


def shelf_of(workspace_id: UUID) -> Shelf:
    """Two queries, however many checklists there are."""
    shelf = Shelf()
    for entry in entries(workspace_id):
        if entry.version.workspace_id is None:
            shelf.built_in.setdefault(str(CHECKLIST_KINDS[entry.checklist.kind]), []).append(entry)
        else:
            (shelf.archived if entry.version.archived_at else shelf.own).append(entry)
    published = {entry.version.slug for entry in (*shelf.own, *shelf.archived)}
    drafts = (
        Draft.objects.filter(workspace_id=workspace_id).select_related("saved_by").order_by("title", "pk")
    )
    shelf.drafts = [draft for draft in drafts.defer("document") if draft.slug not in published]
    return shelf


def entries(workspace_id: UUID) -> list[Entry]:
    """The newest versions: built-in ones as the library offers them, own ones by title."""
    order = {checklist.slug: place for place, checklist in enumerate(library.checklists())}
    found = ChecklistVersion.objects.newest_in(workspace_id).order_by("title", "pk")
    rows = sorted(found, key=lambda version: (version.workspace_id is not None, order.get(version.slug, -1)))
    return [Entry(version, read(version.document)) for version in rows]


def own_checks(found: Iterable[Entry]) -> list[tuple[Entry, Check]]:
    """The checks that a workspace has written or changed, in its current checklists."""
    return [
        (entry, check)
        for entry in found
        if entry.version.workspace_id is not None and entry.version.archived_at is None
        for check in entry.checklist.checks
        if check.adapted or check.slug not in library.checks()
    ]
