"""The parts a framework is made of, each proving what can be proved of it alone."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from audits.scoring.problems import Problem, Unwhole
from audits.scoring.score import POINTS_PER_DIMENSION

LEVELS = POINTS_PER_DIMENSION + 1


def plain(text: str) -> str:
    """Text that every database and every report can hold: something to read, no control characters."""
    if not text.strip():
        raise ValueError("is blank")
    if any(
        (ord(char) < 32 and char != "\n") or ord(char) == 127 or 0xD800 <= ord(char) <= 0xDFFF
        for char in text
    ):
        raise ValueError("holds a character that cannot be printed")
    return text


Slug: TypeAlias = Annotated[str, StringConstraints(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\z", max_length=60)]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=160), AfterValidator(plain)]
Text: TypeAlias = Annotated[str, StringConstraints(max_length=1000), AfterValidator(plain)]
Short: TypeAlias = Annotated[str, StringConstraints(max_length=60), AfterValidator(plain)]


class Part(BaseModel):
    """A frozen, strictly typed piece of a framework; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def repeated(name: str, slugs: Iterable[str]) -> list[Problem]:
    """One problem for each slug that stands twice among its like."""
    twice = [slug for slug, count in Counter(slugs).items() if count > 1]
    return [Problem("", f"{name} names {slug} twice") for slug in twice]


class Option(Part):
    """Something to tick or to choose."""

    slug: Slug
    label: Line


class Fact(Part):
    """One fact to note beside the verdict (R027, R029, R040-R045).

    Durations marked `latency` compete for the slowest one measured.
    """

    slug: Slug
    label: Line
    kind: Literal["ticks", "choice", "duration", "time", "text"]
    options: tuple[Option, ...] = Field(default=(), max_length=20)
    latency: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = repeated("options", (option.slug for option in self.options))
        listed = self.kind in ("ticks", "choice")
        if listed and not self.options:
            problems.append(Problem("", f"{self.kind} needs options"))
        if self.options and not listed:
            problems.append(Problem("", f"{self.kind} takes no options"))
        if self.latency and self.kind != "duration":
            problems.append(Problem("", "latency is for a duration only"))
        Unwhole.unless_empty(problems)
        return self


class Question(Part):
    """One thing to ask in the demo, with what to dig for, distrust and have shown (R010, R023).

    `needs` is the proof without which the answer is not believed whole: a production example, or one's own
    org.
    """

    slug: Slug
    text: Line
    short: Short
    origin: Literal["stated", "derived", "proposed"]
    probes: tuple[Line, ...] = Field(default=(), max_length=12)
    red_flags: tuple[Option, ...] = Field(default=(), max_length=12)
    evidence: tuple[Line, ...] = Field(default=(), max_length=12)
    needs: Literal["production", "own-org"] | None = None
    facts: tuple[Fact, ...] = Field(default=(), max_length=12)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = repeated("facts", (fact.slug for fact in self.facts))
        problems += repeated("red_flags", (flag.slug for flag in self.red_flags))
        Unwhole.unless_empty(problems)
        return self


class Dimension(Part):
    """One side of an integration, worth 0 to 5 points, each with an observable anchor (R005-R007, R047)."""

    slug: Slug
    title: Short
    short_title: Annotated[str, StringConstraints(max_length=20), AfterValidator(plain)]
    core: bool
    definition: Text
    weak: Text
    medium: Text
    strong: Text
    minutes: int = Field(default=7, ge=1, le=240)
    rubric: tuple[Line, ...]
    questions: tuple[Question, ...] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.rubric) != LEVELS:
            raise Unwhole([Problem("", f"rubric has {len(self.rubric)} levels, {LEVELS} are needed")])
        return self


class Band(Part):
    """A stretch of totals, both ends included, and what it asks of the buyer (R050-R060)."""

    slug: Slug
    title: Short
    min: int = Field(ge=0)
    max: int = Field(ge=0)
    advice: Text
    asks: Literal["sla", "gaps", "cost"]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.min > self.max:
            raise Unwhole([Problem("", f"min {self.min} lies above max {self.max}")])
        return self


class CrmObject(Part):
    """A standard object that has to sync both ways; where it has `parts`, all must (R032, R033)."""

    slug: Slug
    title: Short
    parts: tuple[Option, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        Unwhole.unless_empty(repeated("parts", (part.slug for part in self.parts)))
        return self


class Crm(Part):
    """A CRM and the objects that a purchase which uses it cannot do without."""

    slug: Slug
    title: Short
    objects: tuple[CrmObject, ...] = Field(min_length=1, max_length=40)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        Unwhole.unless_empty(repeated("objects", (item.slug for item in self.objects)))
        return self


class Figure(Part):
    """A number worth knowing and who says it; without `source` it is shown as uncited (R061-R063, R074)."""

    slug: Slug
    text: Line
    source: Line | None = None
    attribution: Line


class Condition(Part):
    """One thing that must hold of an answer: a noted fact, a duration in seconds, its proof, its verdict."""

    kind: Literal["fact-is", "duration-at-least", "proof-is", "verdict-is"]
    fact: Slug | None = None
    values: tuple[Slug, ...] = Field(default=(), max_length=20)
    seconds: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed = {"fact-is": {"fact", "values"}, "duration-at-least": {"fact", "seconds"}}.get(
            self.kind, {"values"}
        )
        given = {name for name in ("fact", "values", "seconds") if getattr(self, name) not in (None, ())}
        problems = [Problem("", f"{self.kind} needs {name}") for name in sorted(needed - given)]
        problems += [Problem("", f"{self.kind} takes no {name}") for name in sorted(given - needed)]
        Unwhole.unless_empty(problems)
        return self


class Warning(Part):  # noqa: A001
    """Something to point out about one answer when every condition holds (R028, R030)."""

    slug: Slug
    text: Line
    question: Slug
    when: tuple[Condition, ...] = Field(min_length=1, max_length=8)


class Weighting(Part):
    """A named set of weights to look at a comparison with: a what-if, the points never change with it."""

    slug: Slug
    title: Short
    weights: dict[Slug, Annotated[int, Field(ge=0, le=100)]]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not any(self.weights.values()):
            raise Unwhole([Problem("", "weights need at least one above 0")])
        return self


class Provenance(Part):
    """Who wrote the framework, what it goes back to, and what a reader should know about that source."""

    author: Line
    source: Line
    note: Text
