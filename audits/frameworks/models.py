"""Framework versions: one validated document each, frozen when published; and drafts that become them."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.people.models import User, Workspace
from audits.people.rows import Row


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    def built_in(self) -> Self:
        return self.filter(workspace__isnull=True)

    def owned_by(self, workspace_id: UUID | None) -> Self:
        """A workspace's own versions; of None, the built-in ones."""
        return self.built_in() if workspace_id is None else self.filter(workspace_id=workspace_id)

    def usable_in(self, workspace_id: UUID) -> Self:
        """What an evaluation of the workspace may be pinned to: its own and the built-in versions."""
        return self.filter(models.Q(workspace_id=workspace_id) | models.Q(workspace__isnull=True))

    def newest_in(self, workspace_id: UUID) -> Self:
        """Of each framework that the workspace may use, the newest version."""
        usable = FrameworkVersion.objects.usable_in(workspace_id)
        newer = usable.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
        return self.usable_in(workspace_id).filter(~Exists(newer))

    def current(self) -> Self:
        return self.filter(archived_at=None)


class FrameworkVersion(models.Model):
    """A published version: its document never changes. Built-in ones belong to no workspace."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, blank=True, related_name="frameworks")
    slug = models.SlugField(_("slug"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkVersionQuerySet.as_manager()

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
        constraints = [models.UniqueConstraint(fields=["dimension", "slug"], name="frameworks_question_once")]

    def __str__(self) -> str:
        return self.slug


class DraftFramework(Row):
    """A framework of one's own while it is edited; publishing makes a version of it and keeps the draft."""

    slug = models.SlugField(_("slug"), max_length=60)
    title = models.CharField(_("title"), max_length=60)
    # The document as it is so far, as a file would say it: proved whole only when it is published.
    document = models.JSONField()
    copied_from = models.ForeignKey(
        FrameworkVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="frameworks_draft_once"),
        ]

    def __str__(self) -> str:
        return self.title
