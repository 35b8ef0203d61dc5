"""What a workspace's schedules may be made of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from audits.checklists.models import ChecklistVersion, Schedule
from audits.connectors.models import Connector, ConnectorQuerySet
from audits.people.actor import Actor
from audits.people.owners import Choice, owner_choices
from audits.vendors.models import Vendor, VendorQuerySet


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices of the fields; several forms of one page share them."""

    checklist: list[Choice]
    owner: list[Choice]
    vendor: list[Choice]
    connectors: list[Choice]
    zone: str
    today: date

    @classmethod
    def to(cls, actor: Actor, schedule: Schedule | None = None) -> "Offer":
        vendors = Vendor.objects.for_workspace(actor.workspace_id).by_name()
        chosen = schedule.vendor_id if schedule else None
        connectors = Connector.objects.for_workspace(actor.workspace_id).current().by_name()
        return cls(
            checklist=checklist_choices(actor),
            owner=owner_choices(actor),
            vendor=[("", "–"), *named(vendors.filter(Q(archived_at=None) | Q(pk=chosen)))],
            connectors=named(connectors),
            zone=actor.zone.key,
            today=actor.today,
        )

    @property
    def titles(self) -> dict[str, str]:
        """Titles of checklists by slug."""
        return dict(self.checklist)


def named(rows: VendorQuerySet | ConnectorQuerySet) -> list[Choice]:
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def checklist_choices(actor: Actor) -> list[Choice]:
    """Every checklist that a run may be started from, under the title of its newest version."""
    rows = ChecklistVersion.objects.usable_in(actor.workspace_id).current().order_by("version")
    titles: dict[str, str] = dict(rows.values_list("slug", "title"))
    return sorted(titles.items(), key=lambda choice: choice[1].casefold())
