"""Loading and publishing frameworks."""

from importlib.resources import files
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.frameworks.models import Dimension, FrameworkVersion, Question
from audits.kit.refusals import Blocked
from audits.scoring.framework import Framework, parse_framework

BUILT_IN = "crm_integration.toml"


def load_built_in() -> FrameworkVersion:
    """The built-in framework's version, published on first call; calling again changes nothing."""
    text = files("audits.frameworks").joinpath(BUILT_IN).read_text(encoding="utf-8")
    return publish(parse_framework(text), workspace_id=None)


@transaction.atomic
def publish(
    framework: Framework, *, workspace_id: UUID | None, by_id: UUID | None = None
) -> FrameworkVersion:
    """Freezes a version. The same version again is fine, with other content it is `Blocked`."""
    owned = FrameworkVersion.objects.owned_by(workspace_id)
    existing = owned.filter(slug=framework.slug, version=framework.version).first()
    if existing is not None:
        if existing.digest != framework.digest():
            raise Blocked(
                _("Version %(version)d of “%(slug)s” is published with other content; raise the version.")
                % {"version": framework.version, "slug": framework.slug}
            )
        return existing
    version = FrameworkVersion.objects.create(
        workspace_id=workspace_id,
        slug=framework.slug,
        version=framework.version,
        title=framework.title,
        document=framework.model_dump_json(),
        digest=framework.digest(),
        published_by_id=by_id,
    )
    create_rows(version, framework)
    return version


def create_rows(version: FrameworkVersion, framework: Framework) -> None:
    """The foreign-key targets of a version."""
    dimensions = Dimension.objects.bulk_create(
        Dimension(framework=version, slug=dimension.slug, position=position)
        for position, dimension in enumerate(framework.dimensions)
    )
    Question.objects.bulk_create(
        Question(dimension=row, slug=question.slug, position=position)
        for row, dimension in zip(dimensions, framework.dimensions, strict=True)
        for position, question in enumerate(dimension.questions)
    )


def offered(*, workspace_id: UUID) -> QuerySet[FrameworkVersion, tuple[str, str]]:
    """Slug and title of every framework the workspace may start an evaluation on."""
    usable = FrameworkVersion.objects.newest_in(workspace_id).current()
    return usable.order_by("slug").values_list("slug", "title").distinct()


def latest(slug: str, *, workspace_id: UUID) -> FrameworkVersion | None:
    """The newest published version of a slug that the workspace may use: its own or built in."""
    usable = FrameworkVersion.objects.usable_in(workspace_id).current().filter(slug=slug)
    return usable.order_by("-version").first()
