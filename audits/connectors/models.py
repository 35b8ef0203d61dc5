"""The living inventory: connectors between systems, and approvals of low-code recipes."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.people.work import WorkRows, as_work
from audits.vendors.models import Vendor

EXPIRY_NOTICE = timedelta(days=14)
"""How long before a credential expires it becomes its owner's due item (Q23)."""


class IntegrationType(models.TextChoices):
    """Kinds of integration, each with diagnostics of its own (R077)."""

    EMAIL = "email", _("Email")
    TELEPHONY = "telephony", _("Telephony")
    MARKETING = "marketing", _("Marketing automation")
    FINANCE = "finance", _("Finance and billing")
    MIDDLEWARE = "middleware", _("Middleware")
    API = "api", _("API, webhooks, queues")
    SLACK = "slack", _("Slack and notifications")
    CALENDAR = "calendar", _("Calendar")


class Environment(models.TextChoices):
    PRODUCTION = "production", _("Production")
    SANDBOX = "sandbox", _("Sandbox")
    TEST = "test", _("Test")


class Pinning(models.TextChoices):
    """Whether its version changes by itself (DX-MID-03)."""

    PINNED = "pinned", _("Pinned")
    AUTOMATIC = "automatic", _("Updates itself")


class ConnectorQuerySet(models.QuerySet["Connector"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.exclude(archived_at=None)

    def with_parents(self) -> Self:
        return self.select_related("owner", "vendor")

    def named_like(self, words: str) -> Self:
        """By name, system or the name of whoever owns it."""
        owner = Q(owner__name__icontains=words) | Q(owner__email__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(system__icontains=words) | owner)

    def by_name(self) -> Self:
        """By name whatever its case, then by key."""
        return self.order_by(Lower("name"), "id")

    def after(self, key: UUID) -> Self:
        """What follows the connector of that key in `by_name`."""
        name = Subquery(self.model.objects.filter(pk=key).values(lowered=Lower("name")))
        rows = self.annotate(lowered=Lower("name"), mark=name)
        return rows.filter(Q(lowered__gt=F("mark")) | Q(lowered=F("mark"), pk__gt=key))

    def without_owner(self) -> Self:
        return self.filter(owner=None)

    def expiring(self, today: date) -> Self:
        """Whose credential has expired or will within the notice."""
        return self.filter(credential_expires_on__lte=today + EXPIRY_NOTICE)

    def as_work(self, of: UUID | None, today: date) -> WorkRows:
        """Credentials that somebody has to renew."""
        return as_work(
            self.current().expiring(today),
            "credential",
            of,
            due_on=F("credential_expires_on"),
            title=F("name"),
            detail=F("credential_label"),
        )


class Connector(Row):
    """Something that carries data between two systems. Its secret is never kept, only its label."""

    name = models.CharField(_("name"), max_length=200)
    system = models.CharField(_("system"), max_length=100)
    integration_type = models.CharField(_("type"), max_length=20, choices=IntegrationType.choices)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="connectors", verbose_name=_("vendor")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    environment = models.CharField(
        _("environment"), max_length=12, choices=Environment.choices, default=Environment.PRODUCTION
    )
    # Of the software; `change` is this row's own.
    installed_version = models.CharField(_("version"), max_length=100, blank=True)
    pinning = models.CharField(_("pinning"), max_length=10, choices=Pinning.choices, blank=True)
    scopes = models.TextField(_("scopes"), blank=True)
    credential_label = models.CharField(_("credential"), max_length=200, blank=True)
    credential_expires_on = models.DateField(_("credential expires"), null=True, blank=True)
    # Unknown is not "no" (R143).
    has_tracing = models.BooleanField(_("events carry tracing ids"), null=True, blank=True)
    uses_cdc = models.BooleanField(_("uses change data capture"), null=True, blank=True)
    status_url = models.URLField(_("status page"), max_length=1000, blank=True)
    console_url = models.URLField(_("console"), max_length=1000, blank=True)
    note = models.TextField(_("note"), blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    # Told by the runs and findings that stand above this app, recounted at each of their changes.
    audited_on = models.DateField(_("last audit"), null=True, blank=True)
    open_findings = models.PositiveIntegerField(_("open findings"), default=0)
    # Counts the writes: a form that saw an older one is a conflict.
    change = models.PositiveBigIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ConnectorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="connectors_in_workspace"),
            models.UniqueConstraint(
                F("workspace"),
                Lower("name"),
                condition=Q(archived_at=None),
                name="connectors_name_once",
            ),
            SameWorkspace(field="vendor", name="connectors_vendor_same_workspace"),
            models.CheckConstraint(
                condition=Q(integration_type__in=IntegrationType.values), name="connectors_type"
            ),
            models.CheckConstraint(
                condition=Q(environment__in=Environment.values), name="connectors_environment"
            ),
            models.CheckConstraint(condition=Q(pinning__in=["", *Pinning.values]), name="connectors_pinning"),
        ]
        indexes = [
            # The inventory: by name, paged by key.
            models.Index(F("workspace"), Lower("name"), F("id"), name="connectors_by_name"),
            # An owner's work: credentials that expire.
            models.Index(fields=["owner", "credential_expires_on"], name="connectors_expiring"),
        ]

    def __str__(self) -> str:
        return self.name

    def expiry(self, today: date) -> str:
        """How near the credential's end is: "expired", "expiring" within the notice, or blank."""
        if self.credential_expires_on is None or self.credential_expires_on > today + EXPIRY_NOTICE:
            return ""
        return "expired" if self.credential_expires_on < today else "expiring"


class RecipeApproval(Row):
    """Somebody let a low-code recipe run in production (R142, GV-05); ended, never deleted."""

    connector = models.ForeignKey(Connector, models.CASCADE, related_name="approvals")
    recipe = models.CharField(_("recipe"), max_length=200)
    approved_by = models.CharField(_("approved by"), max_length=200)
    approved_on = models.DateField(_("approved on"))
    note = models.CharField(_("note"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            SameWorkspace(field="connector", name="connectors_approval_same_workspace"),
            pair("ended_at", "ended_by", "connectors_approval_ended_pair"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.recipe
