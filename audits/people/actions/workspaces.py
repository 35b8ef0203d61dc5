"""Making a workspace with its first admin, and its settings."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audits.kit import text
from audits.kit.refusals import Invalid
from audits.people import mail, roles
from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import Membership, User, Workspace
from audits.people.roles import Role


def create_workspace(*, slug: str, name: str, admin_email: str) -> tuple[Workspace, User]:
    """A workspace and its admin, whose account is made when it is missing; for the command."""
    if Workspace.objects.filter(slug=slug).exists():
        raise Invalid({"slug": [_("A workspace “%(slug)s” exists already.") % {"slug": slug}]})
    with transaction.atomic():
        workspace = Workspace.objects.create(slug=slug, name=name)
        email = admin_email.strip().lower()
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        Membership.objects.create(workspace=workspace, user=user, role=Role.ADMIN)
        after = {"slug": slug, "name": name, "admin": email}
        tell(
            "workspace.created",
            workspace_id=workspace.pk,
            actor_id=None,
            subject=workspace.pk,
            after=after,
        )
    return workspace, user


def edit_workspace(*, actor: Actor, name: str, timezone: str) -> None:
    """Saves name and time zone; due dates and shown times follow the zone."""
    change(actor, "workspace.edited", {"name": name, "timezone": timezone})


def set_tickets(*, actor: Actor, jira_url: str, jira_project: str, jira_issue_type: str) -> None:
    """Where a finding's issue is opened in Jira; all blank for nowhere."""
    after = {"jira_url": jira_url, "jira_project": jira_project, "jira_issue_type": jira_issue_type}
    change(actor, "workspace.tickets", after)


def change(actor: Actor, kind: str, after: dict[str, str]) -> None:
    """Saves those columns with their event; what is so already is no change."""
    actor.require(roles.ADMINS)
    with transaction.atomic():
        workspaces = Workspace.objects.filter(pk=actor.workspace_id)
        before = workspaces.values(*after).get()
        if before == after:
            return
        workspaces.update(**after)
        tell(
            kind,
            workspace_id=actor.workspace_id,
            actor_id=actor.user_id,
            subject=actor.workspace_id,
            before=before,
            after=after,
        )


def send_test_mail(*, actor: Actor) -> str:
    """Really sends one to the actor; returns the problem in words, or nothing."""
    actor.require(roles.ADMINS)
    return mail.send(
        "test",
        to=actor.email,
        subject=_("Test mail from Scorecard"),
        workspace=actor.workspace_slug,
        actor=actor,
        site=settings.SITE_URL,
    )


def slug_problem(slug: str) -> str:
    """Why `slug` cannot be a workspace's address, or nothing."""
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    if not 1 <= len(slug) <= 50 or not set(slug) <= allowed or slug.strip("-") != slug:
        return _("An address has 1 to 50 small letters, digits and inner hyphens.")
    return ""


def name_problem(name: str) -> str:
    """Why `name` cannot be a workspace's name, or nothing."""
    if not text.normal(name):
        return _("Give the workspace's name.")
    return text.problem(name, limit=text.SHORT) or ""
