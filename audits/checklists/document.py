"""Checks and checklists as documents, proved by pydantic before anything is run from them.

A library file holds checks or checklists; a published version of a checklist embeds its checks whole, so
that a run never depends on a later edit.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

CONTROLS = {*map(chr, range(32)), "\x7f"} - {"\n"}
MOST_CHECKS = 200
MOST_GROUPS = 40
LONGEST_MINUTES = 24 * 60


def plain(text: str) -> str:
    """Text with something to read, which every database and report can hold."""
    if not text.strip():
        raise ValueError("is blank")
    if any(char in CONTROLS or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise ValueError("holds a character that cannot be printed")
    return text


Slug: TypeAlias = Annotated[str, StringConstraints(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\z", max_length=60)]
Short: TypeAlias = Annotated[str, StringConstraints(max_length=80), AfterValidator(plain)]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=240), AfterValidator(plain)]
Text: TypeAlias = Annotated[str, StringConstraints(max_length=2000), AfterValidator(plain)]

Origin: TypeAlias = Literal["stated", "proposed"]
"""Whether the source says it, or this team proposed it (R096)."""
Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "="]
Kind: TypeAlias = Literal[
    "triage",
    "diagnostic",
    "metric",
    "reconciliation",
    "failure-mode",
    "incident",
    "governance",
    "point",
    "acceptance",
    "own",
]
ChecklistKind: TypeAlias = Literal["triage", "diagnostic", "points", "audit", "incident", "acceptance", "own"]
INTEGRATION_TYPES = ("email", "telephony", "marketing", "finance", "middleware", "api", "slack", "calendar")
IntegrationType: TypeAlias = Literal[
    "email", "telephony", "marketing", "finance", "middleware", "api", "slack", "calendar"
]
Priority: TypeAlias = Literal["P1", "P2", "P3"]


class Part(BaseModel):
    """A frozen, strictly typed piece of a document; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Said(Part):
    """A text and where it comes from."""

    text: Text
    origin: Origin = "stated"


class Limit(Part):
    """A figure of the expected result, literal: the check holds while the value is `comparison` `value`.

    `fails` marks figures that name the failure instead (the metric alerts when the comparison is true),
    `warns` those that call for a look while the check still passes.
    """

    what: Short
    comparison: Comparison
    value: Decimal = Field(strict=False, max_digits=14, decimal_places=4)
    unit: Short
    window: Short | None = None
    fails: bool = False
    warns: bool = False
    origin: Origin = "stated"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.fails and self.warns:
            raise ValueError("a figure cannot both warn and fail")
        return self


class RecordField(Part):
    """Something to write down besides the result (R095)."""

    slug: Slug
    label: Short
    kind: Literal["text", "number", "time", "url", "person", "choice", "run", "systems"] = "text"
    """A run is one of the workspace's; systems are counts by system, each marked when it touches revenue."""
    choices: tuple[Short, ...] = Field(default=(), max_length=12)
    unit: Short | None = None
    capture: bool = False
    """An incident's step is not done before this is filled in."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(f"{self.slug}: a choice has choices, and nothing else has")
        return self


class Hop(Part):
    """One action of the synthetic test, and the time under which its result must arrive (R082)."""

    slug: Slug
    title: Short
    limit_seconds: int | None = Field(default=None, ge=1)


class Check(Part):
    """One thing to test: what, how, what to expect, what to do when it fails (R094-R096)."""

    slug: Slug
    title: Short
    kind: Kind
    group: Slug
    number: int | None = Field(default=None, ge=1, le=200)
    """Its place in a numbered list: the points 1 to 30."""
    types: tuple[IntegrationType, ...] = ()
    """Kinds of integration it is about; empty for all."""
    systems: tuple[Short, ...] = Field(default=(), max_length=12)
    test: Said
    how: tuple[Said, ...] = Field(default=(), max_length=12)
    expected: Said | None = None
    expects: Line | None = None
    """The expected result in a few words, for a list's row."""
    limits: tuple[Limit, ...] = Field(default=(), max_length=8)
    remedy: Said | None = None
    record: tuple[RecordField, ...] = Field(default=(), max_length=16)
    hops: tuple[Hop, ...] = Field(default=(), max_length=8)
    counts: tuple[RecordField, ...] = Field(default=(), max_length=8)
    """Figures that the check asks for one by one, such as the 401s of 24 hours (R083)."""
    priority: Priority | None = None
    priority_origin: Origin = "proposed"
    links: tuple[Slug, ...] = Field(default=(), max_length=16)
    """Checks that say more: of a point, the ones that detail it (R146)."""
    watches: Slug | None = None
    """Of a metric: the check whose figure it keeps an eye on between audits."""
    proposes: tuple[Slug, ...] = Field(default=(), max_length=16)
    """Checks to go on with when this one fails (R084)."""
    failure_modes: tuple[Slug, ...] = Field(default=(), max_length=8)
    """What its failure may be a sign of (R131)."""
    uses: tuple[Literal["status", "console"], ...] = ()
    """Links of the connectors that one needs to carry it out."""
    pauses: bool = False
    """Its failure asks to put noisy automations on hold (R085)."""
    origin: Origin = "stated"
    """Whether the source names the check at all."""
    adapted: bool = False
    """A workspace changed the library's check; it keeps its slug, so that its results stay comparable."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        once("record", (field.slug for field in (*self.record, *self.counts)))
        once("hops", (hop.slug for hop in self.hops))
        if self.kind != "own" and self.kind != "acceptance" and self.expects is None:
            raise ValueError(f"{self.slug} says nothing for its row: expects is missing")
        return self


class Group(Part):
    """A heading under which checks stand together."""

    slug: Slug
    title: Short
    note: Line | None = None


class Checklist(Part):
    """Checks in the order in which they are done, with their groups; what a run is started from."""

    slug: Slug
    title: Short
    version: int = Field(ge=1, le=1_000_000)
    kind: ChecklistKind
    intro: Text
    minutes: tuple[int, int] | None = Field(default=None, strict=False)
    """The time-box: planned and longest minutes (R080)."""
    groups: tuple[Group, ...] = Field(min_length=1, max_length=MOST_GROUPS)
    checks: tuple[Check, ...] = Field(min_length=1, max_length=MOST_CHECKS)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        once("checks", (check.slug for check in self.checks))
        once("groups", (group.slug for group in self.groups))
        known = {group.slug for group in self.groups}
        for check in self.checks:
            if check.group not in known:
                raise ValueError(f"{check.slug} stands in the group {check.group}, which is not there")
        if self.minutes and not 1 <= self.minutes[0] <= self.minutes[1] <= LONGEST_MINUTES:
            raise ValueError("the time-box needs planned minutes and then no fewer longest ones")
        return self

    @cached_property
    def by_slug(self) -> dict[str, Check]:
        return {check.slug: check for check in self.checks}

    def digest(self) -> str:
        """SHA-256 of the document in one canonical writing; defaults are left out."""
        document = self.model_dump(mode="json", exclude_defaults=True)
        canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def once(name: str, slugs: Iterable[str]) -> None:
    """Refuses a slug that stands twice among its like."""
    twice = [slug for slug, count in Counter(slugs).items() if count > 1]
    if twice:
        raise ValueError(f"{name} names {twice[0]} twice")
