"""Forms of the gap register."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.actions.gap_values import GapValues
from audits.evaluations.forms.setup import LINES, Choice
from audits.evaluations.models import Gap
from audits.evaluations.models.gap import LINE, GapRuling
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import CreatingForm, Form

DAY = forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")
RULINGS = [("", _("Not ruled yet")), *GapRuling.choices]


class FollowForm(Form):
    """What whoever sees to a gap writes of it."""

    mitigation = TextField(
        label=_("Mitigation"),
        required=False,
        limit=text.LONG,
        widget=LINES,
        help_text=_("What is done about it until it is gone."),
    )
    vendor_on = forms.DateField(
        label=_("Vendor's date"),
        required=False,
        widget=DAY,
        help_text=_("The day by which the vendor has said it will be there."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, gap: Gap | None = None, **kwargs: Any) -> None:
        if gap:
            kwargs["initial"] = {**stored(gap), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> GapValues:
        names = set(GapValues.__annotations__) & set(self.fields)
        return cast(GapValues, {name: self.cleaned_data[name] for name in names})


class GapForm(FollowForm, CreatingForm):
    """The whole of a gap, for a lead."""

    title = TextField(label=_("What is missing"), limit=LINE)
    dimension = forms.ChoiceField(label=_("Dimension"))
    workflow = TextField(
        label=_("Workflow affected"),
        required=False,
        limit=LINE,
        help_text=_("Which of your own workflows relies on it?"),
    )
    ruling = forms.ChoiceField(label=_("Ruling"), required=False, choices=RULINGS, widget=forms.RadioSelect)
    reason = TextField(label=_("Reason for the ruling"), required=False, limit=text.LONG, widget=LINES)
    owner = forms.TypedChoiceField(
        label=_("Owner"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Needed with a ruling; they get it in My work."),
    )
    expires_on = forms.DateField(
        label=_("Accepted until"),
        required=False,
        widget=DAY,
        help_text=_("After this day an acceptance counts as not ruled. Leave it empty for no end."),
    )
    field_order = ("title", "dimension", "workflow", "ruling", "reason", "owner", "expires_on")

    def __init__(self, *args: Any, dimensions: list[Choice], owners: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("dimension", dimensions), ("owner", owners)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class CloseForm(Form):
    """How it was closed."""

    closing = TextField(label=_("How was it closed?"), limit=text.LONG, widget=LINES)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReopenGapForm(Form):
    """Why it is open again."""

    reason = TextField(label=_("Why is it open again?"), limit=text.LONG, widget=LINES)


def stored(gap: Gap) -> dict[str, Any]:
    """A gap as somebody would type it."""
    slugs = gap.candidate.evaluation.catalog.dimension_slugs
    names = ("title", "workflow", "ruling", "reason", "mitigation", "vendor_on", "expires_on")
    return {
        **{name: getattr(gap, name) for name in names},
        "dimension": slugs[gap.dimension_id],
        "owner": str(gap.owner_id or ""),
        "seen": gap.version,
    }
