"""Who can be given something to do: members whose role lets them write what is theirs, and guests by link."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from audits.kit import clock
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Guest, Membership, User

Choice = tuple[str, str]


def owner_choices(actor: Actor, *, guests: bool = False) -> list[Choice]:
    """Nobody, then everybody who can own something here, by name; `guests` adds those who come by a link."""
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, role__in=roles.WRITES_OWN)
    people = [(str(row.user_id), str(row.user)) for row in rows.select_related("user").order_by("user__name")]
    return [("", "–"), *people, *(guest_choices(actor) if guests else [])]


def with_present(choices: list[Choice], person: User | None) -> list[Choice]:
    """The choices and whoever owns it now: a form that is saved for something else takes it from nobody."""
    if person is None or str(person.pk) in dict(choices):
        return choices
    return [*choices, (str(person.pk), _("%(name)s (has left)") % {"name": person})]


def guest_choices(actor: Actor) -> list[Choice]:
    rows = guests_of(actor.workspace_id).order_by("user__name", "user__email")
    return [(str(row.user_id), _("%(name)s (by link)") % {"name": row.user}) for row in rows]


def clean_owner(
    actor: Actor,
    owner: UUID | str | None,
    field: str = "owner",
    *,
    present: User | None = None,
    guests: bool = False,
) -> User | None:
    """The person of a key or an email; `Invalid` names the field when they cannot own anything here.

    Whoever owns it at present stays, also when they have left since.
    """
    if owner is None or owner == "":
        return None
    if present and str(owner).lower() in (str(present.pk), present.email):
        return present
    is_wanted = Q(user_id=owner) if isinstance(owner, UUID) else Q(user__email=str(owner).lower())
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id).select_related("user")
    membership = members.filter(is_wanted).first()
    if membership is None:
        guest = guests_of(actor.workspace_id).filter(is_wanted).first() if guests else None
        if guest is None:
            raise Invalid({field: [_("This person is not a member of the workspace.")]})
        return guest.user
    if membership.role not in roles.WRITES_OWN:
        message = _("%(name)s only reads runs. Give it to an owner, a lead or an admin.")
        raise Invalid({field: [message % {"name": membership.user}]})
    return membership.user


def guests_of(workspace_id: UUID) -> QuerySet[Guest]:
    """Whose link works now; a guest who has become a member is one of those."""
    return Guest.objects.active(clock.now()).filter(workspace_id=workspace_id).select_related("user")
