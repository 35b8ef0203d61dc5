"""What a bought product is accepted by: its vendor's promises and checks of the library."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.checklists.actions.acceptance import GO_LIVE
from audits.checklists.actions.runs import StartValues
from audits.checklists.catalog import checklist_of
from audits.checklists.models import ChecklistVersion
from audits.checklists.offers import offer_of
from audits.checklists.promised import expected_of
from audits.commitments.models import Commitment
from audits.connectors.models import Connector
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm
from audits.people.actor import Actor
from audits.people.owners import owner_choices
from audits.vendors.models import Vendor

DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
REPEATS = [("", _("Only now")), ("1", _("Every month")), ("3", _("Every three months"))]


def ticks(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class AcceptanceForm(CreatingForm):
    """A go-live run; every promise that still stands is ticked, the core, and what this vendor touches."""

    commitments = ticks(
        _("Commitments"),
        _("Each becomes a check. Passed, a promise is kept and a gap is gone; failed, it is not."),
    )
    groups = ticks(_("Checks of the library"))
    connectors = ticks(_("Connectors"), _("Ticked: those of this vendor."))
    title = TextField(label=_("Title"), required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DAY)
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=UUID, empty_value=None)
    repeat = forms.ChoiceField(
        label=_("Test the commitments again"),
        choices=REPEATS,
        required=False,
        help_text=_("A commitment kept once can be broken later: a schedule runs the chosen ones again."),
    )

    def __init__(
        self, *args: Any, actor: Actor, vendor: Vendor, version: ChecklistVersion, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.vendor = actor, vendor
        self.standing = list(vendor.commitments.standing().promises_first())
        connectors = list(Connector.objects.for_workspace(actor.workspace_id).current().by_name())
        own = [each for each in connectors if each.vendor_id == vendor.pk]
        self.offer = offer_of(checklist_of(version.pk), {each.integration_type for each in own})
        self.offer_choices(connectors)
        self.fields["groups"].help_text = why_ticked(own)
        self.initial = {**self.initial, **self.proposed(own)}

    def offer_choices(self, connectors: list[Connector]) -> None:
        self.choose("commitments", [(str(each.pk), named(each)) for each in self.standing])
        self.choose("groups", [*self.offer.fitting, *self.offer.others])
        self.choose("connectors", [(str(each.pk), f"{each.name}, {each.system}") for each in connectors])
        self.choose("owner", owner_choices(self.actor))
        for name, rows in (("commitments", self.standing), ("connectors", connectors)):
            if not rows:
                del self.fields[name]

    def choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def proposed(self, own: list[Connector]) -> dict[str, Any]:
        return {
            "commitments": [str(each.pk) for each in self.standing],
            "groups": [slug for slug, _title in self.offer.fitting],
            "connectors": [str(each.pk) for each in own],
            "title": gettext("Go-live acceptance, %(vendor)s") % {"vendor": self.vendor.name},
            "owner": self.actor.user_id,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("commitments") and not cleaned.get("groups"):
            self.add_error(None, gettext("Choose at least one commitment or one group of checks."))
        if cleaned.get("repeat") and not cleaned.get("commitments"):
            self.add_error("repeat", gettext("There is no commitment to test again: choose one above."))
        return cleaned

    @property
    def values(self) -> StartValues:
        """What the run is started from."""
        cleaned = self.cleaned_data
        return StartValues(
            checklist=GO_LIVE,
            title=cleaned["title"],
            due_on=cleaned["due_on"],
            owner=cleaned["owner"],
            vendor=self.vendor.pk,
            commitments=[UUID(key) for key in cleaned.get("commitments", [])],
            groups=frozenset(cleaned.get("groups", [])),
            connectors=[UUID(key) for key in cleaned.get("connectors", [])],
        )

    @property
    def months(self) -> int | None:
        """Every how many months the promises are tested again; None for never."""
        return int(self.cleaned_data["repeat"]) if self.cleaned_data.get("repeat") else None


def named(commitment: Commitment) -> str:
    return f"{commitment.code} {expected_of(commitment)}"


def why_ticked(own: list[Connector]) -> str:
    """Why these groups are ticked at first, in one line."""
    if not own:
        return gettext("Ticked: what concerns every product. None of your connectors is this vendor's.")
    types = dict.fromkeys(str(each.get_integration_type_display()) for each in own)
    words = gettext("Ticked: what concerns every product, and what this vendor's connectors are: %(types)s.")
    return words % {"types": ", ".join(types)}
