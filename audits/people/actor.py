"""Who does something, where: handed to every action."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.kit import clock
from audits.kit.refusals import Denied
from audits.people.models import Membership, User, Workspace


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one workspace with the role they hold there."""

    user_id: UUID
    name: str
    email: str
    workspace_id: UUID
    workspace_slug: str
    workspace_name: str
    zone: ZoneInfo
    role: str

    @classmethod
    def of(cls, membership: Membership) -> "Actor":
        """The actor of a membership whose user and workspace are loaded."""
        return cls.at(membership.user, membership.workspace, membership.role)

    @classmethod
    def at(cls, user: User, workspace: Workspace, role: str) -> "Actor":
        """A person with the role they hold in a workspace."""
        return cls(
            user_id=user.pk,
            name=user.name or user.email,
            email=user.email,
            workspace_id=workspace.pk,
            workspace_slug=workspace.slug,
            workspace_name=workspace.name,
            zone=ZoneInfo(workspace.timezone),
            role=role,
        )

    @property
    def today(self) -> date:
        """The day it is in the workspace's zone."""
        return clock.now().astimezone(self.zone).date()

    def can(self, roles: frozenset[str]) -> bool:
        return self.role in roles

    def require(self, roles: frozenset[str]) -> None:
        """Raises `Denied` unless the actor's role is one of `roles`."""
        if self.role not in roles:
            raise Denied(_("Your role in this workspace does not allow this."))
