"""Framework versions: one validated document each, frozen when published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.people.models import Workspace


class FrameworkVersion(models.Model):
    """A published version: its document never changes. Built-in ones belong to no workspace."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, blank=True, related_name="frameworks")
    slug = models.SlugField(_("slug"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "slug", "version"],
                name="frameworks_version_once",
            ),
            models.UniqueConstraint(
                fields=["slug", "version"],
                condition=models.Q(workspace=None),
                name="frameworks_builtin_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Dimension(models.Model):
    """A dimension of a version, as a foreign-key target; its texts are in the document."""

    id = models.BigAutoField(primary_key=True)
    framework = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="dimensions")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "slug"], name="frameworks_dimension_once")
        ]

    def __str__(self) -> str:
        return self.slug


class Question(models.Model):
    """A question of a dimension, as a foreign-key target."""

    id = models.BigAutoField(primary_key=True)
    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="questions")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dimension", "slug"], name="frameworks_question_once")
        ]

    def __str__(self) -> str:
        return self.slug
