"""What the shapes have in common."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import WithJsonSchema

from audits.api.ids import as_id
from audits.evaluations.comparison.shapes import Stamp, WaiverView

Id: TypeAlias = Annotated[str, Field(description="An opaque key.")]
Crm: TypeAlias = Literal["salesforce", "hubspot"]
NEWEST = 2**31 - 1
Version: TypeAlias = Annotated[
    int,
    Field(ge=0, le=NEWEST, description="The version you saw, 0 for none. Left out, the PUT overwrites."),
]
RowVersion: TypeAlias = Annotated[int, Field(description="Send it back with your next PUT.")]


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:\d{2})")


def as_day(given: Any) -> date | None:
    """A date as RFC 3339 writes it; a number or another writing is none."""
    if given is None:
        return None
    if isinstance(given, str) and DAY.fullmatch(given):
        with suppress(ValueError):
            return date.fromisoformat(given)
    raise ValueError(_("Write a date as 2026-11-23."))


def as_moment(given: Any) -> datetime | None:
    """An instant as RFC 3339 writes it, with its offset."""
    if given is None:
        return None
    if isinstance(given, str) and MOMENT.fullmatch(given):
        with suppress(ValueError):
            return datetime.fromisoformat(given.upper())
    raise ValueError(_("Write a time with its offset, as 2026-11-23T09:38:00+01:00."))


def as_some_key(given: Any) -> UUID:
    """The key of something here, in the one way we write it."""
    if not isinstance(given, str):
        raise ValueError(_("This must be text."))
    if found := as_id(given):
        return found
    raise ValueError(_("There is nothing with the id %(id)s here.") % {"id": given[:40]})


def as_key(given: Any) -> UUID | None:
    return None if given is None else as_some_key(given)


Day: TypeAlias = Annotated[
    date | None, BeforeValidator(as_day), WithJsonSchema({"type": ["string", "null"], "format": "date"})
]
Moment: TypeAlias = Annotated[
    datetime | None,
    BeforeValidator(as_moment),
    WithJsonSchema({"type": ["string", "null"], "format": "date-time"}),
]
Key: TypeAlias = Annotated[UUID | None, BeforeValidator(as_key), WithJsonSchema({"type": ["string", "null"]})]
SomeKey: TypeAlias = Annotated[UUID, BeforeValidator(as_some_key), WithJsonSchema({"type": "string"})]


class Given(BaseModel):
    """A body: strictly typed, and nothing in it that is not asked for (threat 54)."""

    model_config = ConfigDict(extra="forbid", strict=True)


def without_defaults(schema: dict[str, Any]) -> None:
    """A field left out keeps its value, so a client that fills in defaults would overwrite it."""
    for field in schema["properties"].values():
        field.pop("default", None)


class Change(Given):
    """The body of a PUT: only the fields that were given are saved."""

    model_config = ConfigDict(json_schema_extra=without_defaults)


class WaiverOut(BaseModel):
    """Why an object may be missing."""

    reason: str
    author: str
    at: datetime

    @classmethod
    def of(cls, waiver: WaiverView | None) -> "WaiverOut | None":
        if waiver is None:
            return None
        return cls(reason=waiver.reason, author=waiver.author, at=waiver.at)


def stamped(stamp: Stamp | None) -> dict[str, Any]:
    """Who saved it last, and when; both null while nobody has."""
    return {"saved_by": stamp.name if stamp else None, "saved_at": stamp.at if stamp else None}
