"""Shapes of frameworks."""

from pydantic import BaseModel, ConfigDict

from audits.scoring.framework import Framework


class Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class QuestionOut(Shape):
    slug: str
    text: str
    origin: str


class DimensionOut(Shape):
    slug: str
    title: str
    core: bool
    questions: list[QuestionOut]
    rubric: list[str]
    """What 0, 1, 2, 3, 4 and 5 points stand for."""


class BandOut(Shape):
    slug: str
    title: str
    min: int
    max: int


class PartOut(Shape):
    slug: str
    label: str


class ObjectOut(Shape):
    slug: str
    title: str
    parts: list[PartOut]


class CrmOut(Shape):
    slug: str
    title: str
    objects: list[ObjectOut]


class FrameworkOut(Shape):
    """A published version: dimensions with questions and rubric, bands, required objects."""

    slug: str
    title: str
    version: int
    dimensions: list[DimensionOut]
    bands: list[BandOut]
    crms: list[CrmOut]

    @classmethod
    def of(cls, framework: Framework) -> "FrameworkOut":
        return cls.model_validate(framework)
