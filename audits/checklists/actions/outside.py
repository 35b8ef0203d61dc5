"""Giving items to whoever has an e-mail address: a member, or somebody outside who comes by a link."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audits.checklists.actions.items import assign_items
from audits.checklists.models import Run
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actions.guests import clean_email, invite_guest
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.people.owners import guests_of


@transaction.atomic
def assign_by_email(
    *,
    actor: Actor,
    run: Run,
    items: Sequence[UUID],
    email: str,
    due_on: date | None = None,
    keeps_due: bool = True,
) -> dict[str, Any]:
    """As `assign_items`; who is no member gets a link, or none of it happens.

    One mail brings both the link and what was given; the link goes alone to whom nothing new is given.
    Raises Denied, Invalid, Blocked.
    """
    actor.require(roles.LEADS)
    # Before the workspace's row, which making a link takes: so does a save of an item that fails.
    run.touch()
    owner = member_of(actor, email)
    if owner is None:
        owner = invite_guest(actor=actor, email=email, by_mail=not is_news(run, items, email)).user_id
    return assign_items(actor=actor, run=run, items=items, owner=owner, due_on=due_on, keeps_due=keeps_due)


def is_news(run: Run, items: Sequence[UUID], email: str) -> bool:
    """Whether any of the items is not theirs yet, so that they are written to about it."""
    rows = run.items.filter(pk__in=items)
    return rows.exclude(owner__email=email.strip().lower()).exists()


def member_of(actor: Actor, email: str) -> UUID | None:
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id)
    return rows.filter(user__email=email.strip().lower()).values_list("user_id", flat=True).first()


def is_unknown(actor: Actor, email: str) -> bool:
    """Whether a link would be made for this address; what is no address is the action's to refuse."""
    try:
        address = clean_email(email)
    except Invalid:
        return False
    is_guest = guests_of(actor.workspace_id).filter(user__email=address).exists()
    return not is_guest and member_of(actor, address) is None
