"""Published versions of checklists, and the drafts that become them."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.people.models import User, Workspace
from audits.people.rows import Row


class ChecklistVersionQuerySet(models.QuerySet["ChecklistVersion"]):
    def built_in(self) -> Self:
        return self.filter(workspace__isnull=True)

    def owned_by(self, workspace_id: UUID | None) -> Self:
        """A workspace's own versions; of None, the built-in ones."""
        return self.built_in() if workspace_id is None else self.filter(workspace_id=workspace_id)

    def usable_in(self, workspace_id: UUID) -> Self:
        """What a run of the workspace may be started from: its own and the built-in versions."""
        return self.filter(Q(workspace_id=workspace_id) | Q(workspace__isnull=True))

    def newest_in(self, workspace_id: UUID) -> Self:
        """Of each checklist that the workspace may use, the newest version."""
        usable = ChecklistVersion.objects.usable_in(workspace_id)
        newer = usable.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
        return self.usable_in(workspace_id).filter(~Exists(newer))

    def current(self) -> Self:
        return self.filter(archived_at=None)


class ChecklistVersion(models.Model):
    """A published version: its document never changes. Built-in ones belong to no workspace."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, blank=True, related_name="checklists")
    slug = models.SlugField(_("slug"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(max_length=12)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ChecklistVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug", "version"], name="checklists_version_once"),
            models.UniqueConstraint(
                fields=["slug", "version"],
                condition=Q(workspace=None),
                name="checklists_builtin_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Draft(Row):
    """A checklist of one's own while it is edited; publishing makes a version of it and keeps the draft."""

    slug = models.SlugField(_("slug"), max_length=60)
    title = models.CharField(_("title"), max_length=80)
    # The document as it is so far: proved whole only when it is published.
    document = models.JSONField()
    copied_from = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="checklists_draft_once"),
        ]

    def __str__(self) -> str:
        return self.title
