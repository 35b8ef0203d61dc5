"""API tokens: made once, shown once, revoked for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.kit import clock
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import ApiToken, Membership


def create_token(*, actor: Actor, name: str, expires_at: datetime | None) -> tuple[ApiToken, str]:
    """A token that acts as this member in this workspace, and the secret itself."""
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid({"expires_on": [_("This date is past; take a later one or none.")]})
    with transaction.atomic():
        membership = Membership.objects.active().get(workspace_id=actor.workspace_id, user_id=actor.user_id)
        token, secret = ApiToken.issue(membership=membership, name=name, expires_at=expires_at)
        after = {"name": name, "prefix": token.prefix, "expires_at": expires_at}
        tell_of(token, "token.created", actor, after=after)
    return token, secret


def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """One's own, or as admin anybody's in the workspace."""
    if token.membership.user_id != actor.user_id and not actor.can(roles.ADMINS):
        raise Denied(_("This token belongs to somebody else."))
    with transaction.atomic():
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
            raise Blocked(_("This token is revoked already."))
        tell_of(token, "token.revoked", actor, before={"name": token.name, "prefix": token.prefix})


def tell_of(token: ApiToken, kind: str, actor: Actor, **payload: object) -> None:
    tell(kind, workspace_id=actor.workspace_id, actor_id=actor.user_id, subject=token.pk, **payload)
