"""Forms of a feedback letter: its text, drafting it again, and the day it was sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form


class LetterForm(CreatingForm):
    """The letter as Markdown; `seen` is the version it was opened in, 0 for a draft."""

    text = TextField(label=_("Letter"), limit=text.LONG, widget=forms.Textarea(attrs={"rows": 24}))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DraftForm(Form):
    """How much the vendor is to be told; a letter that was saved is only overwritten when told so."""

    points = forms.BooleanField(label=_("With points"), required=False, initial=True)
    reasons = forms.BooleanField(
        label=_("With the reasons of the points; one that names another vendor is left out"), required=False
    )
    sure = forms.BooleanField(
        label=_("Overwrite what is written now"),
        error_messages={"required": _("The letter was saved before. Confirm that the draft replaces it.")},
    )

    def __init__(self, *args: Any, has_letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_letter:
            del self.fields["sure"]


class SentForm(Form):
    """The day on which the letter went out."""

    sent_on = forms.DateField(
        label=_("Sent on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
