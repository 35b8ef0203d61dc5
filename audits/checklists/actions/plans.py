"""What a schedule is made of: checked values, and how the journal tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.checklists.actions.runs import clean_connectors, clean_vendor, clean_version, named
from audits.checklists.models import Schedule
from audits.checklists.models.schedule import Unit
from audits.checklists.recurrence import Rule
from audits.connectors.models import Connector
from audits.kit import text
from audits.kit.clean import known, needed_safe_text
from audits.kit.refusals import Invalid
from audits.people.actor import Actor
from audits.people.models import User
from audits.people.owners import clean_owner
from audits.vendors.models import Vendor

MOST_EVERY, MOST_DUE_DAYS = 120, 365
LAST_YEAR = 2199
"""Every calendar and time zone can still count on from there."""


class ScheduleValues(TypedDict):
    """A schedule as it is typed: what is run, when, for what, by whom."""

    title: str
    checklist: str
    unit: str
    every: int
    starts_on: date
    at_time: time
    due_days: int
    vendor: UUID | None
    connectors: Sequence[UUID]
    with_commitments: bool
    owner: UUID | None


NAMES = frozenset(ScheduleValues.__annotations__)


@dataclass(frozen=True, slots=True)
class Plan:
    """The same, checked, with the rows it names."""

    title: str
    checklist: str
    unit: str
    every: int
    starts_on: date
    at_time: time
    due_days: int
    vendor: Vendor | None
    connectors: tuple[Connector, ...]
    with_commitments: bool
    owner: User | None

    @classmethod
    def of(cls, schedule: Schedule) -> "Plan":
        """A schedule as it stands."""
        plain = NAMES - {"vendor", "connectors", "owner"}
        return cls(
            **{name: getattr(schedule, name) for name in plain},
            vendor=schedule.vendor,
            connectors=tuple(connectors_of(schedule)),
            owner=schedule.owner,
        )

    @property
    def rule(self) -> Rule:
        return Rule(self.unit, self.every, self.starts_on)

    @property
    def columns(self) -> dict[str, Any]:
        """Of the schedule's row; its connectors are rows of their own."""
        return {name: getattr(self, name) for name in NAMES - {"connectors"}}

    def told(self) -> dict[str, Any]:
        """As the journal tells it: people and things by their names."""
        return self.columns | {
            "at_time": f"{self.at_time:%H:%M}",
            "vendor": str(self.vendor or ""),
            "connectors": [each.name for each in self.connectors],
            "owner": named(self.owner),
        }


def connectors_of(schedule: Schedule) -> QuerySet[Connector]:
    """What its runs look at, by name."""
    return Connector.objects.filter(pk__in=schedule.schedule_connectors.values("connector")).by_name()


def clean(actor: Actor, values: Mapping[str, Any]) -> Plan:
    """A plan from what was typed, or `Invalid` naming the wrong field; its first date may have passed."""
    known(values, NAMES)
    unit = clean_unit(values["unit"])
    vendor = clean_vendor(actor, values["vendor"])
    with_commitments = bool(values["with_commitments"])
    if with_commitments and vendor is None:
        raise Invalid({"with_commitments": [_("Commitments are a vendor's: choose one.")]})
    keys = clean_connectors(actor, values["connectors"])
    return Plan(
        title=needed_safe_text("title", values["title"], _("Give it a title."), limit=text.SHORT),
        checklist=clean_version(actor, values["checklist"]).slug,
        unit=unit,
        every=1 if unit == Unit.ONCE else clean_number("every", values["every"], 1, MOST_EVERY),
        starts_on=values["starts_on"],
        at_time=values["at_time"].replace(second=0, microsecond=0),
        due_days=clean_number("due_days", values["due_days"], 0, MOST_DUE_DAYS),
        vendor=Vendor.objects.get(pk=vendor) if vendor else None,
        connectors=tuple(Connector.objects.filter(pk__in=keys).by_name()),
        with_commitments=with_commitments,
        owner=clean_owner(actor, values["owner"]),
    )


def clean_unit(unit: str) -> str:
    if unit not in Unit.values:
        raise Invalid({"unit": [_("Choose days, weeks, months or once.")]})
    return unit


def clean_number(field: str, value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        limits = {"least": least, "most": most}
        raise Invalid({field: [_("Give a whole number from %(least)d to %(most)d.") % limits]})
    return value


def coming(actor: Actor, field: str, day: date) -> None:
    """Refuses a date before today in the workspace's zone, or beyond the calendar."""
    if day < actor.today:
        message = _("This date has passed. Today is %(today)s in the workspace's time zone.")
        raise Invalid({field: [message % {"today": actor.today}]})
    if day.year > LAST_YEAR:
        raise Invalid({field: [_("Take an earlier date.")]})
