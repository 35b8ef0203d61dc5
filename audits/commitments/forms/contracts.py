"""Forms of contracts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.commitments.actions.clauses import PLACE, Held
from audits.commitments.actions.cleaning import LINE
from audits.commitments.actions.contracts import DATES, ContractValues
from audits.commitments.forms.commitments import DAY, LINES
from audits.commitments.models import Commitment, Contract
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people.owners import Choice


class ContractForm(CreatingForm):
    """A contract's reference, its dates, and who decides in time."""

    reference = TextField(label=_("Number or title"))
    signed_on = forms.DateField(label=_("Signed"), required=False, widget=DAY)
    starts_on = forms.DateField(label=_("Term starts"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Term ends"), required=False, widget=DAY)
    renews_on = forms.DateField(label=_("Renews"), required=False, widget=DAY)
    notice_on = forms.DateField(
        label=_("Last day of notice"),
        required=False,
        widget=DAY,
        help_text=_("From 90 days before it on, it is the owner's work to decide, with the ledger beside."),
    )
    owner = forms.TypedChoiceField(
        label=_("Who decides in time"), required=False, coerce=UUID, empty_value=None
    )
    note = TextField(label=_("Note"), required=False, limit=text.LONG, widget=LINES)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, owners: list[Choice], contract: Contract | None = None, **kwargs: Any
    ) -> None:
        if contract is not None:
            shown = {name: getattr(contract, name) for name in ("reference", *DATES, "note")}
            owner_key = str(contract.owner_id or "")
            kwargs["initial"] = {**shown, "owner": owner_key, "seen": contract.version}
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.TypedChoiceField):
            owner.choices = owners

    @property
    def values(self) -> ContractValues:
        names = ("reference", *DATES, "owner", "note")
        return cast(ContractValues, {name: self.cleaned_data[name] for name in names})


class SettleForm(CreatingForm):
    """What was decided about the renewal."""

    settlement = TextField(
        label=_("What was decided"),
        limit=LINE,
        widget=LINES,
        help_text=_("Renewed, renegotiated or ended, and what of the ledger decided it."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment with its two fields."""

    commitment: Commitment
    fields: tuple[forms.BoundField, forms.BoundField]


INCLUDED = {"": None, "yes": True, "no": False}
CHOICES = [("", _("not looked up")), ("yes", _("in the contract")), ("no", _("not in the contract"))]


class ClausesForm(Form):
    """For every commitment that stands: whether the contract holds it, and where."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, commitments: Iterable[Commitment], held: dict[UUID, Held], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commitments = list(commitments)
        back = {value: name for name, value in INCLUDED.items()}
        for row in self.commitments:
            now = held.get(row.pk, Held(None))
            self.fields[f"in-{row.pk}"] = forms.ChoiceField(
                label=_("In the contract?"), choices=CHOICES, required=False, initial=back[now.is_included]
            )
            self.fields[f"place-{row.pk}"] = TextField(
                label=_("Where, or why not"),
                required=False,
                limit=PLACE,
                initial=now.place,
                widget=forms.TextInput(attrs={"class": "input"}),
            )

    @property
    def lines(self) -> list[Line]:
        return [Line(row, (self[f"in-{row.pk}"], self[f"place-{row.pk}"])) for row in self.commitments]

    @property
    def held(self) -> dict[UUID, Held]:
        cleaned = self.cleaned_data
        return {
            row.pk: Held(INCLUDED[cleaned[f"in-{row.pk}"]], cleaned[f"place-{row.pk}"])
            for row in self.commitments
        }
