"""What an open item shows: its check, its fields, the record of its failure and what comes next."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef

from audits.checklists import library
from audits.checklists.catalog import check_of
from audits.checklists.document import Check
from audits.checklists.forms.failure import FailureForm
from audits.checklists.forms.items import ItemForm, RecordForm
from audits.checklists.hops import HopRows, failed_in, hops_of
from audits.checklists.measures import failing_in
from audits.checklists.models import PausedAutomation, Run, RunConnector, RunItem
from audits.checklists.models.run import ItemStatus
from audits.checklists.views.board import Row, row_of
from audits.checklists.views.library_shown import Places, Shown, shown
from audits.checklists.views.shown import Held, held
from audits.commitments.citing import Citation, citation
from audits.connectors.models import Connector, IntegrationType
from audits.people.actor import Actor
from audits.people.owners import owner_choices, with_present

MOST_PLACES = 8
RESULTS = (ItemStatus.PASS, ItemStatus.FAIL, ItemStatus.BLOCKED, ItemStatus.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Inventory:
    """The workspace's connectors as an item needs them."""

    every: Sequence[Connector]
    of_run: Sequence[Connector]

    @property
    def nearest(self) -> Sequence[Connector]:
        """The run's own, or all of them when it has none."""
        return self.of_run or self.every

    @property
    def types(self) -> set[str]:
        return {connector.integration_type for connector in self.every}

    @property
    def systems(self) -> list[str]:
        """The names of the systems that they connect, each once."""
        return list(dict.fromkeys(connector.system for connector in self.nearest))

    def places(self, check: Check) -> list[Connector]:
        """Whose status page or console the check needs."""
        fitting = [each for each in self.nearest if not check.types or each.integration_type in check.types]
        return [each for each in fitting if links_of(each, check)][:MOST_PLACES]


def links_of(connector: Connector, check: Check) -> bool:
    addresses = {"status": connector.status_url, "console": connector.console_url}
    return any(addresses[use] for use in check.uses)


def inventory_of(run: Run) -> Inventory:
    of_run = RunConnector.objects.filter(run=run, connector=OuterRef("pk"))
    rows = Connector.objects.for_workspace(run.workspace_id).annotate(is_of_run=Exists(of_run)).by_name()
    found = list(rows)
    current = [each for each in found if each.archived_at is None]
    return Inventory(current, [each for each in found if getattr(each, "is_of_run", False)])


@dataclass(frozen=True, slots=True)
class Opened:
    """An item with everything that its panel needs."""

    row: Row
    check: Check
    said: Shown
    # The promise that it tests, as the demo recorded it.
    citation: Citation | None
    # The result that is chosen in the panel, saved or not yet.
    chosen: str
    fields: ItemForm
    record: RecordForm
    hops: list[HopRows]
    failed_hops: int
    failing_measures: int
    # Asked for only where they are shown.
    places: Callable[[], list[Connector]]
    systems: Callable[[], list[str]]
    failure: FailureForm | None
    after: "After | None"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A check of the library that the failed one points to."""

    check: Check
    is_fitting: bool


@dataclass(frozen=True, slots=True)
class After:
    """What a failure leads to: checks to go on with, and automations to put on hold."""

    proposals: Sequence[Proposal]
    checklists: Sequence[tuple[str, str]]
    asks_to_pause: bool
    paused: Sequence[Held]
    connectors: Callable[[], Sequence[Connector]]
    form_key: UUID = field(default_factory=uuid4)

    @property
    def strange(self) -> list[Proposal]:
        """About integrations that nobody here has."""
        return [proposal for proposal in self.proposals if not proposal.is_fitting]


class Opening:
    """Collects what is shown of one item; `asked` is a result that was chosen but not saved.

    `known` are the slugs of its run's items, where they are at hand.
    """

    def __init__(
        self, actor: Actor, item: RunItem, *, asked: str = "", known: Collection[str] | None = None
    ) -> None:
        self.actor, self.item, self.run = actor, item, item.run
        self.check = check_of(item.document)
        self.chosen = chosen_in(item, asked)
        self.known = known

    @cached_property
    def inventory(self) -> Inventory:
        return inventory_of(self.run)

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        return owner_choices(self.actor, guests=True)

    def fields(self, *sent: Any) -> ItemForm:
        return ItemForm(*sent, item=self.item, owners=lambda: with_present(self.owners, self.item.owner))

    def record(self, *sent: Any) -> RecordForm:
        return RecordForm(*sent, item=self.item)

    def failure(self, *sent: Any) -> FailureForm:
        return FailureForm(
            *sent,
            item=self.item,
            owners=lambda: self.owners,
            connectors=lambda: self.inventory.nearest,
        )

    def hops(self, *, more: str = "") -> list[HopRows]:
        return hops_of(self.check, self.item.record, more=more)

    def shown(self, given: Mapping[str, Any] = MappingProxyType({}), *, more: str = "") -> Opened:
        """`given` are forms that were sent: they hold what was typed."""
        is_failing = self.chosen == ItemStatus.FAIL
        row = row_of(self.actor, self.run, self.item, is_open=True)
        opened = Opened(
            row=row,
            check=self.check,
            said=shown(Places(self.actor.workspace_slug), self.check),
            citation=citation(self.item.commitment) if self.item.commitment else None,
            chosen=self.chosen,
            fields=given.get("fields") or self.fields(),
            record=given.get("record") or self.record(),
            hops=self.hops(more=more),
            failed_hops=failed_in(self.check, self.item.record),
            failing_measures=failing_in(self.check, self.item.record),
            places=lambda: self.inventory.places(self.check),
            systems=lambda: self.inventory.systems,
            failure=given.get("failure") or (self.failure() if is_failing else None),
            after=self.after(),
        )
        return opened if row.may_write else locked(opened)

    def after(self) -> After | None:
        if self.item.status != ItemStatus.FAIL:
            return None
        proposals = self.proposals() if self.run.is_open else []
        return After(
            proposals=proposals,
            checklists=checklists_of(self.run, proposals),
            asks_to_pause=self.check.pauses,
            paused=self.paused() if self.check.pauses else [],
            connectors=lambda: self.inventory.nearest,
        )

    def paused(self) -> list[Held]:
        """The automations that were put on hold because of it, the latest first."""
        rows = PausedAutomation.objects.on_hold().filter(item=self.item).with_parts()
        return held(self.actor, rows.order_by("-pk"))

    def proposals(self) -> list[Proposal]:
        """What is not in the run yet, fitting ones first."""
        if not self.check.proposes:
            return []
        known = self.known or set(self.run.items.values_list("slug", flat=True))
        checks = [library.checks().get(slug) for slug in self.check.proposes if slug not in known]
        found = [self.proposal(check) for check in checks if check]
        return sorted(found, key=lambda proposal: not proposal.is_fitting)

    def proposal(self, check: Check) -> Proposal:
        is_fitting = not check.types or bool(self.inventory.types.intersection(check.types))
        return Proposal(check, is_fitting)


def locked(opened: Opened) -> Opened:
    """As a reader sees it."""
    for form in (opened.fields, opened.record, opened.failure):
        if form is not None:
            form.lock()
    return opened


def checklists_of(run: Run, proposals: Sequence[Proposal]) -> list[tuple[str, str]]:
    """The checklists of the integration types concerned, to start one of its own instead."""
    kinds = dict.fromkeys(kind for each in proposals if each.is_fitting for kind in each.check.types)
    return [(kind, str(IntegrationType(kind).label)) for kind in kinds]


def chosen_in(item: RunItem, asked: str) -> str:
    """The result the panel opens with: the one asked for, else the saved one, else that of a draft."""
    if asked in RESULTS:
        return asked
    row = getattr(item, "finding", None)
    has_draft = row is not None and row.state == "draft" and item.status in ("todo", "doing")
    return ItemStatus.FAIL if has_draft else item.status
