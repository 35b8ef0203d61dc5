"""The form that ends a round: who goes on, and why the others do not."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.rounds import LONGEST_REASON
from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.forms.setup import LINES
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm


class RoundForm(CreatingForm):
    """Everybody stays unless the tick is taken away; then a reason is needed."""

    stays = forms.MultipleChoiceField(
        label=_("On the shortlist"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take the tick from each vendor that is left out, and say why below."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, view: ComparisonView, **kwargs: Any) -> None:
        kwargs["initial"] = {"stays": [str(one.id) for one in view.racing], "seen": view.round}
        super().__init__(*args, **kwargs)
        stays = self.fields["stays"]
        if isinstance(stays, forms.MultipleChoiceField):
            stays.choices = [(str(one.id), one.vendor) for one in view.racing]
        for one in view.racing:
            label = _("Why %(vendor)s is left out") % {"vendor": one.vendor}
            self.fields[f"reason_{one.id.hex}"] = TextField(
                label=label, required=False, limit=LONGEST_REASON, widget=LINES
            )
        self.racing = [one.id for one in view.racing]

    @property
    def left_out(self) -> dict[UUID, str]:
        """The vendors without a tick, each with the reason typed for it."""
        stays = set(self.cleaned_data["stays"])
        leaving = [key for key in self.racing if str(key) not in stays]
        return {key: self.cleaned_data[f"reason_{key.hex}"] for key in leaving}
