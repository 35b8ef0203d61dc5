"""A run as its page shows it: groups of items with their counts, and how far it is. No queries, no marks."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from audits.checklists.catalog import check_of
from audits.checklists.looks import LOOKS, Look
from audits.checklists.models import Finding, Run, RunItem
from audits.checklists.models.finding import FindingState, Severity
from audits.checklists.models.run import DONE, UNDONE, ItemStatus
from audits.checklists.rights import may_write
from audits.checklists.views.library_shown import Link, Places
from audits.people.actor import Actor

POINTS = "points"


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the list."""

    item: RunItem
    look: Look
    may_write: bool
    # Days past its due date, while it has no result.
    days_late: int
    # The record of its failure, where one was begun.
    finding: Finding | None
    # Of a list of points: its place in it, and the checks that say more.
    number: int | None
    links: tuple[Link, ...]
    is_open: bool = False

    @property
    def draft(self) -> Finding | None:
        is_draft = self.finding is not None and self.finding.state == FindingState.DRAFT
        return self.finding if is_draft else None


@dataclass(frozen=True)
class Group:
    """The items under one heading."""

    slug: str
    title: str
    rows: Sequence[Row]

    @cached_property
    def done(self) -> int:
        return sum(row.item.status in DONE for row in self.rows)

    @cached_property
    def failed(self) -> int:
        return sum(row.item.status == ItemStatus.FAIL for row in self.rows)

    @cached_property
    def proposed_by(self) -> str:
        """The failed item that all of them were added after."""
        by = {row.item.proposed_by for row in self.rows}
        return by.pop().upper() if len(by) == 1 else ""


@dataclass(frozen=True)
class Board:
    """The whole run."""

    run: Run
    groups: Sequence[Group]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @cached_property
    def total(self) -> int:
        return len(self.rows)

    @cached_property
    def done(self) -> int:
        return sum(group.done for group in self.groups)

    @cached_property
    def unowned(self) -> int:
        return sum(row.item.owner_id is None for row in self.rows)

    @cached_property
    def without_result(self) -> list[Row]:
        return [row for row in self.rows if row.item.status in UNDONE]

    @cached_property
    def failures(self) -> list[Row]:
        """What is to be put right: revenue-relevant ones first, then by severity, then oldest (R098)."""
        failed = [(row.finding, row) for row in self.rows if row.finding and row.finding.is_work]
        return [row for _finding, row in sorted(failed, key=lambda pair: urgency(pair[0]))]

    @cached_property
    def counts(self) -> list[tuple[Look, int]]:
        """How many stand where; "not applicable" only where it was used."""
        found = Counter(row.item.status for row in self.rows)
        hidden = ItemStatus.NOT_APPLICABLE
        return [(look, found[name]) for name, look in LOOKS.items() if found[name] or name != hidden]

    def group(self, slug: str) -> Group:
        return next(group for group in self.groups if group.slug == slug)

    def only(self, slugs: Collection[str]) -> list[Group]:
        """The groups of these items, with them alone."""
        kept = [
            replace(each, rows=[row for row in each.rows if row.item.slug in slugs]) for each in self.groups
        ]
        return [group for group in kept if group.rows]

    def row(self, slug: str) -> Row:
        return next(row for row in self.rows if row.item.slug == slug)


def urgency(finding: Finding) -> tuple[bool, int, int]:
    return not finding.is_revenue, Severity.values.index(finding.severity), finding.number


def has_points(run: Run) -> bool:
    """Whether its list is numbered: the run's checklist is loaded."""
    return run.checklist.kind == POINTS


def items_of(run: Run) -> list[RunItem]:
    """Its items in order with their people and findings, in one query."""
    rows = run.items.all() if has_points(run) else run.items.light()
    return list(rows.select_related("owner", "finding__created_by").in_order())


def board_of(actor: Actor, run: Run, items: Iterable[RunItem], *, opened: Collection[str] = ()) -> Board:
    """The items under their headings; `opened` are the slugs of those whose panel is open."""
    by_group: dict[str, list[Row]] = {group["slug"]: [] for group in run.groups}
    for item in items:
        row = row_of(actor, run, item, is_open=item.slug in opened)
        by_group.setdefault(item.group, []).append(row)
    titles = {group["slug"]: group["title"] for group in run.groups}
    groups = [Group(slug, titles.get(slug, slug), rows) for slug, rows in by_group.items()]
    return Board(run, groups)


def row_of(actor: Actor, run: Run, item: RunItem, *, is_open: bool = False) -> Row:
    check = check_of(item.document) if has_points(run) else None
    return Row(
        item=item,
        look=LOOKS[item.status],
        may_write=run.is_open and may_write(actor, item),
        days_late=days_late(run, item, actor.today),
        finding=getattr(item, "finding", None),
        number=check.number if check else None,
        links=Places(actor.workspace_slug).links(check.links) if check else (),
        is_open=is_open,
    )


def days_late(run: Run, item: RunItem, today: date) -> int:
    if item.due_on is None or item.status in DONE or not run.is_open:
        return 0
    return max(0, (today - item.due_on).days)
