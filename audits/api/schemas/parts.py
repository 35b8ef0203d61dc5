"""What the shapes have in common."""

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from audits.evaluations.comparison.shapes import Stamp, WaiverView

Id: TypeAlias = Annotated[str, Field(description="An opaque key.")]
Crm: TypeAlias = Literal["salesforce", "hubspot"]
NEWEST = 2**31 - 1
Version: TypeAlias = Annotated[
    int,
    Field(ge=0, le=NEWEST, description="The version you saw, 0 for none. Left out, the PUT overwrites."),
]
RowVersion: TypeAlias = Annotated[int, Field(description="Send it back with your next PUT.")]


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
