"""Forms of commitments."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.commitments.actions.cleaning import CEILING, LINE, PLACES
from audits.commitments.actions.values import FIGURE, SOURCE, TEXT, WORK, CommitmentValues
from audits.commitments.models import Commitment, Comparison
from audits.evidence.models import Proof
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form
from audits.people.owners import Choice

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})
UNITS = ("s", "min", "h", "days", "%", "records", "calls/min")


class CommitmentForm(CreatingForm):
    """A commitment: its words, the figure it is held to, who sees to it, and where it was said.

    Where a demo stands behind it, what the demo recorded is shown beside the form and not in it.
    """

    text = TextField(
        label=_("What was promised"),
        limit=LINE,
        widget=LINES,
        help_text=_("One sentence that a check can prove or break."),
    )
    comparison = forms.ChoiceField(
        label=_("Comparison"), required=False, choices=[("", _("no figure yet")), *Comparison.choices]
    )
    limit = forms.DecimalField(
        label=_("Value"),
        required=False,
        min_value=0,
        max_value=CEILING - 1,
        decimal_places=PLACES,
        widget=forms.NumberInput(attrs={"step": "any", "min": "0"}),
    )
    unit = TextField(
        label=_("Unit"),
        required=False,
        limit=60,
        widget=forms.TextInput(attrs={"list": "units", "autocapitalize": "none"}),
    )
    owner = forms.TypedChoiceField(
        label=_("Who sees that it is checked"), required=False, coerce=UUID, empty_value=None
    )
    due_on = forms.DateField(label=_("To be checked by"), required=False, widget=DAY)
    said_by = TextField(label=_("Who said it"), required=False)
    said_on = forms.DateField(label=_("When"), required=False, widget=DAY)
    source_title = TextField(
        label=_("Where"), required=False, help_text=_("An e-mail, a call, a page of the offer.")
    )
    proof = forms.ChoiceField(
        label=_("How far it was shown"), required=False, choices=[("", _("not noted")), *Proof.choices]
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, owners: list[Choice], commitment: Commitment | None = None, **kwargs: Any
    ) -> None:
        if commitment is not None:
            kwargs["initial"] = initial(commitment)
        super().__init__(*args, **kwargs)
        self.commitment = commitment
        owner = self.fields["owner"]
        if isinstance(owner, forms.TypedChoiceField):
            owner.choices = owners
        if commitment is not None and not commitment.is_by_hand:
            for name in SOURCE:
                del self.fields[name]

    @property
    def values(self) -> CommitmentValues:
        names = (*TEXT, *FIGURE, *WORK, *SOURCE)
        given = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return cast(CommitmentValues, given)

    @property
    def figure(self) -> list[forms.BoundField]:
        """The three fields that belong together."""
        return [self[name] for name in FIGURE]

    @property
    def source(self) -> list[forms.BoundField]:
        return [self[name] for name in SOURCE if name in self.fields]

    units = UNITS


def initial(commitment: Commitment) -> dict[str, Any]:
    """A commitment as its form shows it."""
    shown = {name: getattr(commitment, name) for name in (*TEXT, *FIGURE, "due_on", *SOURCE)}
    owner = str(commitment.owner_id or "")
    return {**shown, "limit": commitment.value, "owner": owner, "seen": commitment.version}


class ReleaseForm(Form):
    """Why the vendor is no longer held to it."""

    reason = TextField(label=_("Reason"), limit=LINE, widget=LINES)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class JudgeForm(CreatingForm):
    """Kept or broken, and what was seen."""

    outcome = forms.ChoiceField(
        label=_("What was found"),
        choices=[("kept", _("Kept")), ("broken", _("Broken"))],
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=_("What was seen"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("How it was tried and what was measured. Needed when it is broken."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def is_kept(self) -> bool:
        return bool(self.cleaned_data["outcome"] == "kept")
