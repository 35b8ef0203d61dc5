"""Where the stories of this half play: the people, the day, and what has come of them so far."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from audits.checklists.models import Finding, Run, RunItem
from audits.commitments.models import Commitment
from audits.connectors.models import Connector
from audits.operations.demo.people import Cast
from audits.people.actor import Actor
from audits.vendors.models import Vendor


@dataclass
class Stage:
    """Finds rows by the names that the files give them."""

    people: Cast
    today: date
    runs: dict[str, UUID] = field(default_factory=dict)
    schedules: dict[str, UUID] = field(default_factory=dict)

    def person(self, first: str) -> UUID | None:
        return self.people[first].user_id if first else None

    def day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    def connector(self, actor: Actor, name: str) -> UUID:
        return Connector.objects.for_workspace(actor.workspace_id).get(name=name).pk

    def connectors(self, actor: Actor, names: list[str]) -> list[UUID]:
        return [self.connector(actor, name) for name in names]

    def vendor(self, actor: Actor, name: str) -> Vendor:
        return Vendor.objects.for_workspace(actor.workspace_id).get(name=name)

    def commitment(self, actor: Actor, vendor: str, code: str) -> Commitment:
        rows = Commitment.objects.filter(vendor=self.vendor(actor, vendor))
        return next(row for row in rows if row.code == code)

    def run(self, name: str) -> Run:
        """As it stands now, of the name of its file."""
        return Run.objects.get(pk=self.runs[name])

    def item(self, run: str, slug: str) -> RunItem:
        return RunItem.objects.select_related("run").get(run=self.runs[run], slug=slug)

    def finding(self, run: str, slug: str) -> Finding:
        return Finding.objects.get(run=self.runs[run], check_slug=slug)
