"""Inviting somebody by a link, taking it back, and joining by it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audits.kit import clock
from audits.kit.refusals import Blocked, Invalid
from audits.people import mail, roles
from audits.people.actions.members import lock_people
from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import Guest, Invitation, Membership, User, digest

HAS_ACCOUNT = gettext_noop("This address has an account by now. Sign in to accept the invitation.")


@dataclass(frozen=True, slots=True)
class Issued:
    """A new invitation with its link, which can be shown only now, and why its mail failed, if it did."""

    invitation: Invitation
    link: str
    problem: str


def invite(*, actor: Actor, email: str, role: str) -> Issued:
    """Makes and mails a link for one address and role; an earlier open one for it dies."""
    actor.require(roles.ADMINS)
    email = email.strip().lower()
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id)
    if members.filter(user__email=email).exists():
        raise Invalid({"email": [_("%(email)s is a member already.") % {"email": email}]})
    with transaction.atomic():
        lock_people(actor.workspace_id)
        now = clock.now()
        earlier = Invitation.objects.open(now).filter(workspace_id=actor.workspace_id, email=email)
        earlier.update(revoked_at=now)
        invitation, token = Invitation.issue(
            workspace_id=actor.workspace_id, email=email, role=role, by_id=actor.user_id
        )
        tell_of(invitation, "invitation.sent", actor, after={"email": email, "role": role})
    link = mail.link(reverse("invitation", args=[token]))
    return Issued(invitation, link, send(actor, invitation, link))


def send(actor: Actor, invitation: Invitation, link: str) -> str:
    """Mails the link; returns the problem in words, or nothing."""
    subject = _("Join %(workspace)s on Scorecard") % {"workspace": actor.workspace_name}
    return mail.send(
        "invitation",
        to=invitation.email,
        subject=subject,
        workspace=actor.workspace_slug,
        actor=actor,
        role=invitation.get_role_display(),
        link=link,
        until=invitation.expires_at.astimezone(actor.zone),
        site=settings.SITE_URL,
    )


def revoke_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Makes a link useless before anybody used it."""
    actor.require(roles.ADMINS)
    with transaction.atomic():
        open_ones = Invitation.objects.open(clock.now()).filter(pk=invitation.pk)
        if not open_ones.update(revoked_at=clock.now()):
            raise Blocked(_("This invitation is not open any more."))
        tell_of(invitation, "invitation.revoked", actor, before={"email": invitation.email})


def find(token: str) -> Invitation | None:
    """The invitation of a link, whatever became of it."""
    return Invitation.objects.select_related("workspace").filter(token_digest=digest(token)).first()


def join_as_new(*, invitation: Invitation, name: str, password: str) -> User:
    """Makes the invited person's account and membership."""
    try:
        with transaction.atomic():
            claim(invitation)
            user = open_account(invitation.email, name, password)
            join(invitation, user)
    except IntegrityError as error:
        raise Blocked(_(HAS_ACCOUNT)) from error
    return user


def has_account(email: str) -> bool:
    """Whether somebody can sign in with this address; a guest, who only has a link, cannot."""
    user = User.objects.filter(email=email).first()
    return user is not None and user.has_usable_password()


def open_account(email: str, name: str, password: str) -> User:
    """The invited person with name and password; they may have been known here as a guest.

    The address is read once and a guest's row taken by its old password, so that of two links accepted
    in the same moment the second can never give the account of the first another password.
    """
    user = User.objects.filter(email=email).first()
    if user is None:
        return User.objects.create_user(email, password, name=name)
    guests = User.objects.filter(pk=user.pk, password=user.password)
    if user.has_usable_password() or not guests.update(name=name, password=make_password(password)):
        raise Blocked(_(HAS_ACCOUNT))
    user.refresh_from_db()
    return user


def join_as(*, invitation: Invitation, user: User) -> None:
    """Adds the membership of somebody who has an account and is signed in."""
    if user.email != invitation.email:
        raise Blocked(_("This invitation is for another address. Sign in with that one."))
    with transaction.atomic():
        claim(invitation)
        join(invitation, user)


def claim(invitation: Invitation) -> None:
    """Lets one of several simultaneous acceptances go on; the others find the link used."""
    lock_people(invitation.workspace_id)
    if not Invitation.objects.open(clock.now()).filter(pk=invitation.pk).exists():
        raise Blocked(_("This invitation was used, taken back or has expired meanwhile."))


def join(invitation: Invitation, user: User) -> None:
    mine = Membership.objects.filter(workspace_id=invitation.workspace_id, user=user)
    if mine.active().exists():
        raise Blocked(_("You are a member of this workspace already."))
    if not mine.update(role=invitation.role, ended_at=None):
        Membership.objects.create(workspace_id=invitation.workspace_id, user=user, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=clock.now(), accepted_by=user)
    # A member needs no link, and the link would let in whoever else holds it.
    links = Guest.objects.filter(workspace_id=invitation.workspace_id, user=user, revoked_at=None)
    links.update(revoked_at=clock.now(), revoked_by=user)
    tell(
        "member.joined",
        workspace_id=invitation.workspace_id,
        actor_id=user.pk,
        subject=user.pk,
        after={"email": user.email, "role": invitation.role, "invitation": str(invitation.pk)},
    )


def tell_of(invitation: Invitation, kind: str, actor: Actor, **payload: object) -> None:
    tell(kind, workspace_id=actor.workspace_id, actor_id=actor.user_id, subject=invitation.pk, **payload)
