"""What is handed over, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.inbox.actions import PARCELS
from audits.kit.forms import CreatingForm
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.people.owners import Choice, guest_choices

TAKERS = roles.WRITES_OWN | roles.ANSWERS


@dataclass(frozen=True, slots=True)
class Offered:
    """A kind of work of which there is some."""

    slug: str
    label: str
    count: int
    is_chosen: bool


class HandOverForm(CreatingForm):
    """Every kind is chosen at first; what is gone meanwhile may still be sent."""

    taker = forms.TypedChoiceField(label=_("To whom"), coerce=UUID, empty_value=None, required=False)
    kinds = forms.MultipleChoiceField(
        choices=[(parcel.slug, parcel.label) for parcel in PARCELS], required=False
    )

    def __init__(
        self, *args: Any, actor: Actor, giver: UUID, counts: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.counts = counts
        self.fields["taker"].choices = taker_choices(actor, giver)  # type: ignore[attr-defined]

    @property
    def offered(self) -> list[Offered]:
        chosen = self.sent.getlist("kinds") if self.is_bound else list(self.counts)
        return [
            Offered(parcel.slug, str(parcel.label), self.counts[parcel.slug], parcel.slug in chosen)
            for parcel in PARCELS
            if parcel.slug in self.counts
        ]


def taker_choices(actor: Actor, giver: UUID) -> list[Choice]:
    """Everybody else who can be given something here."""
    rows = Membership.objects.active().filter(workspace_id=actor.workspace_id, role__in=TAKERS)
    members = rows.select_related("user").order_by("user__name", "user__email")
    people = [(str(row.user_id), str(row.user)) for row in members]
    others = [choice for choice in [*people, *guest_choices(actor)] if choice[0] != str(giver)]
    return [("", str(_("Choose …"))), *others]
