"""Users, workspaces and what ties them: memberships, invitations, guests, API tokens."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from audits.kit import clock
from audits.kit.ids import uuid7
from audits.people.roles import Role

INVITATION_DAYS = 14
GUEST_DAYS = 30


def digest(token: str) -> str:
    """How a random secret is stored: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not an IANA time zone.") % {"name": name})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person; what they may do depends on their membership in a workspace."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("email"), max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    has_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    wants_assigned_mail = models.BooleanField(_("mail when work is given to them"), default=True)
    wants_due_mail = models.BooleanField(_("mail each morning of what is due"), default=True)
    date_joined = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Two letters for the round badge."""
        return initials_of(self.name or self.email)


def initials_of(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Workspace(models.Model):
    """A tenant: everything else belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("address"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[check_timezone])
    # Where issues are opened from findings: a Jira site with its numbers of a project and an issue type.
    jira_url = models.URLField(_("Jira site"), max_length=300, blank=True)
    jira_project = models.CharField(_("project id"), max_length=20, blank=True)
    jira_issue_type = models.CharField(_("issue type id"), max_length=20, blank=True)
    is_demo = models.BooleanField(default=False)
    # The last local date whose due work was mailed to its people: each date has its turn once or never.
    due_mailed_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(jira_url="", jira_project="", jira_issue_type="")
                | ~Q(jira_url="") & ~Q(jira_project="") & ~Q(jira_issue_type=""),
                name="people_workspace_jira_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(ended_at=None, user__is_active=True)

    def with_parts(self) -> Self:
        return self.select_related("user", "workspace")


class Membership(models.Model):
    """A person's role in a workspace; ended, never deleted, so that history keeps its names."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="people_membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A link that lets one address join with one role, once, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="people_invitation_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="people_invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def issue(cls, *, workspace_id: Any, email: str, role: str, by_id: Any) -> tuple["Invitation", str]:
        """A new invitation and its token, which is shown once and kept only as a digest."""
        token, now = secrets.token_urlsafe(32), clock.now()
        invitation = cls.objects.create(
            workspace_id=workspace_id,
            email=email.strip().lower(),
            role=role,
            token_digest=digest(token),
            invited_by_id=by_id,
            created_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
        return invitation, token


class GuestQuerySet(models.QuerySet["Guest"]):
    def active(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at, user__is_active=True)

    def with_parts(self) -> Self:
        return self.select_related("user", "workspace")


class Guest(models.Model):
    """A person outside the workspace who does what they were given there by a link, until it expires.

    Never a membership: the link opens the guest's own pages and nothing else. Its token is made from this
    row and the installation's key, so no message in a queue has to hold it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="guests")
    user = models.ForeignKey(User, models.PROTECT, related_name="guests")
    # Another one makes another token, and the link before it dies.
    nonce = models.CharField(max_length=64)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GuestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="people_guest_once"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="people_guest_revoked_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def token(self) -> str:
        """256 bits that only this installation can make."""
        made = salted_hmac("audits.people.guest", f"{self.pk}:{self.nonce}", algorithm="sha256")
        return urlsafe_b64encode(made.digest()).decode().rstrip("=")

    def is_active(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at and self.user.is_active

    def issue(self, *, by_id: Any) -> None:
        """A new link for the next days, whatever became of an earlier one; not saved yet."""
        self.nonce = secrets.token_urlsafe(32)
        self.token_digest = digest(self.token)
        self.invited_by_id, self.expires_at = by_id, clock.now() + timedelta(days=GUEST_DAYS)
        self.revoked_at = self.revoked_by = None


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, at: datetime) -> Self:
        """Not revoked, not expired, and its person still a member."""
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            revoked_at=None,
            membership__ended_at=None,
            membership__user__is_active=True,
        ).select_related("membership__user", "membership__workspace")


class ApiToken(models.Model):
    """Lets a script act as one member of one workspace; only its digest is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=200)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @classmethod
    def issue(
        cls, *, membership: Membership, name: str, expires_at: datetime | None = None
    ) -> tuple["ApiToken", str]:
        """A new token's row and the token itself, which cannot be shown again."""
        secret = f"sc_{secrets.token_urlsafe(32)}"
        row = cls.objects.create(
            membership=membership, name=name, prefix=secret[:8], digest=digest(secret), expires_at=expires_at
        )
        return row, secret
