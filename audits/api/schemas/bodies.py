"""Shapes of what is sent about a candidate."""

from typing import Annotated, Literal

from pydantic import Field

from audits.api.schemas.parts import Change, Given, Version

Verdict = Literal["strong", "partial", "none"]
Proof = Literal["claimed", "sandbox", "production", "own-org"]


class ScoreIn(Change):
    """Points of one dimension; null takes them back, a field left out keeps its value."""

    points: Annotated[int, Field(ge=0, le=5)] | None = None
    rationale: str = ""
    version: Version = 0


class AnswerIn(Change):
    """The answer to one question; a field left out keeps its value."""

    verdict: Verdict | None = None
    proof: Proof | None = None
    note: str = ""
    version: Version = 0


class PartIn(Change):
    read: bool | None = None
    write: bool | None = None


class ObjectIn(Change):
    """Whether an object is read and written; null is not asked yet, a field left out keeps its value.

    An object with parts is true only when every part is; setting it sets all its parts.
    """

    read: bool | None = None
    write: bool | None = None
    parts: Annotated[dict[str, PartIn], Field(max_length=20)] = {}
    version: Version = 0


class WaiverIn(Given):
    crm: str
    object: str
    reason: str


class RevealIn(Given):
    """Nothing is asked for; an empty body or none will do."""


class EvidenceIn(Given):
    """A link with its place; a file comes as multipart with the same fields, without `url`."""

    url: str = ""
    question: str | None = None
    dimension: str = ""
    name: str = ""
    proof: Proof | None = None
    effective_on: str | None = None
