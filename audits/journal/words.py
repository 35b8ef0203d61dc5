"""What each kind of event says in words, and what changed from what to what."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from audits.journal.kinds import FIELDS, KINDS, VALUES
from audits.journal.models import Event
from audits.kit.days import said_day, said_moment

NOTHING = "–"
LONG_TEXT = 300
MOMENTS = {"held_at", "occurred_at", "happened_at"}
"""Fields that hold an instant; a text that only looks like one is left as it was written."""
DAYS = ("_on", "_until")
"""How the fields that hold a day end."""
CODED = {"items", "check", "links", "failure_modes", "proposes", "order"}
"""Fields that hold slugs of checks; people read those as codes."""
CODE = re.compile(r"[a-z]{1,2}(-[a-z]{3})?-\d{1,2}")
PartNamer = Callable[[Event], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    field: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Too long for one line; it is folded, never cut."""
        return max(len(self.before), len(self.after)) > LONG_TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a reader sees it."""

    id: int
    kind: str
    who: str
    at: datetime
    what: str
    place: str
    changes: tuple[Change, ...]


def own_part(event: Event) -> str:
    return coded(event.part)


def coded(slug: str) -> str:
    """IN-06 of in-06, as every page writes it; another text stays as it is."""
    return slug.upper() if CODE.fullmatch(slug) else slug


def nowhere(event: Event) -> str:
    return ""


def lines(events: Iterable[Event], *, part: PartNamer = own_part, place: PartNamer = nowhere) -> list[Line]:
    """Events with their people loaded, in words; `part` names what was changed, `place` where."""
    return [line(event, part, place) for event in events]


def line(event: Event, part: PartNamer, place: PartNamer) -> Line:
    said = KINDS.get(event.kind)
    return Line(
        id=event.pk,
        kind=event.kind,
        who=str(event.actor) if event.actor else _("The system"),
        at=event.at,
        # A kind without words is still shown: a gap in the record would be worse.
        what=said % {"part": part(event), **named(event)} if said else event.kind,
        place=place(event),
        changes=tuple(changes(event.payload.get("before"), event.payload.get("after"))),
    )


def named(event: Event) -> dict[str, str]:
    """What the words may name besides the part."""
    return {"contact": str(event.payload.get("contact", ""))}


def changes(before: Any, after: Any) -> Iterable[Change]:
    """Every field that differs, each with both values; a plain value has no field name."""
    if not isinstance(before, dict) and not isinstance(after, dict):
        before, after = {"": before}, {"": after}
    before, after = as_fields(before), as_fields(after)
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        told = Change(field_name(name), shown_as(name, was), shown_as(name, now))
        # What reads the same is nothing to tell: blank and absent, or the seconds of a time.
        if was != now and told.before != told.after:
            yield told


def shown_as(name: str, value: Any) -> str:
    """A field's value for reading."""
    if name in MOMENTS and value:
        return said_moment(datetime.fromisoformat(value))
    if name.endswith(DAYS) and value:
        return said_day(date.fromisoformat(value))
    if name in CODED and isinstance(value, list):
        return shown([coded(each) if isinstance(each, str) else each for each in value])
    if name in CODED and isinstance(value, str):
        return coded(value)
    return shown(value)


def as_fields(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return {} if value is None else {"": value}


def field_name(name: str) -> str:
    return str(FIELDS.get(name, name.replace("_", " ")))


def shown(value: Any) -> str:
    """A value for reading: blank is a dash, never a zero."""
    if value is None or value in ("", [], {}):
        return NOTHING
    match value:
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(shown(each) for each in value)
        case dict():
            return ", ".join(
                f"{field_name(str(name))}: {shown_as(str(name), each)}" for name, each in value.items()
            )
        case str():
            return str(VALUES.get(value, value))
    return str(value)


def kinds_of(prefix: str) -> list[str]:
    """All kinds about one noun: "score" gives every change of a score."""
    return [kind for kind in KINDS if kind.startswith(f"{prefix}.")]
