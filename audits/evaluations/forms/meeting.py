"""Forms of the panel's reveal and meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.evaluations.comparison.shapes import DimensionView
from audits.kit import text
from audits.kit.fields import TextField
from audits.kit.forms import Form
from audits.scoring.score import POINTS_PER_DIMENSION

REASON = forms.Textarea(attrs={"rows": 2})
POINTS = [(str(points), str(points)) for points in range(POINTS_PER_DIMENSION + 1)]


class AgreeForm(Form):
    """The agreed points of one dimension with their reason."""

    points = forms.TypedChoiceField(
        label=_("Agreed points"),
        choices=POINTS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    rationale = TextField(label=_("Why these points"), required=False, limit=text.LONG, widget=REASON)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dimension: DimensionView, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "points": dimension.points,
            "rationale": dimension.rationale,
            "seen": dimension.version,
        }
        super().__init__(*args, auto_id=f"{dimension.slug}-%s", **kwargs)
