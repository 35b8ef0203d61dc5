"""Vendors: the sellers under evaluation, with product, website, contacts and claimed CRMs."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.constraints import SameWorkspace
from audits.people.models import User, Workspace


class VendorQuerySet(models.QuerySet["Vendor"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.exclude(archived_at=None)

    def named_like(self, words: str) -> Self:
        return self.filter(Q(name__icontains=words) | Q(product__icontains=words))

    def by_name(self) -> Self:
        """By name whatever its case, then by key."""
        return self.order_by(Lower("name"), "id")

    def after(self, key: UUID) -> Self:
        """What follows the vendor of that key in `by_name`."""
        name = Subquery(self.model.objects.filter(pk=key).values(lowered=Lower("name")))
        rows = self.annotate(lowered=Lower("name"), mark=name)
        return rows.filter(Q(lowered__gt=F("mark")) | Q(lowered=F("mark"), pk__gt=key))

    def resembling(self, *, name: str, website: str, besides: UUID | None = None) -> Self:
        """Vendors that look like the same one: equal name or equal website, case aside."""
        same = Q(name__iexact=name)
        if website:
            same |= Q(website__iexact=website)
        return self.filter(same).exclude(pk=besides)


class Vendor(models.Model):
    """A seller and its product; archived, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="vendors")
    name = models.CharField(_("name"), max_length=200)
    product = models.CharField(_("product"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    # Slugs of the CRMs the vendor says it works with; a claim, never proof.
    crms = models.JSONField(_("CRMs claimed"), default=list)
    note = models.TextField(_("note"), blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = VendorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "id"], name="vendors_in_workspace")]
        indexes = [
            # The vendor list: by name, paged by key.
            models.Index(F("workspace"), Lower("name"), F("id"), name="vendors_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person at a vendor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True)
    email = models.EmailField(_("email"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)

    class Meta:
        constraints = [SameWorkspace(field="vendor", name="vendors_contact_same_workspace")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
