"""The framework document: dimensions with questions and rubric, bands, objects, proved whole before use.

`Framework` is what a published version stores and every page reads; `parse_framework` makes one from a
TOML file or says what is wrong and where.
"""

import hashlib
import json
from functools import cached_property
from typing import Self

from pydantic import Field, ValidationError, model_validator

from audits.scoring.parts import (
    Band,
    Condition,
    Crm,
    CrmObject,
    Dimension,
    Fact,
    Figure,
    Line,
    Option,
    Part,
    Provenance,
    Question,
    Short,
    Slug,
    Warning,  # noqa: A004
    Weighting,
)
from audits.scoring.problems import FrameworkError, Problem, Unwhole
from audits.scoring.reading import problems_of, read_toml
from audits.scoring.score import POINTS_PER_DIMENSION
from audits.scoring.wholeness import (
    band_problems,
    object_problems,
    slug_problems,
    warning_problems,
    weight_problems,
)

__all__ = [
    "Band",
    "Condition",
    "Crm",
    "CrmObject",
    "Dimension",
    "Fact",
    "Figure",
    "Framework",
    "FrameworkError",
    "Option",
    "Problem",
    "Provenance",
    "Question",
    "Warning",
    "Weighting",
    "parse_framework",
]


class Framework(Part):
    """A whole question set with its rubric, bands, required objects and background figures (R005-R010)."""

    slug: Slug
    title: Short
    version: int = Field(ge=1, le=1_000_000)
    provenance: Provenance
    objects_dimension: Slug | None = None
    blind_spots: tuple[Line, ...] = Field(default=(), max_length=12)
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=20)
    bands: tuple[Band, ...] = Field(min_length=1, max_length=20)
    crms: tuple[Crm, ...] = Field(default=(), max_length=20)
    figures: tuple[Figure, ...] = Field(default=(), max_length=40)
    warnings: tuple[Warning, ...] = Field(default=(), max_length=100)
    weightings: tuple[Weighting, ...] = Field(default=(), max_length=12)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = slug_problems(
            dimensions=self.dimensions,
            questions=self.questions,
            bands=self.bands,
            crms=self.crms,
            figures=self.figures,
            warnings=self.warnings,
            weightings=self.weightings,
        )
        problems += band_problems(self.bands, self.max_points)
        problems += object_problems(self.objects_dimension, self.dimensions, self.crms)
        problems += warning_problems(self.warnings, self.questions)
        problems += weight_problems(self.weightings, self.dimensions)
        Unwhole.unless_empty(problems)
        return self

    @property
    def max_points(self) -> int:
        """The most that can be given: 40 for eight dimensions (R048)."""
        return POINTS_PER_DIMENSION * len(self.dimensions)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which it is asked."""
        return tuple(question for dimension in self.dimensions for question in dimension.questions)

    @cached_property
    def dimensions_by_slug(self) -> dict[str, Dimension]:
        return {dimension.slug: dimension for dimension in self.dimensions}

    @cached_property
    def questions_by_slug(self) -> dict[str, Question]:
        return {question.slug: question for question in self.questions}

    def dimension(self, slug: str) -> Dimension:
        """The dimension of that slug; KeyError when the framework has none."""
        return self.dimensions_by_slug[slug]

    def question(self, slug: str) -> Question:
        """The question of that slug; KeyError when the framework has none."""
        return self.questions_by_slug[slug]

    def band_for(self, points: int) -> Band:
        """The one band that holds so many points (R050-R052); ValueError outside 0 to the maximum."""
        for band in self.bands:
            if band.min <= points <= band.max:
                return band
        raise ValueError(f"{points} points lie outside 0 to {self.max_points}")

    def digest(self) -> str:
        """SHA-256 of the document in one canonical writing.

        Values that equal their default are left out, so a field added to the engine later changes the
        digest of no published version.
        """
        document = self.model_dump(mode="json", exclude_defaults=True)
        canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def parse_framework(text: str) -> Framework:
    """The framework that a TOML file describes; FrameworkError lists everything that is wrong with it."""
    document = read_toml(text)
    try:
        return Framework.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise FrameworkError(problems_of(error, document)) from error
