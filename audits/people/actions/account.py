"""A person's own account: name, keys, mails, and signing in once by a link."""

from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from audits.kit import clock
from audits.people import mail
from audits.people.history import tell
from audits.people.models import Membership, User


class SignInTokens(PasswordResetTokenGenerator):
    """Signed over password and last sign-in, so that any sign-in ends them; three days at most."""

    key_salt = "audits.people.sign-in-link"


tokens = SignInTokens()


def rename(*, user: User, name: str) -> None:
    """The name others see; each of the person's workspaces keeps the change in its history."""
    before = user.name
    if before == name:
        return
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(name=name)
        for membership in Membership.objects.active().filter(user=user):
            tell(
                "member.renamed",
                workspace_id=membership.workspace_id,
                actor_id=user.pk,
                subject=user.pk,
                before=before,
                after=name,
            )


def set_keys(*, user: User, has_keys: bool) -> None:
    """Switches single-key shortcuts for this person."""
    User.objects.filter(pk=user.pk).update(has_keys=has_keys)


def set_mails(*, user: User, wants_assigned_mail: bool, wants_due_mail: bool) -> None:
    """What this person is mailed; a mail that waits already is not sent either."""
    User.objects.filter(pk=user.pk).update(
        wants_assigned_mail=wants_assigned_mail, wants_due_mail=wants_due_mail
    )


def sign_in_link(user: User) -> str:
    """An address that signs this person in once, within three days."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return mail.link(reverse("sign-in-link", args=[key, tokens.make_token(user)]))


def person_of_link(key: str, token: str) -> User | None:
    """Whose link this is, while it works."""
    try:
        pk = UUID(force_str(urlsafe_base64_decode(key)))
    except ValueError:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and tokens.check_token(user, token) else None


def use_link(user: User) -> bool:
    """Lets one of several simultaneous uses of a link go on; the sign-in that follows ends it."""
    seen = User.objects.filter(pk=user.pk, last_login=user.last_login)
    return bool(seen.update(last_login=clock.now()))
