"""Forms of declaring an interest and of ruling on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.evaluations.actions.declarations import state_of
from audits.evaluations.forms.setup import LINES
from audits.evaluations.models import Declaration
from audits.evaluations.models.declaration import Interest, Ruling
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form


class DeclarationForm(Form):
    """One's own: nothing, or what it is."""

    interest = forms.ChoiceField(
        label=gettext_lazy("Your interest"), choices=Interest.choices, widget=forms.RadioSelect
    )
    note = TextField(
        label=gettext_lazy("What it is"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=gettext_lazy("Shares, a former job, family, gifts, a side business: with which vendor."),
    )

    def __init__(self, *args: Any, row: Declaration | None, **kwargs: Any) -> None:
        if row:
            kwargs["initial"] = {"interest": row.interest, "note": row.note}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A lead can only rule on what is said."""
        cleaned = super().clean() or {}
        if cleaned.get("interest") == Interest.DECLARED and cleaned.get("note") == "":
            self.add_error("note", _("Say what it is, so that a lead can rule on it."))
        return cleaned


class RulingForm(Form):
    """A lead's ruling on somebody else's declaration."""

    ruling = forms.ChoiceField(label=gettext_lazy("Ruling"), choices=Ruling.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=gettext_lazy("Reason"),
        limit=text.LONG,
        widget=LINES,
        help_text=gettext_lazy("It stays on the record and is printed with the decision."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Declaration, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "ruling": row.ruling or None,
            "reason": row.ruling_reason,
            "seen": state_of(row),
        }
        super().__init__(*args, **kwargs)
