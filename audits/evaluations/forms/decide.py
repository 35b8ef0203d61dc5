"""Forms of the decision."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.comparison.shapes import ComparisonView
from audits.evaluations.forms.setup import LINES
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm
from audits.kit.refusals import Conflict, Refusal

NOBODY = "none"


class DecideForm(CreatingForm):
    """A candidate or nobody, why, and that the open points were seen."""

    choice = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("Reason"), limit=text.LONG, widget=LINES, help_text=_("It is printed in the reports.")
    )
    acknowledged = forms.BooleanField(
        label=_("I have seen what is not scored and not answered, listed here for each vendor."),
        error_messages={"required": _("Confirm that you have seen the open points.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, view: ComparisonView, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": view.change}
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        if isinstance(choice, forms.ChoiceField):
            vendors = [(str(candidate.id), candidate.vendor) for candidate in view.candidates]
            choice.choices = [*vendors, (NOBODY, _("None of them"))]
        if not any(candidate.unscored or candidate.advice.unanswered for candidate in view.candidates):
            del self.fields["acknowledged"]

    @property
    def chosen(self) -> UUID | None:
        given = self.cleaned_data["choice"]
        return None if given == NOBODY else UUID(given)

    def refuse(self, refusal: Refusal) -> None:
        """After a conflict the lists may be others: they are acknowledged anew."""
        super().refuse(refusal)
        if isinstance(refusal, Conflict) and "acknowledged" in self.data:
            sent = self.sent.copy()
            del sent["acknowledged"]
            self.data = sent


class ReopenForm(CreatingForm):
    """Why a decided evaluation is opened again."""

    reason = TextField(
        label=_("Reason for reopening"),
        limit=text.LONG,
        widget=LINES,
        help_text=_("The decision and its reports stay as they were; the next one is a new revision."),
    )
