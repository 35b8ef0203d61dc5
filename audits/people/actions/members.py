"""Roles of members, and ending a membership."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audits.kit import clock
from audits.kit.refusals import Blocked
from audits.people import roles
from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import ApiToken, Membership, Workspace
from audits.people.roles import Role


def change_role(*, actor: Actor, membership: Membership, role: str) -> None:
    """Gives a member another role; the last admin keeps theirs."""
    actor.require(roles.ADMINS)
    with transaction.atomic():
        before = locked_role(membership)
        if before == role:
            return
        keep_an_admin(membership, before)
        Membership.objects.filter(pk=membership.pk).update(role=role)
        tell(
            "member.role",
            workspace_id=actor.workspace_id,
            actor_id=actor.user_id,
            subject=membership.user_id,
            before=before,
            after=role,
        )


def end_membership(*, actor: Actor, membership: Membership) -> None:
    """Ends access at the person's next request and revokes their tokens for good (threat 9)."""
    actor.require(roles.ADMINS)
    with transaction.atomic():
        before = locked_role(membership)
        keep_an_admin(membership, before)
        now = clock.now()
        Membership.objects.filter(pk=membership.pk).update(ended_at=now)
        ApiToken.objects.filter(membership=membership, revoked_at=None).update(revoked_at=now)
        tell(
            "member.ended",
            workspace_id=actor.workspace_id,
            actor_id=actor.user_id,
            subject=membership.user_id,
            before=before,
        )


def locked_role(membership: Membership) -> str:
    """The role a member holds now, behind a lock on the workspace's people."""
    lock_people(membership.workspace_id)
    current = Membership.objects.active().filter(pk=membership.pk).values_list("role", flat=True).first()
    if current is None:
        raise Blocked(_("This membership has ended already."))
    return current


def lock_people(workspace_id: UUID) -> None:
    """Holds off other changes to this workspace's people until the transaction ends.

    An UPDATE of nothing: it locks on both databases, which select_for_update does not.
    """
    Workspace.objects.filter(pk=workspace_id).update(slug=F("slug"))


def keep_an_admin(membership: Membership, role: str) -> None:
    """Refuses to take a workspace's last admin away."""
    others = Membership.objects.active().filter(workspace_id=membership.workspace_id, role=Role.ADMIN)
    if role == Role.ADMIN and not others.exclude(pk=membership.pk).exists():
        raise Blocked(_("This is the workspace's last admin. Make somebody else an admin first."))
