"""A published version's document with its row keys, cached per process: it never changes."""

from dataclasses import dataclass
from functools import lru_cache

from audits.frameworks.models import Dimension, FrameworkVersion, Question
from audits.scoring.framework import Framework


@dataclass(frozen=True)
class Catalog:
    """Framework document plus the keys of its rows by slug and back."""

    version_id: int
    framework: Framework
    digest: str
    dimension_ids: dict[str, int]
    question_ids: dict[str, int]
    dimension_slugs: dict[int, str]
    question_slugs: dict[int, str]
    dimension_of: dict[str, str]


@lru_cache(maxsize=64)
def catalog(version_id: int) -> Catalog:
    """The catalog of a version (three queries the first time, none after)."""
    version = FrameworkVersion.objects.get(pk=version_id)
    framework = Framework.model_validate_json(version.document)
    dimensions = dict(Dimension.objects.filter(framework=version_id).values_list("slug", "pk"))
    questions = dict(Question.objects.filter(dimension__framework=version_id).values_list("slug", "pk"))
    return Catalog(
        version_id=version_id,
        framework=framework,
        digest=version.digest,
        dimension_ids=dimensions,
        question_ids=questions,
        dimension_slugs={pk: slug for slug, pk in dimensions.items()},
        question_slugs={pk: slug for slug, pk in questions.items()},
        dimension_of={
            question.slug: dimension.slug
            for dimension in framework.dimensions
            for question in dimension.questions
        },
    )
