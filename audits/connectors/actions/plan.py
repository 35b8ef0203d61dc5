"""What each row of a spreadsheet would do to the inventory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from django.utils.translation import gettext as _

from audits.connectors.models import Connector
from audits.connectors.table import BY_FIELD, COLUMNS
from audits.connectors.values import Cleaner, ConnectorValues, cleaners, each, owner_of, typed
from audits.kit import text
from audits.kit.mask import masked
from audits.kit.refusals import Invalid
from audits.kit.sheets import Line
from audits.people.actor import Actor
from audits.people.models import User
from audits.vendors.models import Vendor

KEPT_WHEN_EMPTY = ("system", "integration_type", "environment")


@dataclass(frozen=True, slots=True)
class Step:
    """What one row would do."""

    number: int
    name: str
    connector: Connector | None = None
    # Database values that differ from what stands there; of a new connector all of them.
    changed: Mapping[str, Any] = field(default_factory=dict)
    # By heading what is wrong.
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.errors:
            return "error"
        if self.connector is None:
            return "new"
        return "changed" if self.changed else "unchanged"

    @property
    def mark(self) -> str:
        """The connector that the row found and its `change`: an import goes by what its preview showed."""
        return f"{self.connector.pk}:{self.connector.change}" if self.connector else ""

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Heading, before and after, as cells in the order of the columns."""
        found = []
        for column in COLUMNS:
            before = column.cell(self.connector) if self.connector else ""
            after = column.write(self.changed[column.field]) if column.field in self.changed else before
            if before != after:
                found.append((column.heading, before, after))
        return found


class Inventory:
    """What stands there, read once for all rows."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.connectors: dict[str, Connector] = {}
        for connector in Connector.objects.for_workspace(actor.workspace_id).current().with_parents():
            self.connectors[connector.name] = connector
            self.connectors.setdefault(connector.name.lower(), connector)
        vendors = list(Vendor.objects.for_workspace(actor.workspace_id).current())
        self.vendors = {vendor.name.lower(): vendor for vendor in vendors}
        self.shared_names = Counter(vendor.name.lower() for vendor in vendors)
        self.owners: dict[str, User | None] = {}

    def step(self, line: Line) -> Step:
        """What a row would do, or all that is wrong with it."""
        name = name_in(line)
        connector = self.connectors.get(name) or self.connectors.get(name.lower())
        given = given_in(line, connector)
        try:
            cleaned = each(typed(given, connector), self.by_field(connector))
        except Invalid as refusal:
            wrong = {BY_FIELD[name].heading: " ".join(said) for name, said in refusal.fields.items()}
            return Step(line.number, name, connector, errors=wrong)
        if connector is not None:
            cleaned = {name: value for name, value in cleaned.items() if value != getattr(connector, name)}
        return Step(line.number, name, connector, cleaned)

    def by_field(self, connector: Connector | None) -> dict[str, Cleaner]:
        """How each cell becomes a value: read as its column says, then cleaned as ever."""
        own = cleaners(self.actor) | {
            "owner": partial(self.owner, connector),
            "vendor": partial(self.vendor, connector),
        }
        return {
            column.field: partial(read_and_clean, column.read, own[column.field])
            for column in COLUMNS
            if column.read is not None
        }

    def owner(self, connector: Connector | None, email: str) -> User | None:
        """As by hand; asked once for each address, whoever owns the connector now aside."""
        present = connector.owner if connector else None
        key = email.strip().lower()
        if present and key == present.email:
            return present
        if key not in self.owners:
            self.owners[key] = owner_of(self.actor, None, key)
        return self.owners[key]

    def vendor(self, connector: Connector | None, name: str) -> Vendor | None:
        """The vendor of that name; with several of one name, the one that is chosen already."""
        key = name.strip().lower()
        present = connector.vendor if connector else None
        if not key or (present and present.name.lower() == key):
            return present if key else None
        if self.shared_names[key] > 1:
            message = _("%(count)d vendors have this name; choose one on the connector's page.")
            raise Invalid({"vendor": [message % {"count": self.shared_names[key]}]})
        if key not in self.vendors:
            raise Invalid({"vendor": [_("There is no vendor of this name.")]})
        return self.vendors[key]


def name_in(line: Line) -> str:
    """A row's name as it would be stored, which is how it is found again."""
    return masked(text.normal(line.cells["name"]))


def read_and_clean(read: Any, clean: Cleaner, cell: str) -> Any:
    return clean(read(cell))


def given_in(line: Line, connector: Connector | None) -> ConnectorValues:
    """A row's cells by field. An empty cell empties its field, but for those that cannot be empty."""
    given: dict[str, Any] = {}
    for column in COLUMNS:
        cell = line.cells.get(column.heading)
        is_kept = column.field in KEPT_WHEN_EMPTY and not (cell or "").strip()
        if column.read is not None and cell is not None and not is_kept:
            given[column.field] = cell
    # A new one needs its system; `clean` says so.
    return cast(ConnectorValues, given if connector else {"system": "", **given})


def plan(actor: Actor, lines: Sequence[Line]) -> list[Step]:
    """What each row would do to the inventory as it stands."""
    inventory = Inventory(actor)
    steps = [inventory.step(line) for line in lines]
    rows_of: dict[str, list[int]] = {}
    for step in steps:
        rows_of.setdefault(step.name.lower(), []).append(step.number)
    return [repeated(step, rows_of[step.name.lower()]) for step in steps]


def repeated(step: Step, rows: Sequence[int]) -> Step:
    """A step whose name stands in other rows too is an error: which is meant, nobody can tell."""
    if not step.name or len(rows) == 1:
        return step
    others = ", ".join(str(number) for number in rows if number != step.number)
    wrong = {**step.errors, "name": _("Row %(rows)s has the same name.") % {"rows": others}}
    return Step(step.number, step.name, step.connector, errors=wrong)
