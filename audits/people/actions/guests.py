"""Letting somebody outside the workspace do what they are given there, by a link, and taking it back.

The mail with the link leaves by the outbox: whoever stands above and listens to `guest.invited` writes it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.kit import clock
from audits.kit.refusals import Blocked, Invalid
from audits.people import mail, roles
from audits.people.actions.members import lock_people
from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import Guest, Membership, User, digest


def link_of(guest: Guest) -> str:
    """The address that lets this guest in; made when it is needed, kept nowhere."""
    return mail.link(reverse("guest-link", args=[guest.token]))


def invite_guest(*, actor: Actor, email: str, by_mail: bool = True) -> Guest:
    """Mails somebody a link to what they will be given; one whose link still works gets no other.

    Not `by_mail` is for whoever is written to anyway: every mail to a guest has their link.
    Raises Denied, Invalid (no address, or somebody who is a member anyway).
    """
    actor.require(roles.LEADS)
    email = clean_email(email)
    with transaction.atomic():
        lock_people(actor.workspace_id)
        user = User.objects.filter(email=email).first() or User.objects.create_user(email)
        guest = guest_for(actor, user)
        if not guest.is_active(clock.now()):
            hand_out(actor, guest, by_mail=by_mail)
    return guest


def clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid({"email": [_("This is not an e-mail address.")]}) from None
    return email


def outsider(actor: Actor, email: str) -> User:
    """Whoever has this address, made when nobody has it; `Invalid` for a member and a closed account.

    Called inside the transaction of what they are written for, with the workspace's people locked.
    """
    email = clean_email(email)
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    check_outside(actor, user)
    return user


def check_outside(actor: Actor, user: User) -> None:
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id, user=user)
    if members.exists():
        raise Invalid({"email": [_("%(email)s is a member already.") % {"email": user.email}]})
    if not user.is_active:
        raise Invalid({"email": [_("This person's account is closed.")]})


def guest_for(actor: Actor, user: User) -> Guest:
    """The person's row here, a new one unsaved and without a link."""
    check_outside(actor, user)
    found = Guest.objects.with_parts().filter(workspace_id=actor.workspace_id, user=user).first()
    return found or Guest(workspace_id=actor.workspace_id, user=user, expires_at=clock.now())


def hand_out(actor: Actor, guest: Guest, *, by_mail: bool = True) -> None:
    """Makes the link and tells of it, so that it is mailed; an earlier one dies."""
    guest.issue(by_id=actor.user_id)
    guest.save()
    after = {"email": guest.user.email, "until": guest.expires_at}
    to = {"recipient": str(guest.user_id)} if by_mail else {}
    tell_of(guest, "guest.invited", actor, after=after, by=actor.name, **to)


def renew_guest(*, actor: Actor, guest: Guest) -> Guest:
    """Another link for another thirty days; the one before it dies."""
    actor.require(roles.LEADS)
    with transaction.atomic():
        lock_people(actor.workspace_id)
        fresh = guest_for(actor, guest.user)
        hand_out(actor, fresh)
    return fresh


def revoke_guest(*, actor: Actor, guest: Guest) -> None:
    """Ends the guest's access with their next request (threat 37); what they wrote stays."""
    actor.require(roles.LEADS)
    with transaction.atomic():
        rows = Guest.objects.filter(pk=guest.pk, revoked_at=None)
        if not rows.update(revoked_at=clock.now(), revoked_by_id=actor.user_id):
            raise Blocked(_("This link is taken back already."))
        tell_of(guest, "guest.revoked", actor, before={"email": guest.user.email})


def find_guest(token: str) -> Guest | None:
    """Whose link this is, whatever became of it."""
    parts = Guest.objects.select_related("user", "workspace", "invited_by")
    return parts.filter(token_digest=digest(token)).first()


def come_in(guest: Guest) -> None:
    """Notes when a guest last used their link."""
    Guest.objects.filter(pk=guest.pk).update(last_seen_at=clock.now())


def tell_of(guest: Guest, kind: str, actor: Actor, **payload: object) -> None:
    tell(kind, workspace_id=actor.workspace_id, actor_id=actor.user_id, subject=guest.pk, **payload)
