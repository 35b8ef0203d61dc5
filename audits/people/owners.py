"""Who can be given something to do: members whose role lets them write what is theirs."""

from uuid import UUID

from django.utils.translation import gettext as _

from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership, User

Choice = tuple[str, str]


def owner_choices(actor: Actor) -> list[Choice]:
    """Nobody, then everybody who can own something here, by name."""
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, role__in=roles.WRITES_OWN)
    people = [(str(row.user_id), str(row.user)) for row in rows.select_related("user").order_by("user__name")]
    return [("", "–"), *people]


def clean_owner(actor: Actor, owner: UUID | str | None, field: str = "owner") -> User | None:
    """The person of a key or an email; `Invalid` names the field when they cannot own anything here."""
    if owner is None or owner == "":
        return None
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id).select_related("user")
    by_key = isinstance(owner, UUID)
    found = members.filter(user_id=owner) if by_key else members.filter(user__email=str(owner).lower())
    membership = found.first()
    if membership is None:
        raise Invalid({field: [_("This person is not a member of the workspace.")]})
    if membership.role not in roles.WRITES_OWN:
        message = _("%(name)s only reads runs. Give it to an owner, a lead or an admin.")
        raise Invalid({field: [message % {"name": membership.user}]})
    return membership.user
